import { randomUUID } from 'node:crypto';
import type { Identity } from '../../crm-core/ports.ts';
import { type Answer, expert, type World } from './world.ts';

/** At `burgerzaken`, with `expert` (Joris Maes) as a member too. */
export const lien: Identity = { ...expert, subject: 'expert-lien', name: 'Lien Cools' };
export const tom: Identity = { ...expert, subject: 'expert-tom', name: 'Tom Wils' };
export const lead: Identity = {
  ...expert,
  subject: 'coordinator-an',
  name: 'An Baert',
  roles: ['coordinator'],
};
export const admin: Identity = {
  ...expert,
  subject: 'admin-ines',
  name: 'Ines Willems',
  roles: ['admin'],
  groups: [],
};

/** Tells, as the directory of staff does, who works at `burgerzaken`; An Baert leads it. */
export async function staffed(city: World): Promise<void> {
  for (const { subject, name } of [expert, lien, tom, lead]) {
    const groups = [{ key: 'burgerzaken', lead: subject === lead.subject }];
    await city.tell('crm.staff.record', { subject, name, email: `${subject}@example.org`, groups });
  }
}

/** A mutation of which only the outcome is asked: its type, its message and its field. */
export async function act(city: World, identity: Identity, mutation: string, input: object): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const { data, errors } = await city.answer(
    identity,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename
      ... on InvalidInput { field message } ... on Conflict { message } ... on NotFound { message } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return errors ? { code: errors[0]?.extensions?.['code'], message: errors[0]?.message } : data?.[mutation];
}

/** Somebody is away from now on. */
export function away(city: World, identity: Identity, input: object = {}) {
  return act(city, identity, 'setAbsence', input);
}

/** How a case is, and why it came there. */
export async function caseOf(city: World, id: string) {
  const file = await city.prisma.case.findUniqueOrThrow({
    where: { id },
    include: { changes: { orderBy: { number: 'asc' } } },
  });
  const { state, handlerGroupKey: group, assigneeName: who } = file;
  return { state, group, who, why: file.changes.at(-1)?.reason ?? '', by: file.changes.at(-1)?.actorName };
}

/** What somebody hears, the newest first. */
export async function heardBy(city: World, identity: Identity): Promise<string[]> {
  const { notices } = await city.ask(identity, '{ notices { edges { node { text } } } }');
  return notices.edges.map(({ node }: Answer) => node.text);
}
