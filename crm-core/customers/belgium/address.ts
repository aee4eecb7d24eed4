import { plain } from '../names.ts';
import type { PostalAddress } from '../told-customer.ts';

/** An address as it is compared: what means the same is the same text. What was said is kept beside it. */
export interface AddressForm {
  /** One word without accents: `St.-Jansstr.` and `Sint-Jansstraat` are `sintjansstraat`. */
  readonly street: string;
  /** Lower case without blanks: `12a`. */
  readonly houseNumber: string;
  /** Without its word and zeros in front: `bus 003`, `bte 3` and `b3` are `3`. Empty where there is none. */
  readonly box: string;
  readonly postcode: string;
  readonly municipality: string;
  readonly country: string;
}

/** The form in which two addresses are compared. */
export function addressForm({ street, houseNumber, box, ...place }: PostalAddress): AddressForm {
  const line = houseNumber.trim() === '' ? splitStreetLine(street) : { street, houseNumber };
  const { number, box: boxInNumber } = splitHouseNumber(line.houseNumber);
  return {
    street: streetForm(line.street),
    houseNumber: number,
    box: boxForm(box ?? '') || boxInNumber,
    postcode: postcodeForm(place.postcode),
    municipality: glued(wholeWords(place.municipality)),
    country: (place.country ?? 'BE').toUpperCase(),
  };
}

/** Only equal when nothing that matters differs; an address without a box is not the same as one with. */
export function addressKey(form: AddressForm): string {
  const { country, postcode, street, houseNumber, box } = form;
  return [country, postcode || form.municipality, street, houseNumber, box].join('|');
}

/** A street as it is compared. */
export function streetForm(street: string): string {
  return glued(wholeWords(street))
    .replaceAll('ij', 'y')
    .replace(/ss(?=traat$|teenweg$)/, 's');
}

/** `12 bus 3`, `12/3`, `12b3` and `12 bte 003` are number `12` and box `3`; `12A` and `12b` are a number alone. */
export function splitHouseNumber(written: string): { readonly number: string; readonly box: string } {
  const text = plainNumber(written);
  const at = text.search(boxBegins);
  const number = at === -1 ? text : text.slice(0, at);
  return { number: number.replaceAll(/[\s,]/g, ''), box: at === -1 ? '' : boxForm(text.slice(at)) };
}

/** `Tiensestraat 112 bus 3`: the number at the end, and the street before it. */
export function splitStreetLine(line: string): { readonly street: string; readonly houseNumber: string } {
  const [, street = line, houseNumber = ''] = streetLine.exec(line.trim().slice(0, longest)) ?? [];
  return { street: street.trim(), houseNumber };
}

const streetLine =
  /^(.*?\p{L}.*?)[\s,]+(\d+\s?\p{L}?(?:\s?[-–/_]\s?[\p{L}\d]+)?(?:[\s,]*(?:bus|bo[iî]te|bte|b)[\s.]*[\p{L}\d.]+)?)$/iu;

/** After the house number: a word for box, a stroke, or a b that a number follows. */
const boxBegins = /(?<=\d.*)(?:[\s,]*(?:bus|boite|bte|box|bt)(?![a-z])|\s*[/_]|\s*(?<![a-z])b(?=[\s.]*\d))/;
const boxWord = /^[\s,/_]*(?:(?:bus|boite|bte|box|bt)(?![a-z])|b(?=[\s.]*\d))?[\s.]*/;

/** `B-3000` and `3000` are one. */
function postcodeForm(postcode: string): string {
  return plain(postcode)
    .replaceAll(' ', '')
    .replace(/^be?(?=\d{4}$)/, '');
}

function boxForm(box: string): string {
  return plainNumber(box)
    .replace(boxWord, '')
    .replaceAll(/\s/g, '')
    .replace(/^0+(?=.)/, '');
}

/** No house number or street is longer; what is said may be. */
const longest = 200;

function plainNumber(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replaceAll(/\s*[-–]\s*/g, '-');
}

const words: Readonly<Record<string, string>> = {
  st: 'sint',
  ste: 'sint',
  sinte: 'sint',
  str: 'straat',
  stw: 'steenweg',
  stwg: 'steenweg',
  stnwg: 'steenweg',
  steenwg: 'steenweg',
  ln: 'laan',
  pl: 'plein',
  ple: 'plein',
  burg: 'burgemeester',
  dr: 'dokter',
  prof: 'professor',
  kan: 'kanunnik',
  kard: 'kardinaal',
  past: 'pastoor',
  gen: 'generaal',
};

/** At the end of a word: `Tiensestr.`, `Diestsestwg`, `Bondgenotenln.`; a short one only with its full stop. */
const endings: readonly (readonly [RegExp, string])[] = [
  [/str\.?$/, 'straat'],
  [/(?:stwg|stnwg|steenwg)\.?$|stw\.$/, 'steenweg'],
  [/ln\.$/, 'laan'],
  [/pl\.$/, 'plein'],
  [/dr\.$/, 'dreef'],
];

function wholeWords(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\bo\.?\s?l\.?\s?(?:v\b\.?|vrouwe?)/g, 'onzelievevrouw ')
    .split(/[\s,'’-]+|(?<=\.)(?=\p{L})/u)
    .map((word, place) => wholeWord(word, place))
    .join(' ');
}

function wholeWord(word: string, place: number): string {
  const known = words[word.replace(/\.$/, '')];
  if (known && !(place > 0 && word === 'dr.')) return known;
  const [ending, whole] = endings.find(([ending]) => ending.test(word)) ?? [];
  return ending && whole ? word.replace(ending, whole) : word;
}

function glued(text: string): string {
  return plain(text).replaceAll(' ', '');
}
