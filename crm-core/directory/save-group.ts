import { optionalText, requiredText } from '../clean-text.ts';
import { contactCentre } from '../dispatch/contact-centre.ts';
import { openCasesOf } from '../dispatch/open-cases-of.ts';
import { currentRules } from '../dispatch/routing-rules.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { HandlerGroup } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { publishNow } from './publish-contact.ts';

interface GroupInput {
  readonly idempotencyKey: string;
  readonly key: string;
  /** The version that the editor saw; null for a new group. */
  readonly basedOn?: number | null;
  readonly name: string;
  readonly authorities: readonly string[];
  readonly active: boolean;
  readonly assignment: string;
  readonly capacity?: number | null;
  readonly remindAfterHours: number;
  readonly leadAfterHours: number;
  readonly poolAfterHours: number;
}

/** Makes a handler group or changes its settings; for administrators. Two who change one are told. */
export function saveHandlerGroup(ground: Ground, asking: Asking, input: GroupInput) {
  const identity = requireRole(asking, 'admin');
  return once(ground, asking, 'saveHandlerGroup', input, async (tx) => {
    const key = requiredText('key', input.key);
    if (!/^[a-z][a-z0-9-]{1,59}$/.test(key)) throw invalid('key', texts.groupKey);
    const fields = readFields(input);
    const group = await holdGroup(tx, key, input.basedOn ?? null);
    if (group?.active && !fields.active) await mayEnd(tx, ground, group);
    await tx.handlerGroup.upsert({
      where: { key },
      create: { key, ...fields },
      update: { ...fields, version: { increment: 1 } },
    });
    await publishNow(tx, ground.ports.now());
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'group.save',
      subjectType: 'group',
      subjectId: key,
      details: { assignment: fields.assignment, active: fields.active },
    });
    return { __typename: 'HandlerGroup', id: key };
  });
}

async function holdGroup(tx: Tx, key: string, basedOn: number | null): Promise<HandlerGroup | null> {
  await tx.$executeRaw`select from handler_group where key = ${key} for update`;
  const group = await tx.handlerGroup.findUnique({ where: { key } });
  if (group && basedOn === null) throw conflict(texts.groupName);
  if ((group?.version ?? null) !== basedOn) throw conflict(texts.groupChanged);
  return group;
}

function readFields(input: GroupInput) {
  const { capacity = null, remindAfterHours, leadAfterHours, poolAfterHours } = input;
  if (capacity !== null && capacity < 1) throw invalid('capacity', texts.groupCapacity);
  const rising =
    remindAfterHours >= 1 && leadAfterHours >= remindAfterHours && poolAfterHours >= leadAfterHours;
  if (!rising || poolAfterHours > 10_000) throw invalid('remindAfterHours', texts.groupLadder);
  return {
    name: requiredText('name', input.name),
    authorities: input.authorities.flatMap((one, index) => optionalText(`authorities.${index}`, one) ?? []),
    active: input.active,
    assignment: fromEnum(input.assignment),
    capacity,
    remindAfter: remindAfterHours,
    leadAfter: leadAfterHours,
    poolAfter: poolAfterHours,
  };
}

/** A group ends only when nothing of it is left and nothing goes there any more. */
async function mayEnd(tx: Tx, ground: Ground, { key }: HandlerGroup) {
  if (key === contactCentre) throw invalid('active', texts.groupContactCentre);
  const { rules } = await currentRules(tx, ground);
  const sending = rules.filter(
    ({ goesTo, examples }) => goesTo === key || examples.some((one) => one.goesTo === key),
  );
  if (sending.length > 0) throw invalid('active', texts.groupInUse(sending.map(({ name }) => name)));
  const open = await openCasesOf(tx, key);
  if (open > 0) throw invalid('active', texts.groupHasCases(open));
}
