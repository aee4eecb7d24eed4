import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import type { CustomerPromise, PromiseProof, PromiseStep } from '../../crm-core/prisma/client/client.ts';
import { ladderOf, stepAt } from '../../crm-core/promises/ladder.ts';
import { sweepPromises } from '../../crm-core/promises/sweep.ts';
import { calendarOf } from '../../crm-core/working-time/calendar-of.ts';
import { act, callback, outgoingCall, staff } from './promise-scenes.ts';
import { change, openedCase } from './scenes.ts';
import { agent, expert, type World, world } from './world.ts';

type Move =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'sweep' | 'callback' | 'case' | 'answer' | 'claim' | 'cancel' | 'move' }
  | { readonly kind: 'call'; readonly answered: boolean; readonly known: boolean };

const moves = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        minutes: fc.integer({ min: 1, max: 5_000 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'sweep' as const,
          'callback' as const,
          'case' as const,
          'answer' as const,
          'claim' as const,
          'cancel' as const,
          'move' as const,
        ),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('call' as const),
        answered: fc.boolean(),
        known: fc.boolean(),
      }),
    },
  ),
  { minLength: 5, maxLength: 15 },
);

async function make(city: World, move: Move) {
  const open = (kind: string) =>
    city.prisma.customerPromise.findFirst({ where: { kind, state: 'open' }, orderBy: { dueAt: 'asc' } });
  const oldest = await open('callback');
  const promiseId = oldest?.id ?? '';
  const doing: Record<Exclude<Move['kind'], 'wait' | 'call'>, () => Promise<unknown>> = {
    sweep: () => sweepPromises(city),
    callback: () => callback(city),
    case: () => openedCase(city),
    answer: async () =>
      change(city, expert, 'answerCase', { caseId: (await open('answer'))?.caseId ?? '', answer: 'Morgen.' }),
    claim: () => act(city, expert, 'recordCallback', { promiseId, outcome: 'REACHED' }),
    cancel: () =>
      act(city, agent, 'cancelPromise', { promiseId, reason: 'Niet meer nodig.', byCustomer: true }),
    move: () =>
      act(city, agent, 'movePromise', {
        promiseId,
        dueAt: new Date(city.clock.now.getTime() + 3 * 86_400_000).toISOString(),
        reason: 'Later.',
        told: 'Gebeld.',
      }),
  };
  if (move.kind === 'wait') city.clock.now = new Date(city.clock.now.getTime() + move.minutes * 60_000);
  else if (move.kind === 'call')
    await outgoingCall(city, {
      answered: move.answered,
      number: move.known ? '+32470123456' : '+32470999999',
    });
  else await doing[move.kind]();
}

type Kept = CustomerPromise & { readonly proof: PromiseProof | null; readonly steps: readonly PromiseStep[] };

function holds(t: ExecutionContext, { state, proof, dueAt, step, steps }: Kept, demanded: number) {
  const kept = proof && (proof.at <= dueAt ? 'kept' : 'kept-late');
  t.is(state.startsWith('kept') ? state : null, kept);
  if (state !== 'open') return;
  t.is(step, demanded);
  t.is(steps.filter((one) => one.dueAt.getTime() === dueAt.getTime()).length, demanded);
}

test('whatever people do and however the clock moves, no promise is kept without proof and none is silent past its due moment (M1)', async (t) => {
  const city = await world(t);
  await staff(city);
  const calendar = await calendarOf(city.prisma, city, 'city');
  await fc.assert(
    fc.asyncProperty(moves, async (all) => {
      for (const move of all) await make(city, move);
      await sweepPromises(city);
      const promises = await city.prisma.customerPromise.findMany({ include: { proof: true, steps: true } });
      for (const promise of promises)
        holds(t, promise, stepAt(ladderOf(calendar, promise.dueAt), city.clock.now));
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

test('the database itself refuses a promise that is kept without proof, or by a proof that is not there (M1)', async (t) => {
  const city = await world(t);
  const { id } = await callback(city);
  const refused: [statement: string, message: RegExp][] = [
    [`update promise set state = 'kept', closed_at = now()`, /kept by its proof only/],
    [`update promise set state = 'cancelled', closed_at = now()`, /promise_closed/],
    [`update promise set words = 'Iets anders.'`, /stays as it was said/],
    ['delete from promise', /only added to/],
    [
      `insert into promise_proof (promise_id, kind, at) values ('${id}', 'call', '2026-11-23T10:00:00Z')`,
      /proof is not there/,
    ],
    [
      `insert into promise_proof (promise_id, kind, at) values ('${id}', 'confirmation', '2026-11-23T10:00:00Z')`,
      /proof is not there/,
    ],
    [
      `insert into promise_proof (promise_id, kind, at) values ('${id}', 'answer', '2026-11-23T10:00:00Z')`,
      /does not prove this promise/,
    ],
    [
      `insert into promise (id, kind, state, proof_needed, handler_group_key, from_at, due_at, made_at, correlationid, about, words, consulted)
      values (gen_random_uuid(), 'appointment', 'kept', 'confirmation', 'sport', now(), now(), now(), 'x', 'x', 'x', '{}')`,
      /begins open/,
    ],
  ];
  for (const [statement, message] of refused)
    await t.throwsAsync(city.sql(statement), { message }, statement);
  await outgoingCall(city);
  await t.throwsAsync(city.sql(`update promise set state = 'open', closed_at = null`), {
    message: /stays as it is/,
  });
  await t.throwsAsync(city.sql('delete from promise_proof'), { message: /only added to/ });
});
