import type { AskedCustomer } from '../../../crm-core/matching/asked-profile.ts';
import { chance } from '../../../crm-core/matching/chance.ts';
import type { City, Person } from './city.ts';
import { scenarios } from './scenarios.ts';
import type { Stock } from './stock.ts';

export interface Turn {
  readonly scenario: string;
  readonly asked: AskedCustomer;
  /** The number of the person, where he is in the stock. */
  readonly person: number | undefined;
}

/** Contacts in every scenario; three of ten are of people who are not in the stock, many of them housemates of some who are. */
export function turnsOf({ seed, inside, outside }: City, count: number): Turn[] {
  const draw = chance(seed + 2);
  const any = (people: readonly Person[]) => people[Math.floor(draw() * people.length)] as Person;
  const names = Object.keys(scenarios);
  return Array.from({ length: count }, (_, at) => {
    const scenario = names[at % names.length] ?? '';
    const known = draw() < 0.7;
    const person = any(known ? inside : outside);
    const asked = scenarios[scenario]?.(draw, person, any(outside)) ?? {};
    return { scenario, asked, person: known ? person.number : undefined };
  });
}

export interface Answered extends Turn {
  readonly decision: 'SAME' | 'PERHAPS' | 'NEW';
  /** The place of the right person among those shown, from 1; 0 where he is not. */
  readonly place: number;
  readonly ms: number;
}

interface Answer {
  readonly matchCustomers: {
    readonly decision: Answered['decision'];
    readonly candidates: readonly { readonly customer: { readonly id: string } }[];
  };
}

const question = `query ($input: MatchCustomersInput!) {
  matchCustomers(input: $input, first: 5) {
    decision candidates { customer { id } probability reasons { field agreement message bits } }
  }
}`;

/** Each contact as an agent's screen asks, one after the other. */
export async function answer(stock: Stock, turns: readonly Turn[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const turn of turns) {
    const startedAt = performance.now();
    const { matchCustomers } = await stock.ask<Answer>(question, { input: turn.asked });
    const ms = performance.now() - startedAt;
    const { decision, candidates } = matchCustomers;
    const place = candidates.findIndex(({ customer }) => stock.personOf.get(customer.id) === turn.person) + 1;
    answered.push({ ...turn, decision, place, ms });
  }
  return answered;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0;
}
