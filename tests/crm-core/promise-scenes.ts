import { randomUUID } from 'node:crypto';
import { recordStaff } from '../../crm-core/directory/staff.ts';
import type { Identity } from '../../crm-core/ports.ts';
import { sweepPromises } from '../../crm-core/promises/sweep.ts';
import { call } from './scenes.ts';
import { type Answer, agent, expert, type World } from './world.ts';

export const coordinator: Identity = {
  ...expert,
  subject: 'coordinator-an',
  name: 'An Smets',
  roles: ['coordinator'],
};

/** Those who work for civil affairs and in the contact centre, each with an e-mail address. */
export async function staff(city: World) {
  const people: [subject: string, name: string, group: string, lead: boolean, device: string][] = [
    ['expert-joris', 'Joris Maes', 'burgerzaken', false, '2001'],
    ['expert-lien', 'Lien Cools', 'burgerzaken', false, '2002'],
    ['lead-rik', 'Rik Baert', 'burgerzaken', true, '2003'],
    ['agent-els', 'Els Peeters', 'kcc', false, '1001'],
    ['lead-mia', 'Mia Nys', 'kcc', true, '1002'],
  ];
  for (const [subject, name, key, lead, device] of people)
    await recordStaff(city.prisma, {
      subject,
      name,
      device,
      email: `${subject}@stad.example`,
      groups: [{ key, lead }],
    });
}

export function away(city: World, subject: string, replacementSubject: string | null = null) {
  const startsAt = new Date('2026-11-01T00:00:00Z');
  return city.prisma.absence.create({ data: { subject, startsAt, replacementSubject } });
}

const promiseFields = `id kind state words about phone late step fromAt dueAt assigneeName handlerGroup { key }
  consulted effort proof { kind at } tries { at byCall note } ladder { step audience plannedAt takenAt }
  closedReason customer { id } case { id } contact { id }`;
const fields = `__typename ... on Promise { ${promiseFields} }
  ... on InvalidInput { field message } ... on Conflict { message } ... on NotFound { message }`;

/** Carries out a mutation of promises, with a new key unless the input has one; answers what it answers. */
export async function act(city: World, who: Identity, mutation: string, input: object): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const data = await city.ask(
    who,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { ${fields} } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return data[mutation];
}

export function callback(city: World, changes: object = {}, who: Identity = agent): Promise<Answer> {
  return act(city, who, 'requestCallback', {
    telephone: '0470 12 34 56',
    about: 'Wanneer is mijn paspoort klaar?',
    handlerGroup: 'burgerzaken',
    consulted: ['Reispaspoort'],
    ...changes,
  });
}

export async function promise(city: World, id: string, who: Identity = agent): Promise<Answer> {
  const data = await city.ask(who, `query ($id: ID!) { promise(id: $id) { ${promiseFields} } }`, {
    variables: { id },
  });
  return data.promise;
}

export async function promises(city: World, who: Identity, filter: object = {}): Promise<Answer[]> {
  const data = await city.ask(
    who,
    `query ($filter: PromiseFilter!) { promises(filter: $filter, first: 100) { edges { node { ${promiseFields} } } } }`,
    { variables: { filter } },
  );
  return data.promises.edges.map(({ node }: Answer) => node);
}

/** Somebody of the city calls a number: the switch tells how it rang and how it ended. */
export async function outgoingCall(
  city: World,
  { answered = true, number = '+32470123456', device = '2001', callKey = randomUUID() } = {},
) {
  const at = (seconds: number) => new Date(city.clock.now.getTime() + seconds * 1000).toISOString();
  const told = { callKey, number, device, direction: 'outbound', queue: null };
  await city.tell('crm.call.record', call('ringing', { ...told, occurredAt: at(0) }));
  if (answered) await city.tell('crm.call.record', call('answered', { ...told, occurredAt: at(10) }));
  const ending = answered ? 'completed' : 'no-answer';
  await city.tell('crm.call.record', call('ended', { ...told, ending, occurredAt: at(60) }));
}

export function sweepAt(city: World, at: string) {
  city.clock.now = new Date(at);
  return sweepPromises(city);
}

/** What was written to somebody, newest last. */
export async function mails(city: World, recipient: string) {
  return city.prisma.outgoingMessage.findMany({ where: { recipient }, orderBy: { requestedAt: 'asc' } });
}
