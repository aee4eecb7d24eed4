import test from 'ava';
import { playStory } from '../../scripts/demo/story.ts';
import { startHub } from '../helpers/hub.ts';

test('a call becomes a contact, a case and a status that the citizen sees, in one trace', async (t) => {
  t.timeout(120_000);
  const hub = await startHub(t, { embedded: true });
  const told: string[] = [];
  const story = await playStory({
    url: hub.url,
    telephonyUrl: hub.simulators['telephony']?.adminUrl ?? '',
    dosisUrl: hub.simulators['dosis']?.adminUrl ?? '',
    token: hub.token,
    caller: '+32470000001',
    device: '7101',
    told: (step, detail) => void told.push(`${step}: ${detail}`),
  });

  t.true(told.some((step) => step.startsWith('the agent sees the caller before picking up: Jan Peeters')));
  t.is(story.seenByOthers, 0, 'the colleague at the next telephone was told of the call');
  t.is(story.dossier.code, 'Uitgevoerd');
  t.regex(story.contactReference, /^(?:[2-9A-Z]{2}-){4}[2-9A-Z]{2}$/);

  const types = new Set(story.journey.map(({ type }) => type));
  for (const type of [
    'telephony.call.ringing',
    'crm.case.status-changed',
    'dosis.dossier.publish',
    'dosis.result.processed',
  ]) {
    t.true(types.has(type), `${type} is missing in the trace`);
  }
  t.true(story.journey.every(({ state }) => ['handled', 'emitted', 'delivered'].includes(state)));
  const acts = new Set(story.audit.map(({ act, actorName }) => `${act} by ${actorName}`));
  for (const act of ['contact.register by An Claes', 'case.open by An Claes', 'case.answer by Els Martens']) {
    t.true(acts.has(act), `${act} is missing in ${[...acts].join(', ')}`);
  }
  t.false(hub.log().includes('Peeters'), 'a name stands in the log');
  t.false(hub.log().includes('470000001'), 'a telephone number stands in the log');
});
