import { optionalText, requiredText } from '../clean-text.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import type { Changes, Item } from './terms.ts';

export interface ItemInput {
  readonly key: string;
  readonly name: string;
  readonly count: number;
}

/** What is to be different, as it was typed; what is left out stays as it is. */
export interface ChangesInput {
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly location?: string | null;
  readonly address?: string | null;
  readonly online?: boolean | null;
  readonly expert?: string | null;
  readonly note?: string | null;
  readonly items?: readonly ItemInput[] | null;
  readonly title?: string | null;
  readonly description?: string | null;
  readonly dueAt?: string | null;
  readonly telephone?: string | null;
  readonly about?: string | null;
}

/** A booking, a case or a callback, and what is to be different of it. */
export interface Amending {
  readonly bookingId?: string | null;
  readonly caseId?: string | null;
  readonly promiseId?: string | null;
  readonly changes: ChangesInput;
}

export interface AmendInput extends Amending {
  readonly idempotencyKey: string;
  /** How the customer of a callback was told, where he cannot be written to. */
  readonly told?: string | null;
}

const ofOthers: Readonly<Record<'case' | 'promise', readonly (keyof ChangesInput)[]>> = {
  case: ['title', 'description'],
  promise: ['dueAt', 'telephone', 'about'],
};

/** Refuses changes that do not belong to this kind of thing. */
export function refuseOthers(changes: ChangesInput, of: 'booking' | 'case' | 'promise'): void {
  const own = (field: keyof ChangesInput) =>
    of === 'booking' ? !Object.values(ofOthers).flat().includes(field) : ofOthers[of].includes(field);
  const strange = (Object.keys(changes) as (keyof ChangesInput)[]).find(
    (field) => changes[field] != null && !own(field),
  );
  if (strange) throw invalid(`changes.${strange}`, texts.amendmentNotOf[of]);
}

/** The changes of a booking, cleaned; `under` is the field that they stand in. */
export function readChanges(input: ChangesInput, under: string, now: Date): Changes {
  const field = (name: string) => (under === '' ? name : `${under}.${name}`);
  const given = <Value>(value: Value | null | undefined, read: (value: Value) => unknown) =>
    value === undefined || value === null ? undefined : read(value);
  const text = (name: 'location' | 'address' | 'expert') =>
    input[name] === undefined ? undefined : optionalText(field(name), input[name]);
  const startsAt = given(input.startsAt, (at) => readMoment(field('startsAt'), at, now));
  const endsAt = given(input.endsAt, (at) => readMoment(field('endsAt'), at, now));
  return {
    startsAt,
    endsAt,
    location: text('location'),
    address: text('address'),
    expert: text('expert'),
    online: input.online ?? undefined,
    note: given(input.note, (note) => optionalText(field('note'), note) ?? ''),
    items: given(input.items, (items) => readItems(field('items'), items)),
  } as Changes;
}

function readMoment(field: string, given: string, now: Date): string {
  const at = new Date(given);
  if (Number.isNaN(at.getTime()) || at <= now) throw invalid(field, texts.amendmentInThePast);
  return at.toISOString();
}

export function readItems(field: string, given: readonly ItemInput[]): Item[] {
  const countable = given.every(({ count }) => count >= 1 && count <= 99);
  if (given.length < 1 || given.length > 30 || !countable) throw invalid(field, texts.amendmentItems);
  const items = given.map(({ key, name, count }, index) => ({
    key: requiredText(`${field}.${index}.key`, key),
    name: requiredText(`${field}.${index}.name`, name),
    count,
  }));
  if (new Set(items.map(({ key }) => key)).size < items.length)
    throw invalid(field, texts.amendmentItemTwice);
  return items;
}
