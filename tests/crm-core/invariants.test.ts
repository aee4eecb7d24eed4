import { randomUUID } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { sweep } from '../../crm-core/contacts/sweep.ts';
import { sealAll } from '../../crm-core/privacy/seal.ts';
import { call, change, draft, known, link, nationalNumber, product, register } from './scenes.ts';
import { agent, citizen, expert, type World, world } from './world.ts';

/** What must be true whatever happened: each statement answers what breaks it. */
const invariants: Readonly<Record<string, string>> = {
  'every contact has a reference of its own': `
    select contact.id from contact left join reference on code = contact.reference
    where code is null or exists (select from case_file where case_file.reference = contact.reference)`,
  'every registered contact says when, and what was asked': `
    select id from contact where state = 'registered'
      and (registered_at is null or not exists (select from question where contact_id = contact.id))`,
  'every open case has an owner and a due moment': `
    select file.id from case_file file left join handler_group on key = handler_group_key
    where state not in ('answered', 'closed', 'withdrawn') and (key is null or due_at is null or due_at < opened_at)`,
  'every case comes from a question or from an act that is logged': `
    select id from case_file where not exists (
      select from audit_entry where subject_type = 'case' and subject_id = case_file.id::text and act = 'case.open'
    )`,
  'every state of a case is explained by its last change, by somebody, for a reason': `
    select file.id from case_file file join lateral (
      select state, actor_subject, reason from case_change where case_id = file.id order by number desc limit 1
    ) last on true
    where last.state <> file.state or btrim(last.actor_subject) = '' or btrim(last.reason) = ''`,
  'the changes of a case are numbered without a gap': `
    select case_id from case_change group by case_id having max(number) <> count(*) or min(number) <> 1`,
  'no case is answered without an answer, and no answer without a change that dates it': `
    select id from case_file where (state = 'answered' and btrim(coalesce(answer, '')) = '') or (answer is not null
      and not exists (select from case_change where case_id = case_file.id and case_change.state = 'answered'))`,
  'no question of a registered contact is answered without an answer, or a case without its case': `
    select question.id from question join contact on contact.id = contact_id and contact.state = 'registered'
    where outcome is null or (outcome = 'answered' and btrim(coalesce(answer, '')) = '')
      or (outcome = 'case' and case_id is null)`,
  'every change of a case is an audit entry': `
    select case_id from case_change group by case_id having count(*) > (
      select count(*) from audit_entry where subject_type = 'case' and subject_id = case_id::text
    )`,
  'an anonymous contact is nobody’s': `select id from contact where anonymous and customer_id is not null`,
  'nothing that was answered is kept without its answer': `
    select key from idempotent_answer where answer is null or answer = 'null'::jsonb`,
};

type Act = (city: World, dice: () => number) => Promise<unknown>;

const passed = ({ data }: { data?: unknown }) => data;

/** Everything that people and the clock do; what is refused is refused, and must leave nothing behind. */
const acts: Readonly<Record<string, Act>> = {
  openDraft: (city) => draft(city),
  typeIn: async (city, dice) =>
    passed(
      await city.answer(
        agent,
        'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }',
        {
          variables: {
            input: {
              idempotencyKey: randomUUID(),
              contactId: await oneOf(city, 'contact', dice),
              questions: [{ text: 'Half', kind: 'REPORT' }],
            },
          },
        },
      ),
    ),
  tie: async (city, dice) =>
    link(city, await oneOf(city, 'contact', dice), await oneOf(city, 'customer_record', dice)),
  register: async (city, dice) => {
    const outcome = dice() < 0.3 ? 'ANSWERED' : 'CASE';
    const question = {
      kind: pick(['QUESTION', 'REPORT', 'SUGGESTION', 'COMPLAINT'], dice),
      text: 'Wanneer komt mijn paspoort?',
      outcome,
      ...(outcome === 'ANSWERED' ? { answer: pick(['Morgen.', ' '], dice) } : {}),
      ...(dice() < 0.5 ? { handlerGroup: pick(['burgerzaken', 'nergens'], dice) } : { productNumber: 'P-1' }),
    };
    const anonymous = dice() < 0.2;
    return register(
      city,
      await oneOf(city, 'contact', dice),
      [question, question].slice(dice() < 0.5 ? 1 : 0),
      {
        anonymous,
      },
    );
  },
  ring: async (city, dice) =>
    city.tell(
      'crm.call.record',
      call(pick(['ringing', 'answered', 'ended'], dice), { callKey: `call-${Math.floor(dice() * 3)}` }),
    ),
  take: async (city, dice) => step(city, dice, 'takeCase', {}),
  answer: async (city, dice) =>
    step(city, dice, 'answerCase', { answer: pick(['Het ligt klaar.', ' '], dice) }),
  giveBack: async (city, dice) =>
    step(city, dice, 'returnCase', { reason: pick(['Niet van ons.', ''], dice) }),
  route: async (city, dice) =>
    step(city, dice, 'routeCase', {
      handlerGroup: pick(['burgerzaken', 'sport', 'weg'], dice),
      reason: 'Hoort daar.',
    }),
  look: async (city, dice) =>
    passed(
      await city.answer(
        pick([agent, expert, citizen(nationalNumber(1))], dice),
        'query ($id: ID!) { case(id: $id) { id state answer history { reason } } }',
        { variables: { id: await oneOf(city, 'case_file', dice) } },
      ),
    ),
  later: async (city, dice) => {
    city.clock.now = new Date(city.clock.now.getTime() + dice() * 40 * 3_600_000);
  },
  rounds: async (city) => {
    await sweep(city);
    await sealAll(city);
  },
};

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32), so that what fails can be played again. */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function step(city: World, dice: () => number, mutation: string, input: object) {
  return oneOf(city, 'case_file', dice).then((caseId) =>
    change(city, pick([agent, expert], dice), mutation, { caseId, ...input }),
  );
}

async function oneOf(city: World, table: string, dice: () => number): Promise<string> {
  const rows = await city.sql(`select id from ${table} order by id`);
  return String(pick(rows, dice)?.['id'] ?? randomUUID());
}

function pick<T>(values: readonly T[], dice: () => number): T {
  return values[Math.floor(dice() * values.length)] as T;
}

test('whatever agents, experts, citizens, the telephone and the clock do, and in whatever order, no rule of the city is broken', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  await known(city, { nationalNumber: nationalNumber(1) });
  await known(city, { givenName: 'Jan', telephones: ['+32470000001'] });
  const often = ['openDraft', 'register', 'register', 'take', 'answer'];
  const turn = fc.tuple(fc.constantFrom(...Object.keys(acts), ...often), fc.noBias(fc.nat()));
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { minLength: 20, maxLength: 30 }), async (turns) => {
      for (const [act, seed] of turns) await acts[act]?.(city, diceOf(seed));
      for (const [rule, breaking] of Object.entries(invariants))
        t.deepEqual(await city.sql(breaking), [], rule);
    }),
    { numRuns: 6, endOnFailure: true },
  );
  t.true((await city.sql('select id from case_change')).length > 0);
});
