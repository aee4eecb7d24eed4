import { answering } from '../answering.ts';
import { batched } from '../batch.ts';
import { loadCase } from '../cases/load-cases.ts';
import { printReference, speakReference } from '../contacts/reference.ts';
import { customerOf } from '../customers/cluster.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { CaseFollower, FeedbackWish, KnownPlan, Prisma } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import { asEnum, DateTime, LocalDate } from '../scalars.ts';
import { recordFeedbackWish } from './feedback-wish.ts';
import { joinReport } from './follow.ts';
import { reportsNearby } from './nearby.ts';
import { shownPlace } from './place.ts';
import { knownPlans, publishPlan, tellPlan, withdrawPlan } from './plans.ts';
import { sendCopy } from './send-copy.ts';

type Telling = Prisma.PlanToldGetPayload<{ include: { plan: true } }>;

/** Thing → how it is loaded for the answer to a mutation. */
type Load = (ground: Ground, asking: Asking, id: string) => Promise<object | null>;

const loads: Readonly<Record<string, Load>> = {
  Case: async (_, __, id) => ({ id }),
  Follower: ({ prisma }, _, id) => prisma.caseFollower.findUnique({ where: { id } }),
  KnownPlan: ({ prisma }, _, id) => prisma.knownPlan.findUnique({ where: { id } }),
};

export function reportResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const mutation = answering(ground, async (asking, id, typename) => loads[typename]?.(ground, asking, id));
  const forStaff =
    <T>(none: T, field: (id: string, asking: Asking) => Promise<T>) =>
    ({ id }: { id: string }, _: unknown, asking: Asking) =>
      viewOf(asking).kind === 'own' ? none : field(id, asking);

  return {
    DateTime,
    Date: LocalDate,
    Query: {
      async reportsNearby(_: unknown, args: Parameters<typeof reportsNearby>[2], asking: Asking) {
        const near = await reportsNearby(ground, asking, args);
        const seen = await Promise.all(
          near.map(async ({ followers, id, ...rest }) => ({
            ...rest,
            reporters: followers + 1,
            case: await loadCase(ground, asking, id),
          })),
        );
        return seen.filter((report) => report.case !== null);
      },
      knownPlans: (_: unknown, args: Parameters<typeof knownPlans>[2], asking: Asking) =>
        knownPlans(ground, asking, args),
    },
    Mutation: {
      joinReport: mutation(joinReport),
      recordFeedbackWish: mutation(recordFeedbackWish),
      sendCopy: mutation(sendCopy),
      publishPlan: mutation(publishPlan),
      withdrawPlan: mutation(withdrawPlan),
      tellPlan: mutation(tellPlan),
    },
    Case: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadCase(ground, asking, id),
      feedback: forStaff<FeedbackWish | null>(null, async (id, asking) => {
        const wishes = await batched(asking, 'feedback', id, (ids) =>
          wishesOf(ground, { caseId: { in: ids } }),
        );
        return wishes ?? null;
      }),
      async reporters({ id }: { id: string }, _: unknown, asking: Asking) {
        const count = await batched(asking, 'reporters', id, (ids) => followersCounted(ground, ids));
        return 1 + (count ?? 0);
      },
      followers: ({ id }: { id: string }, { first }: { first: number }, asking: Asking) => {
        if (viewOf(asking).kind === 'own') return [];
        const take = limited(first, 200);
        return prisma.caseFollower.findMany({ where: { caseId: id }, orderBy: { joinedAt: 'asc' }, take });
      },
      plansTold: forStaff<Telling[]>([], async (id, asking) => {
        const told = await batched(asking, 'plans told', id, (ids) => tellings(ground, ids));
        return told ?? [];
      }),
    },
    Follower: {
      reference: ({ reference }: CaseFollower) => printReference(reference),
      spokenReference: ({ reference }: CaseFollower) => speakReference(reference),
      case: ({ caseId }: CaseFollower) => ({ id: caseId }),
      customer: ({ customerId }: CaseFollower, _: unknown, asking: Asking) =>
        customerOf(ground, asking, customerId),
      contact: ({ contactId }: CaseFollower) => contactId && { id: contactId },
      async feedback({ id }: CaseFollower, _: unknown, asking: Asking) {
        const wishes = (ids: string[]) => wishesOf(ground, { followerId: { in: ids } });
        return (await batched(asking, 'feedback of follower', id, wishes)) ?? null;
      },
    },
    FeedbackWish: {
      answer: ({ answer }: FeedbackWish) => asEnum(answer),
      channel: ({ channel }: FeedbackWish) => channel && asEnum(channel),
    },
    KnownPlan: {
      handlerGroup: ({ handlerGroupKey: key }: KnownPlan) => ({ key }),
      products: ({ productNumbers }: KnownPlan) => productNumbers.map((productNumber) => ({ productNumber })),
      place: (plan: KnownPlan) => shownPlace(plan),
    },
  };
}

/** By case for its first reporter, by follower for those who joined. */
async function wishesOf({ prisma }: Ground, where: Prisma.FeedbackWishWhereInput) {
  const first = where.caseId !== undefined;
  const wishes = await prisma.feedbackWish.findMany({
    where: first ? { ...where, followerId: null } : where,
  });
  return new Map(wishes.map((wish) => [(first ? wish.caseId : wish.followerId) ?? '', wish]));
}

async function followersCounted({ prisma }: Ground, ids: string[]) {
  const counts = await prisma.caseFollower.groupBy({
    by: ['caseId'],
    where: { caseId: { in: ids } },
    _count: true,
  });
  return new Map(counts.map(({ caseId, _count }) => [caseId, _count]));
}

async function tellings({ prisma }: Ground, ids: string[]): Promise<Map<string, Telling[]>> {
  const rows = await prisma.planTold.findMany({
    where: { caseId: { in: ids } },
    include: { plan: true },
    orderBy: { at: 'asc' },
    take: 50 * ids.length,
  });
  return Map.groupBy(rows, ({ caseId }) => caseId ?? '');
}
