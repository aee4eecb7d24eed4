import { hash } from 'node:crypto';
import { type Name, type Profile, soundOf } from './profile.ts';

/** One value under which a profile is found: a hash of 64 bits. */
export interface MatchKey {
  readonly key: bigint;
  readonly kind: string;
  /** What it stands for, where that alone is evidence of the field `kind`. */
  readonly value?: string;
}

const shortestLocalPart = 5;

/**
 * The keys of a profile. Each stands for a way in which somebody is still found when the rest is missing, misheard or
 * changed: moved, married, another telephone, a name as it sounds.
 */
export function keysOf(profile: Profile): MatchKey[] {
  const heard = (names: readonly Name[]) => [...new Set(names.map(({ sound }) => sound))];
  const sounds = { family: heard(profile.family), given: heard(profile.given) };
  const keys = [
    ...profile.phones.map((value) => valueKey('phones', value)),
    ...profile.emails.flatMap(emailKeys),
    ...profile.national.map((value) => keyOf('national', value)),
    ...(profile.nearNational ?? []).map((value) => keyOf('national', value)),
    ...profile.registered.map((value) => keyOf('registered', value)),
    ...birthKeys(profile, sounds),
    ...homeKeys(profile, sounds),
    ...nameKeys(profile, sounds),
  ];
  return [...new Map(keys.map((key) => [key.key, key])).values()];
}

interface Sounds {
  readonly family: readonly string[];
  readonly given: readonly string[];
}

function emailKeys(email: string): MatchKey[] {
  const local = email.split('@')[0] ?? '';
  const own = valueKey('emails', email);
  return local.length >= shortestLocalPart ? [own, keyOf('local', local)] : [own];
}

function birthKeys({ births }: Profile, { family, given }: Sounds): MatchKey[] {
  return births.flatMap((birth) => [
    ...family.map((sound) => keyOf('birth-family', birth, sound.slice(0, 2))),
    ...given.map((sound) => keyOf('birth-given', birth, sound.slice(0, 2))),
    ...family.map((sound) => keyOf('year-family', birth.slice(0, 4), sound)),
  ]);
}

function homeKeys({ homes }: Profile, { family, given }: Sounds): MatchKey[] {
  return homes.flatMap(({ street, number, postcode }) => [
    ...(street && number ? [valueKey('homes', `${street} ${number}`)] : []),
    ...(street ? family.map((sound) => keyOf('street-family', soundOf(street), sound)) : []),
    ...(street ? given.map((sound) => keyOf('street-given', soundOf(street), sound)) : []),
    ...(postcode
      ? family.flatMap((sound) =>
          given.map((first) => keyOf('postcode-family', postcode, sound, first.slice(0, 1))),
        )
      : []),
  ]);
}

/** In whatever order the two names were given; of an organisation every two words that follow each other. */
function nameKeys({ family: names, kind }: Profile, { family, given }: Sounds): MatchKey[] {
  if (kind && kind !== 'person') return names.flatMap(organisationKeys);
  return family.flatMap((sound) => given.map((first) => keyOf('name', ...[sound, first].sort())));
}

function organisationKeys({ sound }: Name): MatchKey[] {
  const words = sound.split(' ');
  return [
    keyOf('organisation', ...words.toSorted()),
    ...words.map((word) => keyOf('organisation-word', word)),
    ...words.slice(1).map((word, at) => keyOf('organisation-words', words[at] ?? '', word)),
  ];
}

function valueKey(field: 'phones' | 'emails' | 'homes', value: string): MatchKey {
  return { ...keyOf(field, value), value };
}

function keyOf(kind: string, ...parts: readonly string[]): MatchKey {
  return { kind, key: hash('sha256', [kind, ...parts].join('\u0000'), 'buffer').readBigInt64BE(0) };
}
