import test from 'ava';
import { recordStaff } from '../../crm-core/directory/staff.ts';
import { admin, mutate } from './mutate.ts';
import { call, draft, product, register } from './scenes.ts';
import { type Answer, agent, type World, world } from './world.ts';

async function script(city: World, productNumber: string | null = null): Promise<Answer[]> {
  const { callScript } = await city.ask(
    agent,
    'query ($productNumber: ID) { callScript(productNumber: $productNumber) { phases { phase name prompts { key kind text } } } }',
    { variables: { productNumber } },
  );
  return callScript.phases;
}

test('a conversation has its four phases, each with what to say, and the phase that it is in is shown (R050)', async (t) => {
  const city = await world(t);
  const phases = await script(city);
  t.deepEqual(
    phases.map(({ name }) => name),
    ['Aanvang', 'Analyse', 'Actie', 'Afsluiting', 'Moeilijk gesprek'],
  );
  t.true(phases.every(({ prompts }) => prompts.length >= 2));
  const contactId = await draft(city);
  const at = async (prompt: string) =>
    (await mutate(city, 'doScriptStep', { contactId, prompt }, '... on Contact { scriptPhase }')).scriptPhase;
  t.deepEqual(
    [await at('opening.name'), await at('analysis.summary'), await at('closing.fits')],
    ['OPENING', 'ANALYSIS', 'CLOSING'],
  );
  t.is((await mutate(city, 'doScriptStep', { contactId, prompt: 'niets' })).field, 'prompt');
});

test('guiding questions come with the topic of the call, and the city writes them itself (R051)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const guiding = async (productNumber: string | null) =>
    (await script(city, productNumber))
      .flatMap(({ prompts }) => prompts)
      .filter(({ kind }: Answer) => kind === 'QUESTION')
      .map(({ text }: Answer) => text);
  const [general, passport] = [await guiding(null), await guiding('P-1')];
  t.true(general.includes('Wat wilt u bereiken?'));
  t.true(passport.length > general.length);
  t.true(passport.includes('Is het document vervallen, verloren of gestolen?'));
  const line = {
    key: 'pas.reis',
    phase: 'ANALYSIS',
    kind: 'QUESTION',
    text: 'Wanneer vertrekt u?',
    productNumber: 'P-1',
    position: 20,
    active: true,
  };
  await mutate(city, 'keepScriptPrompt', line, '', admin);
  t.true((await guiding('P-1')).includes('Wanneer vertrekt u?'));
  t.false((await guiding(null)).includes('Wanneer vertrekt u?'));
});

test('what was summarised with the caller and checked at the end is recorded, and what was not is shown (R052, R038)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const left = async () => {
    const { contact } = await city.ask(
      agent,
      `{ contact(id: "${contactId}") { checksLeft { key } scriptSteps { kind step actorName } } }`,
    );
    return contact;
  };
  const before = (await left()).checksLeft.map(({ key }: Answer) => key);
  for (const key of ['analysis.summary', 'closing.next', 'closing.fits', 'closing.anything-else'])
    t.true(before.includes(key), key);
  await mutate(city, 'doScriptStep', { contactId, prompt: 'analysis.summary', note: 'Hij zoekt zijn pas.' });
  await mutate(city, 'doScriptStep', { contactId, prompt: 'closing.next' });
  const after = await left();
  t.is(after.checksLeft.length, before.length - 2);
  t.like(after.scriptSteps[0], { kind: 'PROMPT', step: 'analysis.summary', actorName: 'Els Peeters' });
});

test('a question that nobody can answer becomes a promise to call back the number that called, with a case that somebody owns (R053)', async (t) => {
  const city = await world(t);
  await city.tell('crm.call.record', call('answered'));
  const { currentCall } = await city.ask(agent, '{ currentCall { draft { id } } }');
  const registered = await register(city, currentCall.draft.id, [
    { text: 'Mag een moestuin op een plat dak?', outcome: 'CALLBACK', handlerGroup: 'bouwen-en-wonen' },
  ]);
  const [promised] = await city.prisma.customerPromise.findMany({ where: { kind: 'callback' } });
  t.like(promised, {
    kind: 'callback',
    state: 'open',
    proofNeeded: 'call',
    phone: '+32470123456',
    handlerGroupKey: 'bouwen-en-wonen',
    caseId: registered.questions[0].case.id,
  });
  t.true((promised?.dueAt.getTime() ?? 0) > city.clock.now.getTime());
  t.truthy(promised?.words);
});

test('others are asked in the order of the ladder, and each step is recorded with what came of it (R054)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const ask = (rung: string, result: string) =>
    mutate(
      city,
      'escalate',
      { contactId, rung, result },
      '... on Contact { scriptSteps { step result } scriptPhase }',
    );
  t.like(await ask('SENIOR', 'ANSWERED'), { field: 'rung', message: 'Vraag het eerst aan een collega.' });
  await ask('COLLEAGUE', 'NO_ANSWER');
  t.is((await ask('BACK_OFFICE', 'ANSWERED')).field, 'rung');
  await ask('SENIOR', 'NOT_REACHED');
  await ask('SUPERVISOR', 'NO_ANSWER');
  const done = await ask('BACK_OFFICE', 'ANSWERED');
  t.deepEqual(
    done.scriptSteps.map(({ step, result }: Answer) => [step, result]),
    [
      ['colleague', 'NO_ANSWER'],
      ['senior', 'NOT_REACHED'],
      ['supervisor', 'NO_ANSWER'],
      ['back-office', 'ANSWERED'],
    ],
  );
  t.is(done.scriptPhase, 'ACTION');
});

test('a difficult call is ended in two steps, and then the agent has time and her lead is asked to speak with her (R048)', async (t) => {
  const city = await world(t);
  await recordStaff(city.prisma, {
    subject: 'lead-an',
    name: 'An Maes',
    email: 'an@leuven.example',
    groups: [{ key: 'kcc', lead: true }],
  });
  const contactId = await draft(city);
  const step = (name: string) =>
    mutate(
      city,
      'recordDifficultCall',
      { contactId, step: name },
      '... on Contact { scriptSteps { step } messages { recipient body } }',
    );
  t.is((await step('ENDED')).field, 'step');
  await step('WARNED');
  t.is((await step('ENDED')).field, 'step');
  await step('ANNOUNCED');
  t.is((await city.ask(agent, '{ myRecovery { endsAt } }')).myRecovery, null);
  const done = await step('ENDED');
  t.is(done.scriptSteps.length, 3);
  t.is(done.messages[0].recipient, 'an@leuven.example');
  t.regex(done.messages[0].body, /Els Peeters/);
  t.deepEqual((await city.ask(agent, '{ myRecovery { endsAt supporters } }')).myRecovery, {
    endsAt: '2026-11-23T09:15:00.000Z',
    supporters: ['An Maes'],
  });
  city.clock.now = new Date('2026-11-23T09:16:00Z');
  t.is((await city.ask(agent, '{ myRecovery { endsAt } }')).myRecovery, null);
});
