import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { ladderOf, stepAt } from '../../crm-core/promises/ladder.ts';
import { calendarOf } from '../../crm-core/working-time/calendar-of.ts';
import { acts, diceOf } from './acts.ts';
import { invariants } from './invariants.ts';
import { staff } from './promise-scenes.ts';
import { known, nationalNumber, product } from './scenes.ts';
import { type World, world } from './world.ts';

type Turn = [act: string, seed: number];

const [first, second] = [0.01, 0.3];

/** All that happens in a city, each at least once with what it needs: the first or the second of what may be said. */
const story: Turn[] = [
  ...turns(first, 'openDraft', 'tie', 'register', 'take'),
  ...turns(second, 'askPart', 'takePart', 'answerPart', 'askPart', 'declinePart'),
  ...turns(first, 'answer', 'reopen', 'offer'),
  ...turns(second, 'notMine'),
  ...turns(first, 'offer', 'callBack', 'offer', 'tap', 'requestCallback', 'promise', 'takePromise'),
  ...turns(0.4, 'amendCallback', 'movePromise'),
  ...turns(first, 'callOut', 'claim', 'requestCallback', 'cancelPromise', 'amendCase'),
  ...turns(first, 'merge', 'undoMerge', 'merge', 'pullBack', 'look'),
  ...turns(second, 'route', 'giveBack', 'later', 'rounds'),
];

function turns(seed: number, ...named: readonly string[]): Turn[] {
  return named.map((act) => [act, seed]);
}

const often = [
  'openDraft',
  'register',
  'register',
  'take',
  'answer',
  'askPart',
  'offer',
  'callBack',
  'requestCallback',
  'callOut',
];
const turn = fc.tuple(fc.constantFrom(...Object.keys(acts), ...often), fc.noBias(fc.integer({ min: 1 })));

/** No open promise is lower on its ladder than its lateness demands, once the round was there. */
async function nothingIsSilent(t: ExecutionContext, city: World) {
  await acts['rounds']?.(city, () => 0);
  for (const { id, step, dueAt, calendarKey } of await city.prisma.customerPromise.findMany({
    where: { state: 'open' },
  })) {
    const calendar = await calendarOf(city.prisma, city, calendarKey);
    t.is(step, stepAt(ladderOf(calendar, dueAt), city.clock.now), `promise ${id} is as far up as it is late`);
  }
}

test('whatever agents, experts, citizens, the telephone and the clock do, and in whatever order, no rule of the city is broken (R031, R083, M1, M7, M8, M9)', async (t) => {
  const warnings: string[] = [];
  const hear = ({ name, message }: Error) => {
    if (name === 'DeprecationWarning') warnings.push(message);
  };
  process.on('warning', hear);
  t.teardown(() => process.off('warning', hear));
  const city = await world(t);
  await staff(city);
  await city.tell('crm.product.record', product());
  await known(city, { nationalNumber: nationalNumber(1) });
  await known(city, { nationalNumber: nationalNumber(2), givenName: 'An' });
  await known(city, { givenName: 'Jan', telephones: ['+32470000001'] });
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 30, maxLength: 45 }), async (turns) => {
      for (const [act, seed] of turns) await acts[act]?.(city, diceOf(seed));
      await nothingIsSilent(t, city);
      for (const [rule, breaking] of Object.entries(invariants))
        t.deepEqual(await city.sql(breaking), [], rule);
    }),
    {
      numRuns: 8,
      endOnFailure: true,
      includeErrorInReport: true,
      examples: [[story]],
    },
  );
  for (const happened of [
    `case_change where state = 'answered'`,
    `case_part where state = 'answered'`,
    `transfer where state = 'call-back'`,
    `transfer where state = 'not-mine'`,
    `promise where kind = 'callback' and state like 'kept%'`,
    `promise where kind <> 'answer' and state = 'cancelled'`,
    `amendment where about_type = 'case'`,
    `amendment where about_type = 'promise'`,
    `customer_link where undone_at is not null`,
    `feedback_wish where channel = 'phone'`,
  ])
    t.true((await city.sql(`select from ${happened} limit 1`)).length > 0, `it happened: ${happened}`);
  t.deepEqual(warnings, [], 'no two queries at once on one connection');
});
