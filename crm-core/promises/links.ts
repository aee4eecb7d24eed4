import { createHash, randomBytes } from 'node:crypto';
import type { Ground, Tx } from '../ports.ts';
import { publicAddress } from '../public-address.ts';

const validMs = 60 * 86_400_000;

/** A link by which a customer says, without signing in, that this promise was kept: for sixty days, and once. */
export async function giveLink(tx: Tx, { ports }: Ground, promiseId: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(ports.now().getTime() + validMs);
  await tx.promiseLink.create({ data: { tokenHash: hashOf(token), promiseId, expiresAt } });
  return publicAddress(ports, `belofte/${token}`);
}

export function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}
