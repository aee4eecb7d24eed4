import test from 'ava';
import type { Page } from 'playwright-core';
import { signIn } from '../helpers/browser.ts';
import { caller, deskWorld } from './world.ts';

const question = 'Mijn identiteitskaart is gestolen, hoe vraag ik een nieuwe aan?';
const answer = 'U vraagt een nieuwe kaart aan in het stadhuis. Breng een pasfoto mee.';

test.serial(
  'an agent sees who calls before she picks up, and in the end what the citizen reads',
  async (t) => {
    const world = await deskWorld(t);
    if (!world) return;
    const { agent, hub } = world;

    const call = await world.rings();
    await agent.getByText('Neem op met uw toestel').waitFor();
    await agent.getByText('0470 00 00 01').first().waitFor();
    await agent.locator('incoming-call').getByRole('button', { name: caller.name }).waitFor();
    await agent.locator('incoming-call').getByText('Eerdere contacten').waitFor();

    await world.happens(call, 'answer');
    const notes = agent.getByRole('textbox', { name: 'Wat vraagt de klant?' });
    await notes.fill(question);
    await agent.getByRole('button', { name: 'Gegevens kloppen' }).click();
    await agent.getByText('Nagekeken en gekoppeld').waitFor();
    await agent.getByText(/^bewaard \d\d:\d\d:\d\d$/).waitFor();

    await notes.focus();
    await world.happens(call, 'hold');
    await agent.getByText('In wacht').first().waitFor();
    await agent.locator('textarea#text:focus').waitFor();
    t.is(await notes.inputValue(), question, 'an event about the call leaves what is typed alone');
    await world.happens(call, 'retrieve');
    await agent.reload();
    await agent.getByText('Nagekeken en gekoppeld').waitFor();
    t.is(await notes.inputValue(), question, 'a reload brings it all back');

    await chooseProduct(agent, 'identiteitskaart');
    await agent.getByRole('radio', { name: 'Doorgeven' }).check();
    await agent.getByText('Burgerzaken krijgt deze vraag.').waitFor();
    const summary = agent.getByRole('textbox', { name: 'Samenvatting' });
    await summary.fill('Gestolen identiteitskaart');
    await summary.press('Enter');

    await agent.getByRole('heading', { name: 'Geregistreerd' }).waitFor();
    t.regex(
      (await agent.locator('contact-receipt .groups').getAttribute('aria-label')) ?? '',
      /^(\w\w-){4}\w\w$/,
    );
    await agent.locator('case-line').getByText('De klant ziet').waitFor();

    const expert = await world.window();
    await signIn(expert, hub.url, 'Els Martens');
    await expert.getByRole('button', { name: question }).click();
    await expert.getByRole('button', { name: 'Neem dit dossier' }).click();
    await expert.getByText('behandeld door Els Martens').waitFor();
    await expert.getByRole('textbox', { name: 'Antwoord aan de klant' }).fill(answer);
    await expert.getByRole('button', { name: 'Verstuur antwoord' }).click();

    const seen = agent.locator('case-line .citizen.good');
    await seen.getByText('Beantwoord', { exact: true }).waitFor();
    t.true((await seen.textContent())?.includes(answer));
    t.deepEqual(world.faults, []);
  },
);

test.serial(
  'a contact is registered with the keyboard alone, and what is missing is told at its field',
  async (t) => {
    const world = await deskWorld(t);
    if (!world) return;
    const { agent } = world;
    await world.happens(await world.rings(), 'answer');
    const notes = agent.getByRole('textbox', { name: 'Wat vraagt de klant?' });
    await notes.waitFor();
    await agent.locator('textarea#text:focus').waitFor();
    await agent.keyboard.type('Is het stadhuis morgen open?');
    await agent.keyboard.press('Control+Enter');
    await agent.locator('fieldset[aria-invalid="true"]').waitFor();
    await agent.locator('input[name="outcome"]:focus').waitFor();
    await agent.keyboard.press('Space');
    await agent.keyboard.press('Tab');
    await agent.keyboard.type('Ja, van 9 tot 12 uur.');
    await tabTo(agent, 'Onbekende beller', true);
    await agent.keyboard.press('Enter');
    await agent.getByText('De beller blijft onbekend.').waitFor();
    await tabTo(agent, 'Registreer');
    await agent.keyboard.press('Enter');
    await agent.getByRole('heading', { name: 'Geregistreerd' }).waitFor();
    await agent.getByText('Meteen beantwoord').waitFor();
    t.deepEqual(world.faults, []);
  },
);

test.serial(
  'what is typed while the hub cannot be reached is kept, told, and saved once it can',
  async (t) => {
    const world = await deskWorld(t);
    if (!world) return;
    const { agent } = world;
    await world.happens(await world.rings(), 'answer');
    const notes = agent.getByRole('textbox', { name: 'Wat vraagt de klant?' });
    await notes.waitFor();
    await agent.context().setOffline(true);
    await notes.fill('Wanneer komt het grofvuil?');
    await agent.getByText('Geen verbinding met Schakel').waitFor();
    await agent.getByText('nog niet bewaard').waitFor();
    await agent.context().setOffline(false);
    await agent.getByText(/^bewaard \d\d:\d\d:\d\d$/).waitFor();
    await agent.evaluate(() => sessionStorage.clear());
    await agent.reload();
    await notes.waitFor();
    t.is(await notes.inputValue(), 'Wanneer komt het grofvuil?');
  },
);

test.serial(
  'every control has a name, and nothing falls off the screen, also at twice the size',
  async (t) => {
    const world = await deskWorld(t);
    if (!world) return;
    const { agent } = world;
    const door = await world.window();
    await door.goto(`${world.hub.url}/desk/`);
    await door.getByRole('link', { name: 'Aanmelden' }).waitFor();
    t.deepEqual(await nameless(door), []);

    const call = await world.rings();
    await agent.getByText('Neem op met uw toestel').waitFor();
    t.deepEqual(await nameless(agent), []);
    await world.happens(call, 'answer');
    await agent.getByRole('button', { name: 'Registreer' }).waitFor();
    await chooseProduct(agent, 'paspoort');
    t.deepEqual(await nameless(agent), []);
    t.deepEqual(await overflow(agent), { down: 0, right: 0 });
    await agent.setViewportSize({ width: 640, height: 400 });
    t.is((await overflow(agent)).right, 0);
  },
);

async function chooseProduct(page: Page, words: string) {
  await page.getByRole('searchbox', { name: 'Zoek een product' }).fill(words);
  await page.locator('product-search .result').first().click();
  await page.getByRole('button', { name: 'Gebruik bij vraag 1' }).click();
  await page.getByRole('button', { name: 'Product weghalen' }).waitFor();
}

/** Presses Tab until the control with this text has the focus. */
async function tabTo(page: Page, text: string, back = false) {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.locator('button:focus', { hasText: text }).count()) return;
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`no control “${text}” comes by in 60 presses of Tab`);
}

/** The controls that a screen reader would call by nothing but their kind, as Chromium's own accessibility tree has them. */
async function nameless(page: Page): Promise<unknown[]> {
  const controls = new Set([
    'button',
    'link',
    'textbox',
    'searchbox',
    'radio',
    'checkbox',
    'combobox',
    'region',
  ]);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const known = nodes.filter(({ ignored, role }) => !ignored && controls.has(String(role?.value)));
  if (known.length === 0) throw new Error('the page has no controls at all');
  return known.filter(({ name }) => !name?.value).map(({ role }) => role?.value);
}

async function overflow(page: Page) {
  return page.evaluate(() => {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
    return { down: scrollHeight - clientHeight, right: scrollWidth - clientWidth };
  });
}
