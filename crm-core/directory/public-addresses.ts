import { optionalText } from '../clean-text.ts';
import { once } from '../once.ts';
import { decodeCursor, isUuid, limited, pageOf } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

interface ListArgs {
  readonly kind: string;
  readonly state?: 'PUBLISHED' | 'GONE' | 'WITHOUT_OWNER' | 'WITHOUT_PLAN' | null;
  readonly first: number;
  readonly after?: string | null;
}

const states: Readonly<Record<NonNullable<ListArgs['state']>, Prisma.PublicAddressWhereInput>> = {
  PUBLISHED: { goneSince: null },
  GONE: { goneSince: { not: null } },
  WITHOUT_OWNER: { goneSince: null, ownerKey: null },
  WITHOUT_PLAN: { goneSince: null, plan: null },
};

/** The list behind the counts (R023), by value. */
export async function publicAddresses({ prisma }: Ground, asking: Asking, args: ListArgs) {
  requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
  const first = limited(args.first, 200);
  const after = decodeCursor(args.after, /^.{1,400}$/s);
  const found = await prisma.publicAddress.findMany({
    where: {
      AND: [
        { kind: fromEnum(args.kind), ...(args.state ? states[args.state] : {}) },
        after === undefined ? {} : { value: { gt: after } },
      ],
    },
    include: { owner: true },
    orderBy: { value: 'asc' },
    take: first + 1,
  });
  return pageOf(found, first, after, ({ value }) => value);
}

/** How many of a kind are published, beside how many there were and how many may be left. */
export async function publicAddressCount({ prisma }: Ground, asking: Asking, kind: string) {
  requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
  const count = (state: keyof typeof states) =>
    prisma.publicAddress.count({ where: { kind: fromEnum(kind), ...states[state] } });
  const goal = await prisma.publicAddressGoal.findUniqueOrThrow({ where: { kind: fromEnum(kind) } });
  const [published, gone, withoutOwner, withoutPlan] = await Promise.all([
    count('PUBLISHED'),
    count('GONE'),
    count('WITHOUT_OWNER'),
    count('WITHOUT_PLAN'),
  ]);
  return { kind, published, gone, withoutOwner, withoutPlan, baseline: goal.baseline, target: goal.target };
}

interface PlanInput {
  readonly idempotencyKey: string;
  readonly id: string;
  readonly owner: string;
  readonly plan?: string | null;
  readonly retireBy?: string | null;
}

/** Says whose an address or a number is, and how and by when it goes. */
export function planPublicAddress(ground: Ground, asking: Asking, input: PlanInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  const { ports } = ground;
  return once(ground, asking, 'planPublicAddress', input, async (tx) => {
    const id = isUuid(input.id) ? input.id : null;
    if (!(id && (await tx.publicAddress.count({ where: { id } })))) throw notFound(texts.addressUnknown);
    const ownerKey = await ownerOf(tx, input.owner);
    const plan = optionalText('plan', input.plan);
    const retireBy = input.retireBy ? readDay('retireBy', input.retireBy) : null;
    await tx.publicAddress.update({ where: { id }, data: { ownerKey, plan, retireBy } });
    await writeAudit(tx, ports.now(), actorOf(identity), asking, {
      act: 'group.plan-address',
      subjectType: 'group',
      subjectId: ownerKey,
      details: { planned: plan !== null },
    });
    return { __typename: 'PublicAddress', id };
  });
}

async function ownerOf(tx: Tx, key: string): Promise<string> {
  if ((await tx.handlerGroup.count({ where: { key } })) === 0) throw invalid('owner', texts.groupUnknown);
  return key;
}

function readDay(field: string, given: string): Date {
  const day = new Date(`${given}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || day.toJSON()?.slice(0, 10) !== given)
    throw invalid(field, texts.day);
  return day;
}
