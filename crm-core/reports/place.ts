import { optionalText } from '../clean-text.ts';
import { streetForm } from '../customers/belgium/address.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

export interface PlaceInput {
  readonly street?: string | null;
  readonly houseNumber?: string | null;
  readonly postcode?: string | null;
  readonly municipality?: string | null;
  readonly description?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly precision?: string | null;
}

/** Where something is, in words, as it is kept beside its point. */
export type PlaceWords = {
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly municipality: string | null;
  readonly description: string | null;
  /** `exact`, `street` or `area`. */
  readonly precision: string;
};

export interface Place {
  readonly place: PlaceWords;
  /** WGS84. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Postal code and street as they are compared. */
  readonly placeKey: string | null;
}

/** A place as somebody gave it; `InvalidInput` where it says nothing, or lies nowhere. */
export function readPlace(field: string, given: PlaceInput): Place {
  const word = (name: 'street' | 'houseNumber' | 'postcode' | 'municipality' | 'description') =>
    optionalText(`${field}.${name}`, given[name]);
  const { latitude, longitude } = readPoint(field, given);
  const street = word('street');
  const postcode = word('postcode');
  const description = word('description');
  if (postcode !== null && !/^[1-9]\d{3}$/.test(postcode)) throw invalid(`${field}.postcode`, texts.postcode);
  if (latitude === null && street === null && description === null)
    throw invalid(field, texts.placeSaysNothing);
  const precision = given.precision ? fromEnum(given.precision) : latitude === null ? 'street' : 'exact';
  const words = { houseNumber: word('houseNumber'), municipality: word('municipality') };
  return {
    place: { street, postcode, description, precision, ...words },
    latitude,
    longitude,
    placeKey: street === null ? null : `${postcode ?? ''} ${streetForm(street)}`,
  };
}

function readPoint(field: string, { latitude = null, longitude = null }: PlaceInput) {
  if ((latitude === null) !== (longitude === null)) throw invalid(field, texts.pointHalf);
  if (latitude !== null && !(Math.abs(latitude) <= 90)) throw invalid(`${field}.latitude`, texts.latitude);
  if (longitude !== null && !(Math.abs(longitude) <= 180))
    throw invalid(`${field}.longitude`, texts.longitude);
  return { latitude, longitude };
}

/** A place as it is read, in one line; null where there is none. */
export function placeText(kept: {
  readonly place: unknown;
  readonly latitude: number | null;
  readonly longitude: number | null;
}): string | null {
  const words = kept.place as PlaceWords | null;
  if (words === null) return null;
  const { street, houseNumber, postcode, municipality, description } = words;
  const joined = (...parts: (string | null)[]) => parts.filter(Boolean).join(' ');
  const point = kept.latitude === null ? null : `${kept.latitude}, ${kept.longitude}`;
  return [joined(street, houseNumber), joined(postcode, municipality), description, point]
    .filter(Boolean)
    .join(', ');
}

/** The place of a row as the graph shows it. */
export function shownPlace(kept: {
  readonly place: unknown;
  readonly latitude: number | null;
  readonly longitude: number | null;
}) {
  const told = eventPlace(kept);
  return told && { ...told, precision: told.precision.toUpperCase() };
}

/** The place of a row as events tell it. */
export function eventPlace(kept: {
  readonly place: unknown;
  readonly latitude: number | null;
  readonly longitude: number | null;
}) {
  const words = kept.place as PlaceWords | null;
  return words && { ...words, latitude: kept.latitude, longitude: kept.longitude };
}
