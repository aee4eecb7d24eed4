import { splitStreetLine, streetForm } from '../customers/belgium/address.ts';
import { nameForms } from '../customers/belgium/name.ts';
import { plain, soundKeys } from '../customers/names.ts';

/** A name as it is compared: one word for a person, the words of an organisation. */
export interface Name {
  readonly word: string;
  readonly sound: string;
}

/** Where somebody lives, as it is compared. */
export interface Home {
  readonly street: string;
  /** The digits before any letter or box. */
  readonly number: string;
  readonly postcode: string;
}

/**
 * Somebody in the form in which he is compared: every value that any of his records has. The same form for a customer whom
 * we know and for whoever turns to us.
 */
export interface Profile {
  readonly kind?: string;
  readonly given: readonly Name[];
  /** Family names, or names of an organisation. */
  readonly family: readonly Name[];
  /** Days of birth, as `1984-02-29`. */
  readonly births: readonly string[];
  /** Keyed hashes of national numbers. */
  readonly national: readonly string[];
  /** The same of the numbers that may have been meant by one with a wrong digit. */
  readonly nearNational?: readonly string[];
  /** Enterprise numbers and association codes. */
  readonly registered: readonly string[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly homes: readonly Home[];
}

export const nobody: Profile = {
  given: [],
  family: [],
  births: [],
  national: [],
  registered: [],
  phones: [],
  emails: [],
  homes: [],
};

/** Nothing longer is a name or a street; comparing takes time by the square of it. */
const longest = 100;

/** A first name in one word. */
export function givenName(name: string): Name {
  const word = plain(name.slice(0, longest)).replaceAll(' ', '');
  return { word, sound: soundOf(word) };
}

/** A family name in one word: `Van den Broeck` and `Vandenbroeck` are the same; it sounds as its core does. */
export function familyName(name: string): Name {
  const { glued, sound } = nameForms(name.slice(0, longest));
  return { word: glued, sound: sound || glued };
}

export function organisationName(name: string): Name {
  const word = plain(name.slice(0, longest));
  return { word, sound: soundKeys(word).join(' ') };
}

export function soundOf(word: string): string {
  return soundKeys(word)[0] ?? word;
}

export function homeOf(home: { street: string; houseNumber: string; postcode: string }): Home {
  const line = home.houseNumber.trim() === '' ? splitStreetLine(home.street) : home;
  return {
    street: streetForm(line.street.slice(0, longest)),
    number:
      /\d+/
        .exec(line.houseNumber)?.[0]
        ?.replace(/^0+(?=\d)/, '')
        .slice(0, longest) ?? '',
    postcode: plain(home.postcode.slice(0, longest))
      .replaceAll(' ', '')
      .replace(/^be?(?=\d{4}$)/, ''),
  };
}
