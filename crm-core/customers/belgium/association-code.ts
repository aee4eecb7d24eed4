/** The first VCode that was given out. */
const first = 1001;

/** A VCode of the register of associations in any usual notation (`v 0001001`), as `V0001001`; null for what is none. */
export function readAssociationCode(text: string): string | null {
  const digits = /^v[\s.-]*([\d\s.]+)$/i.exec(text.trim())?.[1]?.replaceAll(/\D/g, '') ?? '';
  return digits.length === 7 && Number(digits) >= first ? `V${digits}` : null;
}
