import { buildInstance } from './build-instance.ts';
import { microsOfDate } from './instants.ts';
import type { Wording } from './languages.ts';
import type { ProductSheet, Step } from './product-sheet.ts';
import { type Snapshot, stamped, uuidOf } from './stream.ts';

interface PlannedEvent {
  readonly micros: number;
  readonly snapshot: Snapshot;
}

/** The whole past of all products, oldest first, the same at every start. */
export function buildHistories(sheets: readonly ProductSheet[]): readonly Snapshot[] {
  return sheets
    .flatMap((sheet, index) => historyOf(sheet, index))
    .sort((a, b) => a.micros - b.micros)
    .map(({ snapshot }) => snapshot);
}

function historyOf(sheet: ProductSheet, index: number): readonly PlannedEvent[] {
  const steps = sheet.history ?? (index % 3 === 0 ? edited : untouched);
  const completed = Math.max(steps.lastIndexOf('edited'), 0);
  return steps.map((step, place) => {
    const micros = instantOfStep(step, index, place);
    const wording = wordingOf(sheet, index, step);
    const version = {
      ...buildInstance(sheet, wording, place < completed ? 'lean' : 'full'),
      creatie: '2024-01-05T08:00:00Z',
      gearchiveerd: step === 'archived',
      ...(step !== 'created' && { metadata: metadataOf(wording) }),
    };
    return { micros, snapshot: stamped(version, uuidOf(`${sheet.number}/${place}`), micros) };
  });
}

const untouched: readonly Step[] = ['created', 'republished'];
const edited: readonly Step[] = ['created', 'republished', 'edited'];
const dutchOnly = new Set(['30708', '31108']);
const noDutch = new Set(['30405', '31008']);
const hourMicros = 3_600_000_000;

/** Old versions use the tags of that time. */
function wordingOf({ number }: ProductSheet, index: number, step: Step): Wording {
  if (dutchOnly.has(number)) return 'dutch-only';
  if (noDutch.has(number)) return 'no-dutch';
  if (step === 'created' && index < 20) return 'old';
  return index % 4 === 3 ? 'generated-formal' : 'formal';
}

function metadataOf(wording: Wording) {
  return {
    uJeVersie: '36.3.1',
    generatedFormeleFields: wording === 'generated-formal',
    generatedInformeleFields: wording === 'formal',
  };
}

/** A change of model republishes the catalogue in a burst: several events fall in one millisecond. */
function instantOfStep(step: Step, index: number, place: number) {
  if (step === 'created')
    return microsOfDate('2024-01-08T08:00:00Z') + index * 7 * hourMicros + fraction(index);
  if (step === 'republished') return microsOfDate('2025-03-17T06:00:00.120Z') + index * 390;
  const start = microsOfDate('2025-05-05T07:30:00Z');
  return start + (index * 11 + place * 37 * 24) * hourMicros + fraction(index + place);
}

/** Every fifth instant ends in zeros, which IPDC drops. */
function fraction(seed: number) {
  const micros = (seed * 104_729 + 479_021) % 1_000_000;
  return seed % 5 === 0 ? micros - (micros % 100) : micros;
}
