import { randomUUID } from 'node:crypto';

let lastMs = 0;
let count = 0;

/** A UUID of version 7. Those of one process sort in the order in which they were made, also within a millisecond. */
export function newId(): string {
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    count = 0;
  } else {
    count += 1;
    if (count === 0x1000) {
      lastMs += 1;
      count = 0;
    }
  }
  const at = lastMs.toString(16).padStart(12, '0');
  return `${at.slice(0, 8)}-${at.slice(8)}-7${count.toString(16).padStart(3, '0')}${randomUUID().slice(18)}`;
}
