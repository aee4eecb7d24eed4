import { randomUUID } from 'node:crypto';
import { type MessageRequested, messageRequested } from '../../crm-core/messages/message-requested.ts';
import type { Identity } from '../../crm-core/ports.ts';
import { type Answer, agent, type World } from './world.ts';

export const marriage = [{ key: 'marriage', name: 'Huwelijksaangifte', count: 1 }];
export const mattresses = [{ key: 'mattress', name: 'matras', count: 2 }];

const fields = `id state intent reason told difference { field name before after text }
  booking { id reference externalId state startsAt endsAt items { name count } } followUp { id handlerGroup { key } }`;

/** Somebody carries out a mutation that answers an amendment. */
export async function amending(
  city: World,
  mutation: string,
  input: object,
  identity: Identity = agent,
): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const { [mutation]: answer } = await city.ask(
    identity,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) {
      __typename ... on Amendment { ${fields} } ... on InvalidInput { field message }
      ... on Conflict { message } ... on NotFound { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return answer;
}

/** An appointment of Marie Claes at Burgerzaken, on Tuesday the first of December at ten. */
export async function booked(city: World, changes: object = {}): Promise<Answer> {
  const made = await amending(city, 'book', {
    kind: 'APPOINTMENT',
    handlerGroup: 'burgerzaken',
    name: 'Marie Claes',
    email: 'marie@voorbeeld.example',
    startsAt: '2026-12-01T09:00:00Z',
    endsAt: '2026-12-01T09:30:00Z',
    items: marriage,
    ...changes,
  });
  return made.booking;
}

/** Two mattresses that are collected on Tuesday the first of December. */
export function collected(city: World, changes: object = {}): Promise<Answer> {
  return booked(city, {
    kind: 'COLLECTION',
    handlerGroup: 'afval-en-milieu',
    endsAt: null,
    address: 'Tiensestraat 112, 3000 Leuven',
    items: mattresses,
    ...changes,
  });
}

/** What the city wrote, oldest first. */
export function written(city: World): MessageRequested[] {
  return city.events
    .filter(({ type }) => type === 'crm.message.requested')
    .map(({ data }) => messageRequested.parse(data));
}

export async function amendment(city: World, id: string): Promise<Answer> {
  return (await city.ask(agent, `{ amendment(id: "${id}") { ${fields} } }`)).amendment;
}
