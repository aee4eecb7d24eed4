import { randomUUID } from 'node:crypto';
import { sweep } from '../../crm-core/contacts/sweep.ts';
import { assignInTurn } from '../../crm-core/dispatch/assign-in-turn.ts';
import { returnUntouched } from '../../crm-core/dispatch/return-untouched.ts';
import type { Identity } from '../../crm-core/ports.ts';
import { sealAll } from '../../crm-core/privacy/seal.ts';
import { sweepPromises } from '../../crm-core/promises/sweep.ts';
import { expireOffers } from '../../crm-core/transfers/expire-offers.ts';
import { outgoingCall } from './promise-scenes.ts';
import { call, draft, link, nationalNumber, register } from './scenes.ts';
import { agent, citizen, expert, type World } from './world.ts';

type Act = (city: World, dice: () => number) => Promise<unknown>;

const sport: Identity = { ...expert, subject: 'expert-sofie', name: 'Sofie Claes', groups: ['sport'] };
const staff = [agent, agent, expert, sport];
const phone = '0470 12 34 56';

/** What people may be told: what to mend, or that they may not. Anything else is a fault of ours. */
const fair = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT']);

async function tries(city: World, identity: Identity, mutation: string, input: object) {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const { errors = [] } = await city.answer(
    identity,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  const fault = errors.find(({ extensions }) => !fair.has(String(extensions?.['code'])));
  if (fault) throw new Error(`${mutation}: ${fault.message}`);
}

async function oneOf(city: World, rows: string, dice: () => number): Promise<string> {
  return String(pick(await city.sql(`${rows} order by id`), dice)?.['id'] ?? randomUUID());
}

function pick<T>(values: readonly T[], dice: () => number): T {
  return values[Math.floor(dice() * values.length)] as T;
}

/** Something that staff do to one of the things that there are: mostly to one to which it may be done. */
const doing =
  (
    mutation: string,
    [key, table, fit]: readonly [key: string, table: string, fit: string],
    input: (dice: () => number, city: World) => object,
    by: readonly Identity[] = staff,
  ): Act =>
  async (city, dice) => {
    const fitting = await city.sql(`select id from ${table} where ${fit}`);
    const rows = fitting.length > 0 && dice() < 0.8 ? `${table} where ${fit}` : table;
    const id = await oneOf(city, `select id from ${rows}`, dice);
    return tries(city, pick(by, dice), mutation, { [key]: id, ...input(dice, city) });
  };

type Given = (dice: () => number, city: World) => object;

const contacts = ['contactId', 'contact', 'true'] as const;
const cases = ['caseId', 'case_file', `state not in ('answered', 'closed', 'withdrawn')`] as const;
const onCase = (mutation: string, input: Given) => doing(mutation, cases, input);
const onEnded = (mutation: string, input: Given) =>
  doing(mutation, ['caseId', 'case_file', `state = 'answered'`], input);
const onPart = (mutation: string, input: Given) =>
  doing(mutation, ['partId', 'case_part', `state in ('asked', 'in-progress')`], input);
const onPromise = (mutation: string, input: Given) =>
  doing(mutation, ['promiseId', 'promise', `kind = 'callback' and state = 'open'`], input);
const onOffer = (input: Given) =>
  doing('answerTransfer', ['transferId', 'transfer', `state = 'offered'`], input, [expert, sport]);

const group = (dice: () => number) => pick(['burgerzaken', 'sport', 'burgerzaken', 'sport', 'nergens'], dice);
const reason = (dice: () => number) =>
  pick(['Zo is het beter.', 'Op vraag van de klant.', 'Zo hoort het.', ' '], dice);
const hoursOn = (city: World, hours: number) =>
  new Date(city.clock.now.getTime() + hours * 3_600_000).toISOString();

/** Ten o'clock in winter, so many days from now. */
const tenOn = (city: World, days: number) => `${hoursOn(city, 24 * days).slice(0, 10)}T09:00:00Z`;

/** Everything that people and the clock do; what is refused is refused, and must leave nothing behind. */
export const acts: Readonly<Record<string, Act>> = {
  openDraft: (city) => draft(city),
  typeIn: doing('saveDraft', contacts, () => ({
    questions: [{ text: 'Half', kind: 'REPORT', place: { houseNumber: '1' } }],
  })),
  tie: async (city, dice) =>
    link(
      city,
      await oneOf(city, 'select id from contact', dice),
      await oneOf(city, 'select id from customer_record', dice),
    ),
  register: async (city, dice) => {
    const outcome = pick(['CASE', 'CASE', 'ANSWERED', 'CALLBACK'], dice);
    const wish = { answer: 'WANTED', channel: 'PHONE', recipient: phone, mayShareData: false };
    const question = {
      kind: pick(['QUESTION', 'REPORT', 'SUGGESTION', 'COMPLAINT'], dice),
      text: 'Wanneer komt mijn paspoort?',
      outcome,
      ...(outcome === 'ANSWERED' ? { answer: pick(['Morgen.', ' '], dice) } : {}),
      ...(outcome === 'CASE' && dice() < 0.5 ? { feedback: wish, place: { street: 'Bondgenotenlaan' } } : {}),
      ...(dice() < 0.5 ? { handlerGroup: group(dice) } : { productNumber: 'P-1' }),
    };
    const contactId = await oneOf(city, `select id from contact where state <> 'registered'`, dice);
    const questions = [question, question].slice(dice() < 0.5 ? 1 : 0);
    return register(city, contactId, questions, { anonymous: dice() < 0.2 });
  },
  ring: async (city, dice) =>
    city.tell(
      'crm.call.record',
      call(pick(['ringing', 'answered', 'ended'], dice), {
        callKey: `call-${Math.floor(dice() * 3)}`,
        occurredAt: city.clock.now.toISOString(),
      }),
    ),
  take: onCase('takeCase', () => ({})),
  answer: onCase('answerCase', (dice) => ({
    answer: pick(['Het ligt klaar.', ' '], dice),
    ...(dice() < 0.5 && { openPartsReason: 'Dat hoeft niet meer.' }),
  })),
  giveBack: onCase('returnCase', (dice) => ({ reason: reason(dice), belongsTo: group(dice) })),
  route: onCase('routeCase', (dice) => ({ handlerGroup: group(dice), reason: reason(dice) })),
  pullBack: onCase('pullBackCase', (dice) => ({ reason: reason(dice) })),
  reopen: onEnded('reopenCase', (dice) => ({ reason: reason(dice) })),
  askPart: onCase('askPart', (dice) => ({
    handlerGroup: group(dice),
    question: pick(['Mag het?', ''], dice),
  })),
  takePart: onPart('takePart', () => ({})),
  answerPart: onPart('answerPart', (dice) => ({ position: pick(['Ja.', 'Nee.', ' '], dice) })),
  declinePart: onPart('declinePart', (dice) => ({ reason: reason(dice) })),
  offer: doing('offerTransfer', contacts, (dice) => ({
    handlerGroup: group(dice),
    question: pick(['Mijn paspoort?', 'En mijn pas?', ' '], dice),
    ...(dice() < 0.5 && { productNumber: 'P-1' }),
  })),
  tap: onOffer(() => ({ answer: 'TAKE' })),
  notMine: onOffer((dice) => ({ answer: 'NOT_MINE', reason: reason(dice), belongsTo: group(dice) })),
  callBack: onOffer((dice, city) => ({
    answer: 'CALL_BACK',
    callBackAt: tenOn(city, 1 + Math.floor(dice() * 4)),
    ...(dice() < 0.7 && { telephone: phone }),
  })),
  requestCallback: doing('requestCallback', cases, (dice) => ({
    telephone: phone,
    about: 'Mijn paspoort',
    handlerGroup: group(dice),
    consulted: dice() < 0.8 ? ['Reispaspoort'] : [],
  })),
  promise: doing('makePromise', contacts, (dice) => ({
    kind: pick(['MESSAGE', 'APPOINTMENT'], dice),
    about: 'Mijn paspoort',
    words: pick(['Wij schrijven u.', ' '], dice),
    handlerGroup: group(dice),
    email: 'marie@voorbeeld.example',
  })),
  claim: onPromise('recordCallback', (dice) => ({ outcome: pick(['REACHED', 'NOT_REACHED'], dice) })),
  takePromise: onPromise('takePromise', () => ({})),
  movePromise: onPromise('movePromise', (dice, city) => ({
    dueAt: hoursOn(city, dice() * 80 - 5),
    reason: reason(dice),
    told: 'Gebeld.',
  })),
  cancelPromise: onPromise('cancelPromise', (dice) => ({
    reason: reason(dice),
    byCustomer: dice() < 0.5,
    told: 'Gebeld.',
  })),
  callOut: (city, dice) =>
    outgoingCall(city, { answered: dice() < 0.6, number: pick(['+32470123456', '+32470999999'], dice) }),
  amendCase: onCase('amend', (dice) => ({ changes: { title: pick(['Anders', 'Nog anders', ' '], dice) } })),
  amendCallback: onPromise('amend', (dice, city) => ({
    changes: pick<object>(
      [{ dueAt: hoursOn(city, dice() * 80 - 5) }, { about: 'Iets anders' }, { telephone: '12' }],
      dice,
    ),
    told: 'Gebeld.',
  })),
  merge: async (city, dice) =>
    tries(city, agent, 'mergeCustomers', {
      survivorId: await oneOf(city, 'select id from customer_record', dice),
      otherId: await oneOf(city, 'select id from customer_record', () => 0.99 * (1 - dice())),
      reason: reason(dice),
    }),
  undoMerge: async (city, dice) =>
    tries(city, agent, 'undoMerge', {
      mergeId: await oneOf(city, 'select id from customer_link', dice),
      reason: reason(dice),
    }),
  look: async (city, dice) => {
    const { data } = await city.answer(
      pick([...staff, citizen(nationalNumber(1))], dice),
      'query ($id: ID!) { case(id: $id) { id state answer history { reason } promises(first: 10) { state } } }',
      { variables: { id: await oneOf(city, 'select id from case_file', dice) } },
    );
    return data;
  },
  later: async (city, dice) => {
    city.clock.now = new Date(city.clock.now.getTime() + dice() * 40 * 3_600_000);
  },
  rounds: async (city) => {
    await sweep(city);
    await expireOffers(city);
    await assignInTurn(city);
    await returnUntouched(city);
    await sweepPromises(city);
    await sealAll(city);
  },
};

/**
 * Numbers from 0 to 1 that are the same for the same seed (mulberry32), so that what fails can be played again. A seed below 1 is
 * thrown each time.
 */
export function diceOf(seed: number): () => number {
  if (seed < 1) return () => seed;
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
