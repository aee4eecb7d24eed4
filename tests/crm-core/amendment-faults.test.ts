import test from 'ava';
import fc from 'fast-check';
import { resumeAmendments } from '../../crm-core/amendments/resume-amendments.ts';
import { type BackEnd, backEnds, type Fault } from './back-ends.ts';
import { amending, amendment, booked, collected, written } from './booking-scenes.ts';
import { later } from './transfer-scenes.ts';
import { type Answer, type World, world } from './world.ts';

const faults = ['none', 'refuse', 'down', 'lose', 'late', 'repeat', 'garbage', 'crash'] as const;

interface Story {
  readonly rebook: boolean;
  readonly intent: 'change' | 'cancel';
  readonly faults: Fault[];
}

const stories: fc.Arbitrary<Story> = fc.record({
  rebook: fc.boolean(),
  intent: fc.constantFrom<Story['intent'][]>('change', 'change', 'change', 'cancel'),
  faults: fc.array(fc.constantFrom<Fault[]>(...faults), { maxLength: 14 }),
});

test('whatever goes wrong at whatever step: one appointment or the old one, the same reference, and the customer told what is so (M9)', async (t) => {
  t.timeout(600_000);
  const ends = backEnds();
  const city = await world(t, { ask: ends.ask });
  const seen = new Set<string>();
  for (const end of [ends.appointments, ends.collections]) end.crash = () => stopKeeping(city);
  let day = Date.parse('2027-01-01T09:00:00Z');
  const next = () => {
    day += 86_400_000;
    return new Date(day).toISOString();
  };

  await fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const end = story.rebook ? ends.appointments : ends.collections;
      const booking = await (story.rebook ? booked : collected)(city, { startsAt: next(), endsAt: null });
      const before = written(city).length;
      end.faults = story.intent === 'cancel' ? [...story.faults] : ['none', ...story.faults];
      const to = next();
      await attempt(city, story, booking.id, to);
      const { id } = await city.prisma.amendment.findFirstOrThrow({
        where: { aboutId: booking.id, intent: story.intent },
      });
      const settled = await recovered(city, end, id);
      seen.add(`${story.intent} ${settled.state}`);
      check(settled, { booking, story, to, end, told: written(city).slice(before) });
      const open = await city.prisma.amendment.count({ where: { state: { in: ['open', 'undoing'] } } });
      if (open > 0) throw new Error('something stays half-done');
    }),
    { numRuns: 60, seed: 20261123 },
  );
  for (const state of ['change DONE', 'change REFUSED', 'change STUCK', 'cancel DONE', 'cancel REFUSED'])
    t.true(seen.has(state), state);
});

async function attempt(city: World, { intent }: Story, bookingId: string, startsAt: string) {
  const mutation = intent === 'cancel' ? 'cancelBooking' : 'amend';
  const input = intent === 'cancel' ? { bookingId } : { bookingId, changes: { startsAt } };
  await amending(city, mutation, input).catch(() => keepAgain(city)); // we may stop in the middle
}

/** Nothing can be written down any more, as when the process is gone. */
async function stopKeeping(city: World) {
  await city.sql('alter table if exists amendment_step rename to amendment_step_away');
}

async function keepAgain(city: World) {
  await city.sql('alter table if exists amendment_step_away rename to amendment_step');
}

/** Time passes, and the rounds run, until the back end is well again and all is settled. */
async function recovered(city: World, end: BackEnd, id: string): Promise<Answer> {
  for (let round = 0; round < 40; round += 1) {
    const { settledAt } = await city.prisma.amendment.findUniqueOrThrow({ where: { id } });
    if (settledAt) {
      end.faults = [];
      return amendment(city, id);
    }
    later(city, 20);
    await resumeAmendments(city).catch(() => keepAgain(city)); // we may stop again
  }
  throw new Error('never settled');
}

interface Checked {
  readonly booking: Answer;
  readonly story: Story;
  readonly to: string;
  readonly end: BackEnd;
  readonly told: readonly { readonly body: string }[];
}

function check(settled: Answer, checked: Checked) {
  const facts = { ...whatIsTold(settled, checked), ...whatIsHeld(settled, checked) };
  const wrong = Object.entries(facts).flatMap(([fact, holds]) => (holds ? [] : [fact]));
  if (wrong.length > 0) throw new Error(`${settled.state}: not true that ${wrong.join('; ')}`);
}

function whatIsTold(settled: Answer, { booking, told }: Checked): Record<string, boolean> {
  const done = settled.state === 'DONE';
  return {
    'the reference is the same': settled.booking.reference === booking.reference,
    'a person looks at what is not certain': (settled.state === 'STUCK') === (settled.followUp !== null),
    'only what is done is told, once': told.length === (done ? 1 : 0),
    'what is told is what is so': !done || told[0]?.body === settled.told,
  };
}

function whatIsHeld(settled: Answer, { booking, story, to, end }: Checked): Record<string, boolean> {
  if (settled.state === 'STUCK') return {};
  const held = end.of(booking.reference.replaceAll('-', ''));
  const now = settled.booking;
  const done = settled.state === 'DONE';
  if (done && story.intent === 'cancel')
    return { 'nothing is left after a cancellation': held.length === 0 && now.state === 'CANCELLED' };
  const at = done ? to : booking.startsAt;
  return {
    'there is exactly one': held.length === 1,
    'it is the one that we say': held[0]?.externalId === now.externalId,
    'it is as it was asked, or as it was': held[0]?.terms.startsAt === at,
    'we say the same': now.startsAt === at && now.state === 'BOOKED',
  };
}
