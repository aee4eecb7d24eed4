import { z } from 'zod';
import { announceOnCommit } from '../after-commit.ts';
import { parseReference } from '../contacts/reference.ts';
import { blindIndex } from '../customers/vault.ts';
import type { Cause, Command, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';

/**
 * Command `crm.transaction.record`: how far something is that runs in a back office (R045, R092) or a digital counter (R046),
 * in whatever order it is told.
 */
const recordTransaction = z.strictObject({
  system: z.string().min(1),
  transactionId: z.string().min(1),
  kind: z.enum(['back-office', 'digital-counter']),
  title: z.string().min(1),
  productNumber: z.string().nullable(),
  /** Our case that it came from. */
  caseReference: z.string().nullable(),
  /** Whose it is: a national number, an enterprise number or a VCode. Personal data: kept as a keyed hash only. */
  party: z
    .strictObject({ kind: z.enum(['person', 'enterprise', 'association']), identifier: z.string() })
    .nullable(),
  state: z.enum(['started', 'in-progress', 'waiting-for-customer', 'sent', 'ready', 'done', 'stopped']),
  /** In words for the customer. */
  explanation: z.string(),
  changedAt: z.iso.datetime(),
  url: z.url().nullable(),
});
type RecordTransaction = z.infer<typeof recordTransaction>;

export function transactionCommand(ground: Ground): Command {
  return {
    shape: recordTransaction,
    handle: (tx, data, cause) => record(ground, tx, recordTransaction.parse(data), cause),
  };
}

async function record(ground: Ground, tx: Tx, told: RecordTransaction, cause: Cause) {
  const { system, transactionId: externalId, kind, title, productNumber, state, explanation, url } = told;
  const changedAt = new Date(told.changedAt);
  const caseId = await caseOf(tx, told.caseReference);
  const partyIndex = told.party && partyIndexOf(ground, told.party);
  if (caseId === null && partyIndex === null)
    throw new Error('recording a transaction: it is of nobody and of no case');
  const fields = { kind, title, productNumber, state, explanation, url, changedAt };
  const where = { system_externalId: { system, externalId } };
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`transaction ${system} ${externalId}`}, 0))`;
  const known = await tx.officeTransaction.findUnique({ where });
  const ties = {
    caseId: caseId ?? known?.caseId ?? null,
    partyIndex: partyIndex ?? known?.partyIndex ?? null,
  };
  const newer = known === null || known.changedAt <= changedAt;
  const { id } = await tx.officeTransaction.upsert({
    where,
    create: { system, externalId, ...fields, ...ties },
    update: newer ? { ...fields, ...ties } : ties,
  });
  await writeAudit(tx, ground.ports.now(), actorOfCause(cause), cause, {
    act: 'transaction.record',
    subjectType: 'transaction',
    subjectId: id,
    details: { system, state },
  });
  if (ties.caseId !== null)
    await announceOnCommit(tx, ground, [{ topic: `case:${ties.caseId}`, payload: { caseId: ties.caseId } }]);
}

async function caseOf(tx: Tx, reference: string | null): Promise<string | null> {
  if (reference === null) return null;
  const parsed = parseReference(reference);
  if (parsed.fault) throw new Error('recording a transaction: not a reference of ours');
  const found = await tx.case.findUnique({ where: { reference: parsed.code }, select: { id: true } });
  if (!found) throw new Error('recording a transaction: no case has this reference');
  return found.id;
}

/** A number as it is found again, whether or not its owner is a customer here. */
export function partyIndexOf(
  { ports }: Ground,
  { kind, identifier }: { readonly kind: string; readonly identifier: string },
): Uint8Array<ArrayBuffer> {
  const bare = identifier.replaceAll(/[\s./-]/g, '').toUpperCase();
  return kind === 'person' ? blindIndex(ports, bare) : blindIndex(ports, `${kind}:${bare}`);
}
