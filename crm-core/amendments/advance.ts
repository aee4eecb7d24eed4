import type { Ground, Tx } from '../ports.ts';
import type { Amendment, AmendmentStep, Booking } from '../prisma/client/client.ts';
import { finish, refuse, stick } from './settle-amendment.ts';
import { type StepOutcome, type Task, takeStep } from './take-step.ts';
import { bookingTerms } from './terms.ts';

const holdMs = 2 * 60_000;
const mostAttempts = 6;
const firstPauseMs = 30_000;

/** An amendment of a booking, held for oneself. */
interface Held {
  readonly amendment: Amendment;
  readonly booking: Booking;
  readonly steps: readonly AmendmentStep[];
}

/**
 * Carries an amendment on from where it is, until it is settled or a back end gives no answer (M9). Every step is written
 * down before it is taken, so that whoever comes after a crash knows what may have been done.
 */
export async function advance(ground: Ground, amendmentId: string): Promise<void> {
  let held = await hold(ground, amendmentId);
  while (held) {
    const step = await beginStep(ground, held);
    if (!step) return;
    const outcome = await takeStep(ground, taskOf(held), step);
    held = await keep(ground, held, step, outcome);
  }
}

/** Takes the amendment for this node; null where it is settled, is to wait, or is carried out elsewhere. */
async function hold({ prisma, ports }: Ground, id: string): Promise<Held | null> {
  const now = ports.now();
  const taken = await prisma.amendment.updateMany({
    where: {
      id,
      aboutType: 'booking',
      state: { in: ['open', 'undoing'] },
      nextAt: { lte: now },
      OR: [{ heldUntil: null }, { heldUntil: { lte: now } }],
    },
    data: { heldUntil: new Date(now.getTime() + holdMs) },
  });
  return taken.count === 1 ? read(prisma, id) : null;
}

async function read(tx: Tx, id: string): Promise<Held> {
  const { steps, ...amendment } = await tx.amendment.findUniqueOrThrow({
    where: { id },
    include: { steps: { orderBy: { number: 'asc' } } },
  });
  const booking = await tx.booking.findUniqueOrThrow({ where: { id: amendment.aboutId } });
  return { amendment, booking, steps };
}

/** The first step that is not settled, written down as asked. */
async function beginStep({ prisma, ports }: Ground, { steps }: Held): Promise<AmendmentStep | null> {
  const next = steps.find(({ state }) => state === 'planned' || state === 'asked');
  if (!next) return null;
  return prisma.amendmentStep.update({
    where: { id: next.id },
    data: { state: 'asked', attempts: { increment: 1 }, askedAt: ports.now() },
  });
}

function taskOf({ amendment, booking }: Held): Task {
  const { kind, handlerGroupKey, reference, name, email, telephone } = booking;
  return {
    kind,
    book: handlerGroupKey,
    reference,
    terms: bookingTerms.parse(amendment.after),
    customer: { name, email, telephone },
  };
}

/** Writes down what became of a step, and what that makes of the amendment. Answers it where there is more to do now. */
async function keep(
  ground: Ground,
  held: Held,
  step: AmendmentStep,
  outcome: StepOutcome,
): Promise<Held | null> {
  const { id } = held.amendment;
  return ground.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`select from amendment where id = ${id}::uuid for update`;
    await tx.amendmentStep.update({
      where: { id: step.id },
      data: asKept(step, outcome, ground.ports.now()),
    });
    const now = await read(tx, id);
    return (await consequences[outcome.outcome](tx, ground, now, step)) ? read(tx, id) : null;
  });
}

function asKept({ attempts }: AmendmentStep, outcome: StepOutcome, now: Date) {
  if (outcome.outcome === 'done')
    return { state: 'done', externalId: outcome.data.externalId, failure: null, settledAt: now };
  const failure = outcome.reason;
  if (outcome.outcome === 'refused') return { state: 'refused', failure, settledAt: now };
  return attempts >= mostAttempts ? { state: 'given-up', failure, settledAt: now } : { failure };
}

/** Whether there is more to do at once. */
type Consequence = (tx: Tx, ground: Ground, held: Held, step: AmendmentStep) => Promise<boolean>;

const consequences: Readonly<Record<StepOutcome['outcome'], Consequence>> = {
  async done(tx, ground, { amendment, booking, steps }) {
    if (steps.some(({ state }) => state === 'planned')) return true;
    if (amendment.state === 'undoing') await refuse(tx, ground, amendment, booking, 'undone');
    else await finish(tx, ground, amendment, booking, steps);
    return false;
  },

  async refused(tx, ground, { amendment, booking, steps }, step) {
    const booked = steps.find(({ act, state }) => act === 'book' && state === 'done');
    if (step.act === 'undo') await stick(tx, ground, amendment, booking, steps);
    else if (booked) return undo(tx, amendment, booked, steps.length + 1);
    else await refuse(tx, ground, amendment, booking, steps.at(-1)?.failure ?? '');
    return false;
  },

  async silent(tx, ground, { amendment, booking, steps }, step) {
    if (steps.some(({ state }) => state === 'given-up')) await stick(tx, ground, amendment, booking, steps);
    else await wait(tx, ground, amendment, step.attempts);
    return false;
  },
};

/** The second step was refused, so the first is taken back. */
async function undo(tx: Tx, { id }: Amendment, booked: AmendmentStep, number: number): Promise<boolean> {
  await tx.amendmentStep.create({
    data: { amendmentId: id, number, act: 'undo', externalId: booked.externalId },
  });
  await tx.amendment.update({ where: { id }, data: { state: 'undoing' } });
  return true;
}

async function wait(tx: Tx, { ports }: Ground, { id }: Amendment, attempts: number) {
  const pauseMs = firstPauseMs * 2 ** (attempts - 1);
  const nextAt = new Date(ports.now().getTime() + pauseMs);
  await tx.amendment.update({ where: { id }, data: { nextAt, heldUntil: null } });
}
