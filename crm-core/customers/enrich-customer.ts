import { z } from 'zod';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, Refusal } from '../refusal.ts';
import { texts } from '../texts.ts';
import { toldCustomer } from './carry-out-customer.ts';
import { existingCustomer, joinRecord } from './change-customer.ts';
import { clusterOf, rootsOf } from './cluster.ts';
import { refuseDifferent } from './merge.ts';
import { requireIdentifyingPurpose } from './purpose.ts';
import { type Given, read } from './read-customer.ts';
import { recordVersion } from './record-customer.ts';
import { openNumber } from './vault.ts';

export interface EnrichCustomerInput {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly register: 'PERSONS' | 'ENTERPRISES' | 'ASSOCIATIONS';
  readonly number?: Given;
}

/** What a register answers: what it tells, or null where it does not know the number. */
const reply = z.object({ told: toldCustomer.nullable() });

/** Whom each register is asked about, by which number, and in which words. */
const registers = {
  PERSONS: { question: 'magda.person.find', key: 'nationalNumber', kind: 'person' },
  ENTERPRISES: { question: 'magda.enterprise.find', key: 'enterpriseNumber', kind: 'company' },
  ASSOCIATIONS: {
    question: 'verenigingsregister.association.find',
    key: 'associationCode',
    kind: 'association',
  },
} as const;

type Told = z.infer<typeof toldCustomer>;
type Answer = Told | 'unknown' | 'unavailable';

/**
 * Asks a register what it knows of a customer, and keeps it as a record of its own that is joined to him. A register that
 * is down, or does not know the number, is an answer too.
 */
export async function enrichCustomer(ground: Ground, asking: Asking, input: EnrichCustomerInput) {
  const identity = requireRole(asking, 'agent');
  requireIdentifyingPurpose(asking);
  try {
    const { prisma, ports } = ground;
    const customerId = await existingCustomer(prisma, input.customerId);
    const number = await numberOf(prisma, ground, customerId, input);
    await writeAudit(prisma, ports.now(), actorOf(identity), asking, {
      act: 'customer.register.ask',
      subjectType: 'customer',
      subjectId: customerId,
      details: { register: registers[input.register].question },
    });
    const answer = await askRegister(ground, input.register, number);
    return await once(ground, asking, 'enrichCustomer', input, async (tx) =>
      keep(tx, ground, asking, input, answer),
    );
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

/** The number that was given, or the one that is known of the customer. */
async function numberOf(tx: Tx, { ports }: Ground, customerId: string, input: EnrichCustomerInput) {
  const { key, kind } = registers[input.register];
  const records = await tx.customerRecord.findMany({
    where: { id: { in: await clusterOf(tx, customerId) } },
  });
  if (records.some((record) => record.kind !== kind)) throw invalid('register', texts.numberOfOtherKind);
  const given =
    key === 'nationalNumber'
      ? read[key]('number', input.number, ports.now())
      : read[key]('number', input.number);
  const kept = records.map((record) => record[key]).find((number) => number !== null);
  const known = typeof kept === 'string' || !kept ? kept : openNumber(ports, kept);
  if (given && known && given !== known) throw conflict(texts.mergeNumbers);
  const number = given ?? known;
  if (!number) throw invalid('number', texts.numberNeeded);
  return number;
}

async function askRegister(
  { ports }: Ground,
  register: keyof typeof registers,
  number: string,
): Promise<Answer> {
  const { question, key } = registers[register];
  let answer: unknown;
  try {
    answer = await ports.ask(question, { [key]: number });
  } catch (error) {
    ports.log?.('customer.register.failed', {
      question,
      error: error instanceof Error ? error.name : 'unknown',
    });
    return 'unavailable';
  }
  const { success, data } = reply.safeParse(answer);
  if (!success) {
    ports.log?.('customer.register.malformed', { question });
    return 'unavailable';
  }
  return data.told ?? 'unknown';
}

async function keep(tx: Tx, ground: Ground, asking: Asking, input: EnrichCustomerInput, answer: Answer) {
  const identity = requireRole(asking, 'agent');
  const customerId = await existingCustomer(tx, input.customerId);
  if (typeof answer === 'string')
    return { __typename: 'Enrichment', id: customerId, outcome: answer.toUpperCase() };
  const actor = actorOf(identity);
  const { id, outcome } = await recordVersion(tx, ground, answer, {
    actor,
    correlationid: asking.correlationid,
  });
  const root = (await rootsOf(tx, [id])).get(id) ?? id;
  if (root !== customerId) {
    if (outcome !== 'new') throw conflict(texts.registerOfOther);
    await refuseDifferent(tx, customerId, id);
    await joinRecord(tx, ground, {
      kind: 'enrichment',
      survivorId: customerId,
      absorbedId: id,
      reason: texts.enrichment,
      author: actor,
    });
  }
  await writeAudit(tx, ground.ports.now(), actor, asking, {
    act: 'customer.enrich',
    subjectType: 'customer',
    subjectId: customerId,
    details: { source: answer.source, outcome },
  });
  const changed = root !== customerId || outcome === 'newer';
  return { __typename: 'Enrichment', id: customerId, outcome: changed ? 'ENRICHED' : 'UNCHANGED' };
}
