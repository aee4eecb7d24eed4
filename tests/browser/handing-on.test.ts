import { randomUUID } from 'node:crypto';
import test from 'ava';
import { signIn } from '../helpers/browser.ts';
import { type DeskWorld, deskWorld } from './world.ts';

const title = 'Waar staat mijn parkeerkaart?';

async function done(world: DeskWorld, token: string, mutation: string, input: object) {
  const shown = mutation.endsWith('Case')
    ? '... on Case { id }'
    : '... on Contact { id questions { case { id } } }';
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const { data } = await world.hub.ask<Record<string, { id: string; questions: { case: { id: string } }[] }>>(
    token,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { ${shown} } }`,
    { input: { idempotencyKey: randomUUID(), ...input } },
  );
  const result = data[mutation];
  if (!result) throw new Error(`${mutation} answered nothing`);
  return result;
}

test.serial('an agent finds at another machine what she typed, and brings a returned case on', async (t) => {
  const world = await deskWorld(t);
  if (!world) return;
  const { agent, hub } = world;
  await world.happens(await world.rings(), 'answer');
  await agent.getByRole('textbox', { name: 'Wat vraagt de klant?' }).fill('Hoe laat sluit u?');
  await agent.getByText(/^bewaard \d\d:\d\d:\d\d$/).waitFor();

  const [agentToken, expertToken] = [await hub.token('agent'), await hub.token('expert-burgerzaken')];
  const { id: contactId } = await done(world, agentToken, 'openContact', { channel: 'desk' });
  const questions = [{ text: title, outcome: 'CASE', handlerGroup: 'burgerzaken' }];
  const registered = await done(world, agentToken, 'registerContact', { contactId, questions });
  const caseId = registered.questions[0]?.case.id ?? '';
  const returned = await done(world, expertToken, 'returnCase', { caseId, reason: 'Dit is parkeren.' });
  t.is(returned.id, caseId);

  const other = await world.window();
  await signIn(other, hub.url, 'An Claes');
  const notes = other.getByRole('textbox', { name: 'Wat vraagt de klant?' });
  await notes.waitFor();
  t.is(await notes.inputValue(), 'Hoe laat sluit u?');

  await other.getByRole('button', { name: 'Werklijst' }).click();
  await other.getByRole('button', { name: title }).click();
  await other.getByRole('button', { name: 'Breng naar een andere groep' }).click();
  await other.getByLabel('Naar welke groep?').selectOption('mobiliteit-en-parkeren');
  await other.getByRole('button', { name: 'Breng naar deze groep' }).click();
  await other.locator('textarea#reason[aria-invalid="true"]').waitFor();
  await other.getByLabel('Waarom hoort dit daar?').fill('Over een parkeerkaart.');
  await other.getByRole('button', { name: 'Breng naar deze groep' }).click();
  await other.getByText('Kies een dossier uit de lijst.').waitFor();
  const { data } = await hub.ask<object>(
    agentToken,
    `{ case(id: "${caseId}") { state handlerGroup { key } } }`,
  );
  t.deepEqual(data, { case: { state: 'ASSIGNED', handlerGroup: { key: 'mobiliteit-en-parkeren' } } });
  t.deepEqual(world.faults, []);
});
