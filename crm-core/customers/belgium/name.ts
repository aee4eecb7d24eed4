import { plain, soundKeys } from '../names.ts';

/** A family name in the forms in which it is compared; what was said is kept beside it. */
export interface NameForms {
  /** One word, lower case, without accents, ij and y the same: `Van den Broeck` and `Vandenbroeck` are `vandenbroeck`. */
  readonly glued: string;
  /** The same without what stands before the name proper: `broeck`. Never empty where `glued` is not. */
  readonly core: string;
  /** The core as it sounds, see `soundKeys`; empty for a name of one letter or in another script. */
  readonly sound: string;
}

/** What stands before the name proper, where it is written apart. */
const particles = new Set(
  'van von vander vanden de der den des del della di da du la le los el al ten ter te t d s op uyt uit in het aan ben bin ibn abu'.split(
    ' ',
  ),
);

/** The same written in one word with it: only what Flemish names begin with. */
const joined = /^(?:van(?:der|den|de)?|de|den|der|du|ten|ter|d(?=h))(?=\p{L}{3})/u;

export function nameForms(familyName: string): NameForms {
  const words = plain(familyName).replaceAll('ij', 'y').split(' ');
  const proper = words.slice(words.findIndex((word) => !particles.has(word)));
  const core = proper.join('').replace(joined, '');
  return { glued: words.join(''), core, sound: soundKeys(core).join('') };
}
