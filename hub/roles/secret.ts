import { hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { folderStore } from '../access/store.ts';
import type { HubSettings } from '../settings.ts';

/** Derives keys from the city's one secret, or from one that is made and kept where simulators run. */
export async function readKeys({ SECRET_KEY, DATA_DIR }: HubSettings): Promise<(purpose: string) => Buffer> {
  const secret = SECRET_KEY ? Buffer.from(SECRET_KEY, 'base64') : await keptSecret(join(DATA_DIR, 'keys'));
  return (purpose) => Buffer.from(hkdfSync('sha256', secret, '', `schakel ${purpose}`, 32));
}

async function keptSecret(folder: string) {
  const store = folderStore(folder);
  const kept = await store.read('secret.key');
  if (kept) return Buffer.from(kept, 'base64');
  const made = randomBytes(32);
  await store.write('secret.key', made.toString('base64'));
  return made;
}
