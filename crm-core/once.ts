import { createHash } from 'node:crypto';
import type { Asking, Ground, Tx } from './ports.ts';
import { requireIdentity } from './privacy/who.ts';
import { type Complaint, conflict, invalid, Refusal } from './refusal.ts';
import { texts } from './texts.ts';

export interface Done {
  readonly __typename: string;
  readonly id: string;
}

interface Input {
  readonly idempotencyKey: string;
}

/**
 * Carries out a mutation in one transaction, once per person, mutation and key: the same key again answers the same and
 * changes nothing. A refusal takes everything back and is not kept, so that the mended input may come with the same key.
 */
export async function once<Given extends Input>(
  { prisma, ports }: Ground,
  asking: Asking,
  mutation: string,
  input: Given,
  work: (tx: Tx) => Promise<Done>,
): Promise<Done | Complaint> {
  const { subject } = requireIdentity(asking);
  const { idempotencyKey: key, ...rest } = input;
  const inputHash = createHash('sha256').update(JSON.stringify(rest)).digest();
  try {
    if (!/^[\x21-\x7e]{8,100}$/.test(key)) throw invalid('idempotencyKey', texts.idempotencyKey);
    return await prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${subject} ${mutation} ${key}`}, 0))`;
        const where = { subject_mutation_key: { subject, mutation, key } };
        const before = await tx.idempotentAnswer.findUnique({ where });
        if (before && !inputHash.equals(before.inputHash)) throw conflict(texts.idempotencyKeyUsed);
        if (before) return before.answer as unknown as Done;
        const answer = await work(tx);
        const at = ports.now();
        await tx.idempotentAnswer.create({
          data: { subject, mutation, key, inputHash, answer: { ...answer }, at },
        });
        return answer;
      },
      { timeout: 15_000, maxWait: 10_000 },
    );
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}
