import { CoreError } from '../core-error.ts';
import type { Asking } from '../ports.ts';
import { viewOf } from '../privacy/who.ts';
import { texts } from '../texts.ts';

/** For what a full national number may be asked, given or sent to a register. */
const identifyingPurposes = ['identification', 'case-handling'];

/** Staff must say a purpose that calls for it, or FORBIDDEN; who looks at his own need not. */
export function requireIdentifyingPurpose(asking: Asking) {
  if (viewOf(asking).kind === 'own') return;
  if (!identifyingPurposes.includes(asking.purpose ?? ''))
    throw new CoreError(texts.purposeNeeded, 'FORBIDDEN');
}
