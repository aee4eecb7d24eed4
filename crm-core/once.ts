import { createHash } from 'node:crypto';
import { transact } from './after-commit.ts';
import { refuseUnkeepable } from './clean-text.ts';
import { againWhenOutrun } from './outrun.ts';
import type { Asking, Ground, Tx } from './ports.ts';
import type { Prisma } from './prisma/client/client.ts';
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
 * changes nothing; who comes while the first is under way waits for it. A refusal takes everything back and is not kept,
 * so that the mended input may come with the same key. `known` is the answer, where it is known before the work.
 */
export async function once<Given extends Input>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Given,
  work: (tx: Tx) => Promise<Done>,
  known?: Done,
): Promise<Done | Complaint> {
  const { subject } = requireIdentity(asking);
  const { idempotencyKey: key, ...rest } = input;
  const inputHash = createHash('sha256').update(JSON.stringify(rest)).digest();
  const at = ground.ports.now();
  const where = { subject, mutation, key };
  const carryOut = async (tx: Tx): Promise<Done> => {
    const reserved = await tx.$executeRaw`
      insert into idempotent_answer (subject, mutation, key, input_hash, answer, at)
      values (${subject}, ${mutation}, ${key}, ${inputHash}, ${JSON.stringify(known ?? null)}::jsonb, ${at})
      on conflict do nothing`;
    if (reserved === 0) return answerBefore(tx, where, inputHash);
    const answer = await work(tx);
    if (!known) {
      await tx.idempotentAnswer.update({
        where: { subject_mutation_key: where },
        data: { answer: { ...answer } },
      });
    }
    return answer;
  };
  try {
    if (!/^[\x21-\x7e]{8,100}$/.test(key)) throw invalid('idempotencyKey', texts.idempotencyKey);
    refuseUnkeepable(rest);
    return await againWhenOutrun(() => transact(ground, carryOut));
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

async function answerBefore(
  tx: Tx,
  where: Prisma.IdempotentAnswerSubjectMutationKeyCompoundUniqueInput,
  inputHash: Buffer,
) {
  const before = await tx.idempotentAnswer.findUniqueOrThrow({ where: { subject_mutation_key: where } });
  if (!inputHash.equals(before.inputHash)) throw conflict(texts.idempotencyKeyUsed);
  return before.answer as unknown as Done;
}
