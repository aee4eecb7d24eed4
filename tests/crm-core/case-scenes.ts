import { randomUUID } from 'node:crypto';
import type { Identity } from '../../crm-core/ports.ts';
import { draft, link, register } from './scenes.ts';
import { type Answer, agent, type World } from './world.ts';

/** What mutations of cases show of the case that they answer. */
const shown = `__typename
  ... on Case { id reference kind state stateName title description answer progress asked resolution version expectedOn
    endReason { key } handlerGroup { key } assigneeName
    parts { id number state position handlerGroup { key } assigneeName }
    inquiries { asked reply repliedBy }
    history { state reason actorName } }
  ... on InvalidInput { field message } ... on NotFound { message } ... on Conflict { message }`;

const changed = `... on CaseChanged { message changes { version field fieldName before after actorName reason } case { version title } }`;
const tellsChanges = new Set(['answerCase', 'askCustomer', 'closeCase', 'correctKind', 'editCase']);

/** Somebody acts on a case; answers what the graph answers, with a new key unless the input has one. */
export async function act(
  city: World,
  identity: Identity,
  mutation: string,
  input: object,
  selection = `${shown} ${tellsChanges.has(mutation) ? changed : ''}`,
): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const document = `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { ${selection} } }`;
  const variables = { input: { idempotencyKey: randomUUID(), ...input } };
  return (await city.ask(identity, document, { variables }))[mutation];
}

/** One question that becomes a case, of a customer or of somebody unknown. */
export async function filed(
  city: World,
  { customerId = null, ...changes }: { customerId?: string | null } & Record<string, unknown> = {},
): Promise<{ id: string; reference: string; contactId: string }> {
  const contactId = await draft(city);
  if (customerId !== null) await link(city, contactId, customerId);
  const question = {
    kind: 'REPORT',
    text: 'De straatlamp voor nummer 12 is stuk.',
    outcome: 'CASE',
    handlerGroup: 'openbaar-domein',
    ...changes,
  };
  const { questions } = await register(city, contactId, [question]);
  return { ...questions[0].case, contactId };
}

/** One case as somebody sees it. */
export async function seen(city: World, identity: Identity, id: string, fields: string): Promise<Answer> {
  return (await city.ask(identity, `{ case(id: "${id}") { ${fields} } }`)).case;
}

/** What was written to people since the world began: to whom, and what. */
export async function written(city: World) {
  return city.prisma.outgoingMessage.findMany({ orderBy: { id: 'asc' } });
}

/** What the house was told of states: by reference, in order. */
export function statesTold(city: World, reference?: string) {
  return city.events
    .filter(({ type }) => type === 'crm.case.status-changed')
    .map(({ data }) => data as Answer)
    .filter((told) => reference === undefined || told.reference === reference);
}

export const roads: Identity = {
  ...agent,
  subject: 'expert-wim',
  name: 'Wim Goris',
  roles: ['expert'],
  groups: ['openbaar-domein'],
};
export const parking: Identity = {
  ...roads,
  subject: 'expert-tom',
  name: 'Tom Aerts',
  groups: ['mobiliteit-en-parkeren'],
};
export const waste: Identity = {
  ...roads,
  subject: 'expert-ines',
  name: 'Ines Baert',
  groups: ['afval-en-milieu'],
};
export const coordinator: Identity = {
  ...roads,
  subject: 'coordinator-an',
  name: 'An Baert',
  roles: ['coordinator'],
  groups: ['klachtencoordinatie', 'openbaar-domein'],
};

export const lamp = { latitude: 50.8789, longitude: 4.7005 };
/** So many metres to the north of the lamp. */
export const north = (metres: number) => ({ ...lamp, latitude: lamp.latitude + metres / 111_195 });
