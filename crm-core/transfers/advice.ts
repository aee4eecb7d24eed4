import { loadContact } from '../contacts/load-contacts.ts';
import { type Present, presentMembers } from '../directory/staff.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Transfer } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { Refusal } from '../refusal.ts';
import { texts } from '../texts.ts';
import { type Agreement, agreementWith } from './agreement.ts';
import { fellBack } from './fell-back.ts';
import { inOpeningHours } from './opening-hours.ts';
import { answeredToday, type Reachability, reachabilityOf } from './reachability.ts';
import { readGroup } from './receiver.ts';

/** From how many offers on a group is judged by how it answered them. */
const telling = 4;
const hoursMs = 4 * 3_600_000;

export interface Colleague extends Present {
  readonly busy: boolean;
  readonly offeredToday: number;
  readonly answeredToday: number;
}

type Recommended = 'warm' | 'queue' | 'call-back' | 'fallback';

export interface Advice {
  readonly groupKey: string;
  readonly recommended: Recommended;
  readonly text: string;
  readonly reachability: Reachability;
  readonly colleagues: readonly Colleague[];
  readonly nextPerson: Colleague | null;
  readonly untaken: readonly Transfer[];
  readonly nudge: string | null;
}

interface Seen {
  readonly name: string;
  readonly agreement: Agreement;
  readonly reachability: Reachability;
  readonly colleagues: readonly Colleague[];
  readonly next: Colleague | null;
  readonly known: number;
  readonly untakenHere: boolean;
  readonly open: boolean;
}

/** Whether to pass this caller on to a group, to whom of it, or what else to do for him (M7, R064–R067). */
export async function adviseTransfer(
  ground: Ground,
  asking: Asking,
  args: { contactId: string; handlerGroup: string },
) {
  requireRole(asking, 'agent');
  const contact = await loadContact(ground, asking, args.contactId);
  if (!contact) return { __typename: 'NotFound', message: texts.contactUnknown };
  const { prisma, ports } = ground;
  const now = ports.now();
  const group = await readGroup(prisma, args.handlerGroup).catch(complaintOf);
  if ('__typename' in group) return group;
  const untaken = await untakenOf(prisma, contact, now);
  const seen = await look(ground, group, untaken);
  const consulted = contact.questions.some(({ answeredFromKnowledge }) => answeredFromKnowledge !== null);
  const advice: Advice = {
    groupKey: group.key,
    ...recommend(seen),
    reachability: seen.reachability,
    colleagues: seen.colleagues,
    nextPerson: seen.next,
    untaken,
    nudge: consulted ? null : texts.nudge,
  };
  return { __typename: 'TransferAdvice', ...advice };
}

function complaintOf(error: unknown) {
  if (error instanceof Refusal) return error.complaint;
  throw error;
}

async function look(ground: Ground, group: { key: string; name: string }, untaken: readonly Transfer[]) {
  const { prisma: tx } = ground;
  const now = ground.ports.now();
  const here = untaken.filter(({ groupKey }) => groupKey === group.key);
  const colleagues = await colleaguesOf(tx, group.key, now);
  const tried = new Set(
    here.map(({ receiverSubject, answeredBySubject }) => answeredBySubject ?? receiverSubject),
  );
  const seen: Seen = {
    name: group.name,
    agreement: await agreementWith(tx, group.key),
    reachability: (await reachabilityOf(tx, [group.key], now)).get(group.key) as Reachability,
    colleagues,
    next: colleagues.find(({ subject, busy }) => !busy && !tried.has(subject)) ?? null,
    known: await tx.groupMember.count({ where: { groupKey: group.key } }),
    untakenHere: here.length > 0,
    open: await inOpeningHours(tx, ground, now),
  };
  return seen;
}

type Rule = (seen: Seen) => { recommended: Recommended; text: string } | null;

/** The first that has something to say decides. */
const rules: readonly Rule[] = [
  ({ agreement: { connected, fallback }, name }) =>
    connected ? null : { recommended: 'fallback', text: texts.groupNotConnected(name, fallback ?? '') },
  ({ untakenHere, name }) =>
    untakenHere ? { recommended: 'call-back', text: texts.adviceFellBack(name) } : null,
  ({ open, name }) => (open ? null : { recommended: 'call-back', text: texts.adviceClosed(name) }),
  ({ known, colleagues, name }) =>
    known > 0 && colleagues.length === 0
      ? { recommended: 'call-back', text: texts.adviceNobody(name) }
      : null,
  ({ reachability: { latest }, name }) =>
    latest.offered >= telling && latest.answered * 2 < latest.offered
      ? { recommended: 'call-back', text: texts.adviceSeldom(name, latest.answered, latest.offered) }
      : null,
  ({ colleagues, next, agreement: { queue }, name }) => {
    if (colleagues.length === 0 || next !== null) return null;
    return queue === null
      ? { recommended: 'call-back', text: texts.adviceBusy(name) }
      : { recommended: 'queue', text: texts.adviceQueue(name) };
  },
];

function recommend(seen: Seen): { recommended: Recommended; text: string } {
  for (const rule of rules) {
    const said = rule(seen);
    if (said) return said;
  }
  const { next, name } = seen;
  const text = next
    ? texts.advicePerson(next.name, next.answeredToday, next.offeredToday)
    : texts.adviceGroup(name);
  return { recommended: 'warm', text };
}

/** Who of the group is there, whoever answers most often today first: a new one counts as one who answers half. */
async function colleaguesOf(tx: Tx, groupKey: string, now: Date): Promise<Colleague[]> {
  const present = await presentMembers(tx, groupKey, now);
  const subjects = present.map(({ subject }) => subject);
  const today = await answeredToday(tx, groupKey, subjects, now);
  const busy = await busyDevices(
    tx,
    present.flatMap(({ device }) => device ?? []),
    now,
  );
  const likely = ({ answeredToday, offeredToday }: Colleague) => (answeredToday + 1) / (offeredToday + 2);
  return present
    .map((member) => ({
      ...member,
      busy: member.device !== null && busy.has(member.device),
      offeredToday: today.get(member.subject)?.offered ?? 0,
      answeredToday: today.get(member.subject)?.answered ?? 0,
    }))
    .sort((a, b) => Number(a.busy) - Number(b.busy) || likely(b) - likely(a));
}

async function busyDevices(tx: Tx, devices: readonly string[], now: Date): Promise<Set<string>> {
  const calls = await tx.call.findMany({
    where: {
      device: { in: [...devices] },
      endedAt: null,
      state: { in: ['ringing', 'answered', 'held'] },
      startedAt: { gt: new Date(now.getTime() - hoursMs) },
    },
    select: { device: true },
  });
  return new Set(calls.flatMap(({ device }) => device ?? []));
}

/** How this caller was not taken a moment ago, newest first. */
async function untakenOf(tx: Tx, { id, callId }: { id: string; callId: string | null }, now: Date) {
  const ids = callId === null ? [] : ((await fellBack(tx, [callId], now)).get(callId) ?? []);
  const quarterAgo = new Date(now.getTime() - 15 * 60_000);
  return tx.transfer.findMany({
    where: {
      OR: [
        { id: { in: [...ids] } },
        {
          contactId: id,
          offeredAt: { gt: quarterAgo },
          state: { in: ['not-reached', 'not-mine', 'failed'] },
        },
        { contactId: id, offeredAt: { gt: quarterAgo }, state: 'offered', expiresAt: { lte: now } },
      ],
    },
    orderBy: [{ offeredAt: 'desc' }, { id: 'desc' }],
    take: 20,
  });
}
