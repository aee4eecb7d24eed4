import type { Ground } from '../ports.ts';
import { climb } from './climb.ts';
import { sendDigests } from './digest.ts';

/** Sees to it that no promise is silent: each goes up the ladder in time, and who must hear of it is told once a day. */
export async function sweepPromises(ground: Ground): Promise<number> {
  const looked = await climb(ground);
  await sendDigests(ground);
  return looked;
}
