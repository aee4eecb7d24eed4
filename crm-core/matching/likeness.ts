const longest = 128;
const hitsOfOne = new Uint8Array(longest);
const hitsOfOther = new Uint8Array(longest);

/** Jaro–Winkler: 1 for the same word, 0 for nothing in common; what begins alike counts more. Looks at 128 characters. */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1;
  const [lengthOne, lengthOther] = [Math.min(one.length, longest), Math.min(other.length, longest)];
  const common = findCommon(one, other, lengthOne, lengthOther);
  if (common === 0) return 0;
  const swapped = outOfPlace(one, other, lengthOne) / 2;
  const jaro = (common / lengthOne + common / lengthOther + (common - swapped) / common) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < lengthOne && one[prefix] === other[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function findCommon(one: string, other: string, lengthOne: number, lengthOther: number): number {
  const reach = Math.max(Math.floor(Math.max(lengthOne, lengthOther) / 2) - 1, 0);
  hitsOfOne.fill(0, 0, lengthOne);
  hitsOfOther.fill(0, 0, lengthOther);
  let common = 0;
  for (let at = 0; at < lengthOne; at += 1) {
    const letter = one.charCodeAt(at);
    const end = Math.min(at + reach + 1, lengthOther);
    for (let there = Math.max(at - reach, 0); there < end; there += 1) {
      if (hitsOfOther[there] === 1 || other.charCodeAt(there) !== letter) continue;
      hitsOfOne[at] = 1;
      hitsOfOther[there] = 1;
      common += 1;
      break;
    }
  }
  return common;
}

function outOfPlace(one: string, other: string, lengthOne: number): number {
  let count = 0;
  let there = 0;
  for (let at = 0; at < lengthOne; at += 1) {
    if (hitsOfOne[at] === 0) continue;
    while (hitsOfOther[there] === 0) there += 1;
    if (one.charCodeAt(at) !== other.charCodeAt(there)) count += 1;
    there += 1;
  }
  return count;
}

let before = new Uint8Array(longest + 1);
let last = new Uint8Array(longest + 1);
let current = new Uint8Array(longest + 1);

/**
 * Damerau's distance (letters added, left out, replaced, or two neighbours swapped), up to `most`; `most + 1` for anything
 * farther apart. Looks at 128 characters.
 */
export function damerau(one: string, other: string, most: number): number {
  if (one === other) return 0;
  const [lengthOne, lengthOther] = [Math.min(one.length, longest), Math.min(other.length, longest)];
  if (Math.abs(lengthOne - lengthOther) > most) return most + 1;
  for (let at = 0; at <= lengthOther; at += 1) last[at] = at;
  for (let row = 1; row <= lengthOne; row += 1) {
    if (fillRow(one, other, row, lengthOther) > most) return most + 1;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[lengthOther] ?? 0, most + 1);
}

/** Fills `current` with the distances of the first `row` letters of one; answers the least of them. */
function fillRow(one: string, other: string, row: number, length: number): number {
  const letter = one.charCodeAt(row - 1);
  let least = row;
  current[0] = row;
  for (let at = 1; at <= length; at += 1) {
    const there = other.charCodeAt(at - 1);
    const replaced = (last[at - 1] ?? 0) + (letter === there ? 0 : 1);
    const swapped =
      row > 1 && at > 1 && letter === other.charCodeAt(at - 2) && one.charCodeAt(row - 2) === there;
    const moved = swapped ? (before[at - 2] ?? 0) + 1 : replaced;
    const cost = Math.min((last[at] ?? 0) + 1, (current[at - 1] ?? 0) + 1, replaced, moved);
    current[at] = cost;
    least = Math.min(least, cost);
  }
  return least;
}
