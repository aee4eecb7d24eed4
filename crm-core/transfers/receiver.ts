import { optionalText } from '../clean-text.ts';
import type { Tx } from '../ports.ts';
import type { HandlerGroup } from '../prisma/client/client.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

/** Whom a caller is passed on to. */
export interface Receiver {
  readonly group: HandlerGroup;
  readonly subject: string | null;
  readonly name: string | null;
  readonly device: string | null;
}

interface Meant {
  readonly handlerGroup?: string | null;
  readonly receiver?: string | null;
}

/** The group, or the colleague with the group that he is meant in: the one that is named, else the first of his own. */
export async function readReceiver(tx: Tx, meant: Meant): Promise<Receiver> {
  const groupKey = optionalText('handlerGroup', meant.handlerGroup);
  const subject = optionalText('receiver', meant.receiver);
  if (groupKey !== null) await readGroup(tx, groupKey);
  if (subject !== null) return readColleague(tx, subject, groupKey);
  if (groupKey === null) throw invalid('handlerGroup', texts.transferToWhom);
  return { group: await readGroup(tx, groupKey), subject: null, name: null, device: null };
}

export async function readGroup(tx: Tx, key: string): Promise<HandlerGroup> {
  const group = await tx.handlerGroup.findUnique({ where: { key } });
  if (!group) throw invalid('handlerGroup', texts.groupUnknown);
  return group;
}

async function readColleague(tx: Tx, subject: string, groupKey: string | null): Promise<Receiver> {
  const member = await tx.staffMember.findUnique({
    where: { subject },
    include: { groups: { include: { group: true }, orderBy: { groupKey: 'asc' } } },
  });
  if (!member) throw invalid('receiver', texts.transferStaffUnknown);
  const of = member.groups.find((one) => groupKey === null || one.groupKey === groupKey);
  if (!of) throw conflict(texts.transferStaffElsewhere);
  return { group: of.group, subject, name: member.name, device: member.device };
}
