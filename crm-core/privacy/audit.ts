import { insertRows } from '../insert-rows.ts';
import { newId } from '../new-id.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import { requireIdentity } from './who.ts';

/** One act: what was done to what. `details` holds names of fields and states, never a personal value. */
export interface Act {
  readonly act: string;
  readonly subjectType:
    | 'customer'
    | 'contact'
    | 'case'
    | 'call'
    | 'product'
    | 'message'
    | 'promise'
    | 'norm'
    | 'calendar'
    | 'filter'
    | 'routing'
    | 'group'
    | 'staff'
    | 'retention'
    | 'transfer'
    | 'plan'
    | 'transaction'
    | 'configuration'
    | 'booking'
    | 'amendment';
  readonly subjectId: string;
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface Why {
  readonly correlationid: string;
  readonly purpose?: string | null;
}

/** Why, with the trace of the story that is changed instead of the one of the request. */
export function inStory({ purpose = null }: Why, { correlationid }: { readonly correlationid: string }): Why {
  return { correlationid, purpose };
}

/** Writes acts in the transaction of the change itself. */
export async function writeAudit(tx: Tx, at: Date, actor: Actor, why: Why, ...acts: readonly Act[]) {
  await insertRows(tx, { auditEntry: auditRows(at, actor, why, ...acts) });
}

/** The same as rows, for what writes all of its rows together. */
export function auditRows(at: Date, actor: Actor, why: Why, ...acts: readonly Act[]) {
  return acts.map(({ act, subjectType, subjectId, details = {} }) => ({
    id: newId(),
    at,
    actorSubject: actor.subject,
    actorName: actor.name,
    act,
    subjectType,
    subjectId,
    purpose: why.purpose ?? null,
    correlationid: why.correlationid,
    details: { ...details },
  }));
}

const togetherMs = 60_000;
const written = new WeakMap<object, Map<string, { readonly at: number; readonly done: Promise<void> }>>();

/**
 * Writes that somebody looks at these customers, before he sees them: one entry per request and customer, though one
 * request comes as several questions to several subgraphs.
 */
export async function auditRead(
  ground: Ground,
  asking: Asking,
  customerIds: readonly string[],
  act = 'customer.read',
) {
  const { prisma, ports } = ground;
  const identity = requireIdentity(asking);
  const known = knownOf(prisma);
  const fresh = [...new Set(customerIds)].filter((id) => !known.has(keyOf(asking, act, id)));
  if (fresh.length > 0)
    remember(
      ground,
      asking,
      fresh,
      act,
      writeAudit(prisma, ports.now(), identity, asking, ...reads(fresh, act)),
    );
  await Promise.all(customerIds.map((id) => known.get(keyOf(asking, act, id))?.done));
}

/** That somebody looks at these customers, as rows for what writes all of its rows together and then says so to `readsWritten`. */
export function readRows({ ports }: Ground, asking: Asking, customerIds: readonly string[]) {
  return auditRows(ports.now(), requireIdentity(asking), asking, ...reads(customerIds, 'customer.read'));
}

/** The rows are committed: what else this request asks of these customers writes none. */
export function readsWritten(ground: Ground, asking: Asking, customerIds: readonly string[]) {
  remember(ground, asking, customerIds, 'customer.read', Promise.resolve());
}

function reads(customerIds: readonly string[], act: string) {
  return customerIds.map((id): Act => ({ act, subjectType: 'customer', subjectId: id }));
}

function remember(
  { prisma }: Ground,
  asking: Asking,
  ids: readonly string[],
  act: string,
  done: Promise<void>,
) {
  const known = knownOf(prisma);
  for (const id of ids) known.set(keyOf(asking, act, id), { at: performance.now(), done });
  done.catch(() => {
    for (const id of ids) known.delete(keyOf(asking, act, id));
  });
}

function keyOf(asking: Asking, act: string, id: string): string {
  return JSON.stringify([requireIdentity(asking).subject, asking.correlationid, asking.purpose, act, id]);
}

function knownOf(prisma: object) {
  const known = written.get(prisma) ?? new Map<string, { at: number; done: Promise<void> }>();
  written.set(prisma, known);
  const oldest = performance.now() - togetherMs;
  for (const [key, { at }] of known) {
    if (at > oldest) break;
    known.delete(key);
  }
  return known;
}
