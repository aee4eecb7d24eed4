import { randomUUID } from 'node:crypto';
import { type Answer, agent, type World } from './world.ts';

export const admin = { ...agent, subject: 'admin-tom', name: 'Tom', roles: ['admin'] };

/** Carries out a mutation with a new key, and answers what the graph answers; `fields` are read of it besides. */
export async function mutate(
  city: World,
  mutation: string,
  input: object,
  fields = '',
  identity = agent,
): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const answered = await city.ask(
    identity,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ${fields}
      ... on InvalidInput { field message } ... on Conflict { message } ... on NotFound { message } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return answered[mutation];
}
