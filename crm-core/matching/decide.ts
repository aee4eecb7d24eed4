import { plain } from '../customers/names.ts';
import { comparisons, type Field, householdFields } from './comparisons.ts';
import { bitsOf, type Model } from './model.ts';
import type { Profile } from './profile.ts';

/** What one field says of somebody. */
export interface Evidence {
  readonly field: Field;
  readonly level: number;
  /** Above 0 for the same one, below 0 against. */
  readonly bits: number;
}

export interface Weighed<Of> {
  readonly of: Of;
  /** How sure it is that he is meant, from 0 to 1; all together never more than 1. */
  readonly probability: number;
  /** The strongest first. */
  readonly evidence: readonly Evidence[];
}

/** `same`: one customer is meant, so surely that nobody need look; `new`: none is; `perhaps`: a person must look. */
export type Decision = 'same' | 'perhaps' | 'new';

export interface Prior {
  /** How many customers there are. */
  readonly customers: number;
  /** How often somebody who turns to us is a customer already. */
  readonly known: number;
}

/** How often somebody new lives with a customer. */
const housemates = 0.3;

/** What may be taken for certain without anybody looking; measured, it is wrong in less than one of a thousand. */
const sure = 0.9999;
const unlikely = 0.2;

/**
 * Weighs who is meant. Three things can be true of somebody: he is one of the candidates, he is new and lives with one of
 * them (and so has the same name, address and telephone), or he is new and has nothing to do with any. They share one
 * probability, so two candidates who are equally good can never both be sure.
 */
export function weighCandidates<Of extends { readonly profile: Profile }>(
  asked: Profile,
  candidates: readonly Of[],
  model: Model,
  prior: Prior,
): Weighed<Of>[] {
  const each = prior.known / Math.max(prior.customers, 1);
  const weighed = candidates.map((of) => ({ of, evidence: evidenceOf(asked, of.profile, model) }));
  const likelihood = weighed.map(({ evidence }) => each * 2 ** sum(evidence));
  const housemate = weighed.map(({ evidence }) => {
    const shared = evidence.filter(({ field }) => householdFields.includes(field));
    return (((1 - prior.known) * housemates) / Math.max(prior.customers, 1)) * 2 ** sum(shared);
  });
  const total = (1 - prior.known) * (1 - housemates) + add(likelihood) + add(housemate);
  return weighed
    .map(({ of, evidence }, index) => ({
      of,
      probability: (likelihood[index] ?? 0) / total,
      evidence: evidence.toSorted((a, b) => Math.abs(b.bits) - Math.abs(a.bits)),
    }))
    .sort((a, b) => b.probability - a.probability);
}

export function decide(weighed: readonly Weighed<unknown>[]): Decision {
  const first = weighed[0]?.probability ?? 0;
  if (first >= sure) return 'same';
  return add(weighed.map(({ probability }) => probability)) >= unlikely ? 'perhaps' : 'new';
}

function evidenceOf(asked: Profile, profile: Profile, model: Model): Evidence[] {
  return comparisons.flatMap((comparison) => {
    const weights = model[comparison.name];
    const level = comparison.compare(asked, profile);
    if (!weights || level < 0) return [];
    const field = comparison.name as Field;
    const bits = bitsOf(comparison, weights, level, asked, profile);
    const repeated = field === 'emails' && level > 0 && isMadeOfNames(asked, profile);
    return [{ field, level, bits: repeated ? Math.min(bits, 0) : bits }];
  });
}

/** Namesakes have addresses that are alike: such a one says no more than the names, where these are evidence already. */
function isMadeOfNames(asked: Profile, profile: Profile): boolean {
  const typed = [...asked.family, ...asked.given];
  if (typed.length === 0) return false;
  const words = [...typed, ...profile.family, ...profile.given].map(({ word }) => lettersOf(word));
  return asked.emails.some((email) => {
    const letters = lettersOf(email.split('@')[0] ?? '');
    return words.some((word) => word.length >= 3 && letters.includes(word));
  });
}

/** As names are compared: `ij` and `y` are the same. */
function lettersOf(text: string): string {
  return plain(text)
    .replaceAll(/[^a-z]/g, '')
    .replaceAll('ij', 'y');
}

function sum(evidence: readonly Evidence[]): number {
  return evidence.reduce((bits, one) => bits + one.bits, 0);
}

function add(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
