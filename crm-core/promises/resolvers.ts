import { answering } from '../answering.ts';
import { batched } from '../batch.ts';
import { cleanText } from '../clean-text.ts';
import { customerOf } from '../customers/cluster.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { ServiceNorm } from '../prisma/client/client.ts';
import { requireIdentity, requireRole, viewOf } from '../privacy/who.ts';
import { Refusal } from '../refusal.ts';
import { asEnum, DateTime, fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { cancelPromise, movePromise, takePromise, writePromised } from './change-promise.ts';
import { chasePromise } from './chase-promise.ts';
import { confirmByLink, confirmPromise } from './confirm-promise.ts';
import { ladderOf, rungs } from './ladder.ts';
import {
  listPromises,
  loadPromise,
  type PromiseFilter,
  type PromiseRow,
  promisesAbout,
  promisesTo,
} from './load-promises.ts';
import { type KeptRow, keptByGroup, type NormRow, normWatch, type Period } from './overview.ts';
import { promiseMore } from './promise-more.ts';
import { recordCallback } from './record-callback.ts';
import { offerOf, requestCallback, telephoneOf } from './request-callback.ts';
import { applyNorm, setNorm } from './set-norm.ts';

type Page = { readonly first: number };

interface OfferInput {
  readonly productNumber?: string | null;
  readonly handlerGroup?: string | null;
  readonly telephone: string;
  readonly about: string;
  readonly notBefore?: string | null;
}

export function promiseResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const mutation = answering(ground, (asking, id) => loadPromise(ground, asking, id));
  const normMutation = answering(ground, (_, id) => prisma.serviceNorm.findUniqueOrThrow({ where: { id } }));
  const about =
    (key: 'caseId' | 'contactId') =>
    ({ id }: { id: string }, { first }: Page, asking: Asking) =>
      promisesAbout(ground, asking, key, id, first);
  const staffOnly =
    <Value>(of: (promise: PromiseRow) => Value) =>
    (promise: PromiseRow, _: unknown, asking: Asking) =>
      viewOf(asking).kind === 'own' ? null : of(promise);
  const group = ({ handlerGroupKey: key }: { handlerGroupKey: string }) => ({ key });

  return {
    DateTime,
    Query: {
      promise: (_: unknown, { id }: { id: string }, asking: Asking) => {
        requireIdentity(asking);
        return loadPromise(ground, asking, id);
      },
      promises: (
        _: unknown,
        args: { filter: PromiseFilter; first: number; after?: string | null },
        asking: Asking,
      ) => listPromises(ground, asking, args),
      callbackOffer: (_: unknown, { input }: { input: OfferInput }, asking: Asking) =>
        callbackOffer(ground, asking, input),
      promisesKept: (_: unknown, { period, first }: { period: Period; first: number }, asking: Asking) =>
        keptByGroup(ground, asking, period, first),
      normWatch: (_: unknown, { period, first }: { period: Period; first: number }, asking: Asking) =>
        normWatch(ground, asking, period, first),
      serviceNorms: (
        _: unknown,
        { kind, first }: { kind?: string | null; first: number },
        asking: Asking,
      ) => {
        requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
        return prisma.serviceNorm.findMany({
          where: kind ? { kind: fromEnum(kind) } : {},
          orderBy: [{ validFrom: 'desc' }, { id: 'desc' }],
          take: limited(first, 100),
        });
      },
    },
    Mutation: {
      requestCallback: mutation(requestCallback),
      makePromise: mutation(promiseMore),
      recordCallback: mutation(recordCallback),
      writePromised: mutation(writePromised),
      confirmPromise: mutation(confirmPromise),
      confirmPromiseByLink: (_: unknown, { input }: { input: { token: string } }) =>
        confirmByLink(ground, input),
      takePromise: mutation(takePromise),
      movePromise: mutation(movePromise),
      cancelPromise: mutation(cancelPromise),
      chasePromise: mutation(chasePromise),
      setNorm: normMutation(setNorm),
      applyNorm: normMutation(applyNorm),
    },
    Promise: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadPromise(ground, asking, id),
      kind: ({ kind }: PromiseRow) => asEnum(kind),
      kindName: ({ kind }: PromiseRow) => texts.promiseKind[kind],
      state: ({ state }: PromiseRow) => asEnum(state),
      proofNeeded: ({ proofNeeded }: PromiseRow) => asEnum(proofNeeded),
      about: (promise: PromiseRow) => promise.about ?? promise.case?.title ?? '',
      customer: ({ customerId }: PromiseRow, _: unknown, asking: Asking) =>
        customerOf(ground, asking, customerId),
      handlerGroup: group,
      assigneeName: staffOnly(({ assigneeName }) => assigneeName),
      madeByName: staffOnly(({ madeByName }) => madeByName),
      contact: ({ contactId: id }: PromiseRow) => id && { id },
      case: ({ caseId: id }: PromiseRow) => id && { id },
      late: ({ state, dueAt }: PromiseRow) => state === 'open' && dueAt < ports.now(),
      ladder: (promise: PromiseRow) => ladder(ground, promise),
      tries: ({ tries }: PromiseRow) => tries.slice(0, 100),
      chases: async ({ id }: PromiseRow, { first }: Page, asking: Asking) => {
        const most = limited(first, 50);
        const load = async (ids: string[]) => {
          const where = { promiseId: { in: ids } };
          const chases = await prisma.promiseChase.findMany({ where, orderBy: { at: 'desc' }, take: 1_000 });
          return Map.groupBy(chases, ({ promiseId }) => promiseId);
        };
        if (viewOf(asking).kind === 'own') return [];
        return ((await batched(asking, 'promise chases', id, load)) ?? []).slice(0, most);
      },
    },
    PromiseProof: { kind: ({ kind }: { kind: string }) => asEnum(kind) },
    CallbackTry: { byCall: ({ callId }: { callId: string | null }) => callId !== null },
    CallbackOffer: { handlerGroup: group },
    PromisesKept: {
      handlerGroup: group,
      keptPercent: ({ kept, due }: KeptRow) => percent(kept, due),
      donePercent: ({ kept, keptLate, due }: KeptRow) => percent(kept + keptLate, due),
    },
    NormWatch: {
      handlerGroup: group,
      withinPercent: ({ within, measured }: NormRow) => percent(within, measured),
    },
    ServiceNorm: {
      kind: ({ kind }: ServiceNorm) => asEnum(kind),
      handlerGroup: ({ handlerGroupKey: key }: ServiceNorm) => key && { key },
      product: ({ productNumber }: ServiceNorm) => productNumber && { productNumber },
      channel: ({ channelKey: key }: ServiceNorm) => key && { key },
      calendar: ({ calendarKey }: ServiceNorm) => calendarKey,
    },
    Case: { __resolveReference: (reference: object) => reference, promises: about('caseId') },
    Contact: { __resolveReference: (reference: object) => reference, promises: about('contactId') },
    Customer: {
      __resolveReference: (reference: object) => reference,
      promises: ({ id }: { id: string }, { first }: Page, asking: Asking) =>
        promisesTo(ground, asking, id, first),
    },
    HandlerGroup: {
      __resolveReference: (reference: object) => reference,
      openPromises: async ({ key }: { key: string }, { first }: Page, asking: Asking) => {
        const page = await listPromises(ground, asking, { filter: { handlerGroup: key }, first });
        return page.edges.map(({ node }) => node);
      },
    },
  };
}

async function callbackOffer(ground: Ground, asking: Asking, input: OfferInput) {
  viewOf(asking);
  try {
    const offer = await offerOf(ground.prisma, ground, {
      productNumber: input.productNumber ?? null,
      chosen: input.handlerGroup ?? null,
      phone: telephoneOf(input.telephone),
      about: cleanText('about', input.about),
      notBefore: input.notBefore,
    });
    return { ...offer, __typename: 'CallbackOffer' };
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

/** The steps that were taken, and for the due moment of now also those to come. */
async function ladder(ground: Ground, promise: PromiseRow) {
  const { steps, dueAt, state, calendarKey } = promise;
  const planned = ladderOf(await calendarOf(ground.prisma, ground, calendarKey), dueAt);
  const before = steps.filter((step) => step.dueAt.getTime() !== dueAt.getTime());
  const taken = new Map(steps.filter((step) => !before.includes(step)).map((step) => [step.step, step.at]));
  const now = planned.map((plannedAt, index) => ({
    step: index + 1,
    dueAt,
    plannedAt,
    takenAt: taken.get(index + 1) ?? null,
  }));
  return [
    ...before.map(({ step, dueAt, at }) => ({ step, dueAt, plannedAt: at, takenAt: at })),
    ...now.filter(({ takenAt }) => state === 'open' || takenAt),
  ].map((one) => ({ ...one, audience: asEnum(rungs[one.step - 1] ?? 'owner') }));
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10;
}
