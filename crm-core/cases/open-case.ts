import { newReference } from '../contacts/reference.ts';
import { type Deed, writeDeeds } from '../deed.ts';
import type { Decision } from '../dispatch/decide.ts';
import { byHand, contactCentre, routeOf } from '../dispatch/route-of.ts';
import { allRows } from '../insert-rows.ts';
import { newId } from '../new-id.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import { auditRows } from '../privacy/audit.ts';
import { dueOf } from '../promises/due-of.ts';
import type { Place } from '../reports/place.ts';
import { type Audience, audienceOf } from './audience.ts';
import { statusTold } from './tell-status.ts';

export interface NewCase {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly productNumber: string | null;
  /** The agent's own choice of a group. */
  readonly handlerGroupKey: string | null;
  /** The record of the customer; null for an anonymous one. */
  readonly customerId: string | null;
  /** By which channel it was asked; a norm may depend on it. */
  readonly channelKey?: string;
  /** What it is about, for a report (R151). */
  readonly place?: Place | null;
  readonly correlationid: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** A case that is about to be opened: whoever writes the deed has opened it. */
export interface OpenedCase {
  readonly id: string;
  readonly reference: string;
  readonly state: string;
  readonly dueAt: Date;
  readonly deed: Deed;
}

/** Opens a case with an owner and a due moment, and tells its customer. Answers its id. */
export async function openCase(tx: Tx, ground: Ground, wanted: NewCase): Promise<string> {
  const opened = await toOpen(tx, ground, [wanted]);
  await writeDeeds(tx, ground, ...opened.map(({ deed }) => deed));
  return opened[0]?.id ?? '';
}

/** The same of several cases, in their order, for what writes them together with rows of its own. */
export async function toOpen(tx: Tx, ground: Ground, wanted: readonly NewCase[]): Promise<OpenedCase[]> {
  if (wanted.length === 0) return [];
  const openedAt = ground.ports.now();
  const placed: Placed[] = [];
  for (const { channelKey = null, ...one } of wanted) {
    const chosen = one.handlerGroupKey;
    const route =
      chosen === null ? await routeOf(tx, ground, { ...one, ...streetOf(one.place) }) : byHand(chosen);
    const { kind, productNumber } = one;
    const { handlerGroupKey } = route;
    const dueAt = await dueOf(tx, ground, { kind, productNumber, handlerGroupKey, channelKey, openedAt });
    placed.push({ ...one, ...route, openedAt, dueAt });
  }
  const audience = await audienceOf(tx, ground, placed);
  return placed.map((one) => opened(ground, one, audience));
}

interface Placed extends Omit<NewCase, 'handlerGroupKey' | 'channelKey'>, Decision {
  readonly openedAt: Date;
  readonly dueAt: Date;
}

function opened(ground: Ground, { actor, reason, place, ...fields }: Placed, audience: Audience): OpenedCase {
  const { handlerGroupKey, openedAt: at } = fields;
  const state = handlerGroupKey === contactCentre ? 'received' : 'assigned';
  const file = { id: newId(), reference: newReference(), state, ...fields, ...place };
  const change = {
    id: newId(),
    caseId: file.id,
    number: 1,
    state,
    handlerGroupKey,
    actorSubject: actor.subject,
    actorName: actor.name,
    reason,
    at,
  };
  const audit = auditRows(at, actor, file, {
    act: 'case.open',
    subjectType: 'case',
    subjectId: file.id,
    details: { kind: file.kind, handlerGroup: handlerGroupKey, routedBy: file.routedBy },
  });
  const told = statusTold(ground, file, change, audience);
  const rows = {
    reference: [{ code: file.reference }],
    caseFile: [file],
    caseChange: [change],
    auditEntry: audit,
  };
  const { id, reference, dueAt } = file;
  return { id, reference, state, dueAt, deed: { ...told, rows: allRows([rows, told.rows]) } };
}

function streetOf(place: Place | null | undefined) {
  return { street: place?.place.street ?? null, postcode: place?.place.postcode ?? null };
}
