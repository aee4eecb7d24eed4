import { optionalText, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Representation } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { asEnum, fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { existingCustomer } from './change-customer.ts';
import { clusterOf } from './cluster.ts';
import { type Given, read } from './read-customer.ts';
import { dayBefore } from './record-state.ts';

export interface RecordRepresentationInput {
  readonly idempotencyKey: string;
  readonly representativeId: string;
  readonly representedId: string;
  readonly ground: string;
  readonly explanation?: Given;
  readonly validFrom?: Given;
  readonly validUntil?: Given;
  readonly verification?: Given;
}

/**
 * Keeps that somebody speaks for somebody else (R047), on what ground and for how long. Only a mandate that was verified
 * lets the representative see and do in the graph what the represented may; any other ground is for staff to know.
 */
export function recordRepresentation(ground: Ground, asking: Asking, input: RecordRepresentationInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'recordRepresentation', input, async (tx) => {
    const representativeId = await existingCustomer(tx, input.representativeId);
    const representedId = await existingCustomer(tx, input.representedId);
    if (representativeId === representedId) throw conflict(texts.representsHimself);
    const now = ports.now();
    const { id } = await tx.representation.create({
      data: {
        representativeId,
        representedId,
        ...termsOf(input),
        ...verificationOf(input, identity.name, now),
        authorSubject: identity.subject,
        authorName: identity.name,
        recordedAt: now,
      },
    });
    const details = { representation: id, ground: fromEnum(input.ground) };
    const act = { act: 'customer.represent', subjectType: 'customer', details } as const;
    const both = [representativeId, representedId].map((subjectId) => ({ ...act, subjectId }));
    await writeAudit(tx, now, actorOf(identity), asking, ...both);
    return { __typename: 'Customer', id: representedId };
  });
}

function termsOf(input: RecordRepresentationInput) {
  const ground = fromEnum(input.ground);
  const explanation =
    ground === 'other'
      ? requiredText('explanation', input.explanation)
      : optionalText('explanation', input.explanation);
  const [validFrom, validUntil] = [
    read.day('validFrom', input.validFrom),
    read.day('validUntil', input.validUntil),
  ];
  if (validFrom && validUntil && validUntil < validFrom)
    throw invalid('validUntil', texts.endsBeforeItBegins);
  return { ground, explanation, validFrom, validUntil };
}

function verificationOf({ ground, verification }: RecordRepresentationInput, verifiedBy: string, now: Date) {
  const seen = optionalText('verification', verification);
  if (seen === null) return {};
  if (ground !== 'MANDATE') throw invalid('verification', texts.onlyMandate);
  return { verification: seen, verifiedAt: now, verifiedBy };
}

export interface EndRepresentationInput {
  readonly idempotencyKey: string;
  readonly representationId: string;
}

/** Ends a representation with yesterday as its last day; it remains as history. */
export function endRepresentation(ground: Ground, asking: Asking, input: EndRepresentationInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'endRepresentation', input, async (tx) => {
    const known = isUuid(input.representationId)
      ? await tx.representation.findUnique({ where: { id: input.representationId } })
      : null;
    if (!known) throw notFound(texts.representationUnknown);
    const now = ports.now();
    if (!holds(known, now) && !begins(known, now)) throw conflict(texts.representationEnded);
    await tx.representation.update({ where: { id: known.id }, data: { validUntil: dayBefore(now) } });
    const details = { representation: known.id };
    const act = { act: 'customer.end-representation', subjectType: 'customer', details } as const;
    const both = [known.representativeId, known.representedId].map((subjectId) => ({ ...act, subjectId }));
    await writeAudit(tx, now, actorOf(identity), asking, ...both);
    return { __typename: 'Customer', id: known.representedId };
  });
}

/** Who speaks for a customer, or for whom he speaks; what holds today first, then the newest. */
export async function representationsOf(
  { prisma, ports }: Ground,
  customerId: string,
  side: 'representativeId' | 'representedId',
) {
  const rows = await prisma.representation.findMany({
    where: { [side]: { in: await clusterOf(prisma, customerId) } },
    orderBy: { id: 'desc' },
    take: 100,
  });
  const now = ports.now();
  return rows.map((row) => shown(row, now)).sort((one, other) => Number(other.holds) - Number(one.holds));
}

function shown(row: Representation, now: Date) {
  return { ...row, ground: asEnum(row.ground), holds: holds(row, now) };
}

function holds({ validFrom, validUntil }: Representation, now: Date): boolean {
  const today = dayOf(now);
  return (validFrom === null || validFrom <= today) && (validUntil === null || validUntil >= today);
}

function begins({ validFrom }: Representation, now: Date): boolean {
  return validFrom !== null && validFrom > dayOf(now);
}

function dayOf(now: Date): Date {
  return new Date(now.toISOString().slice(0, 10));
}
