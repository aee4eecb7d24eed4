import { type VlaamseCode, type VlaamseFase, vlaamseCodes, vlaamseFasen } from './wire.ts';

/** Spellings seen in DOSIS messages that differ from the list in more than case, spaces and punctuation. */
const aliases: Readonly<Record<string, VlaamseCode>> = { erkendvergund: 'ErkendOfVergund' };

const codes = new Map<string, VlaamseCode>([
  ...Object.entries(aliases),
  ...spellings(Object.keys(vlaamseCodes) as VlaamseCode[]),
]);
const phases = new Map(spellings(Object.keys(vlaamseFasen) as VlaamseFase[]));

/** The code as the list writes it; undefined where the list has no such code. */
export function knownCode(received: string): VlaamseCode | undefined {
  return codes.get(bare(received));
}

/** The phase as the list writes it; undefined where the list has no such phase. */
export function knownPhase(received: string): VlaamseFase | undefined {
  return phases.get(bare(received));
}

/** What a citizen reads for a code; a code the list does not have stays as received. */
export function labelOf(received: string): string {
  const code = knownCode(received);
  return code ? vlaamseCodes[code] : received;
}

function spellings<Code extends string>(list: readonly Code[]) {
  return list.map((code) => [bare(code), code] as const);
}

function bare(text: string) {
  return text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}
