import type { Tx } from '../ports.ts';
import { newReference } from './reference.ts';

/** A reference that was never given before; another is drawn where it was. */
export async function giveReference(tx: Tx, draw: () => string = newReference): Promise<string> {
  for (;;) {
    const code = draw();
    const given = await tx.$executeRaw`insert into reference (code) values (${code}) on conflict do nothing`;
    if (given === 1) return code;
  }
}

/** Does it again where a reference that it drew was given before; once in 29^9 times. `work` takes back what it did. */
export async function drawingAgain<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!wasGiven(error)) throw error;
    }
  }
}

const holders = new Set<unknown>(['reference_pkey', 'contact_reference_key', 'case_file_reference_key']);

/** The database's own word for it, as the client passes it on. */
function wasGiven(error: unknown): boolean {
  const { meta } = error as {
    meta?: { driverAdapterError?: { cause?: { constraint?: { index?: unknown } } } };
  };
  return holders.has(meta?.driverAdapterError?.cause?.constraint?.index);
}
