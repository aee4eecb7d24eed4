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
