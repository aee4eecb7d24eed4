import { type AskedCustomer, askedProfile } from '../../../crm-core/matching/asked-profile.ts';
import { findCandidates, type Matching } from '../../../crm-core/matching/find-candidates.ts';
import { chance } from './chance.ts';
import type { Person } from './city.ts';
import { scenarios } from './scenarios.ts';
import type { Stock } from './stock.ts';

export interface Turn {
  readonly scenario: string;
  readonly asked: AskedCustomer;
  /** The number of the person, where he is in the stock. */
  readonly person: number | undefined;
}

/** Contacts in every scenario; three of ten are of people who are not in the stock, many of them housemates of some who are. */
export function turnsOf(inside: readonly Person[], outside: readonly Person[], count: number): Turn[] {
  const draw = chance(23);
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
  readonly matching: Matching;
  readonly ms: number;
}

/** Each contact through the product's own code, one after the other. */
export async function answer({ prisma, ports }: Stock, turns: readonly Turn[]): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const turn of turns) {
    const startedAt = performance.now();
    const matching = await findCandidates(prisma, prisma, askedProfile(ports, turn.asked));
    answered.push({ ...turn, matching, ms: performance.now() - startedAt });
  }
  return answered;
}

/** The place of the right person among the candidates, from 1; 0 where he is not. */
export function placeOf({ personOf }: Stock, { matching, person }: Answered): number {
  return matching.candidates.findIndex(({ of }) => personOf.get(of.customerId) === person) + 1;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(Math.floor(share * sorted.length), sorted.length - 1)] ?? 0;
}
