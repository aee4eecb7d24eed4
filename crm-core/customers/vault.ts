import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Ports } from '../ports.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** A national number as it is kept: AES-256-GCM, a new nonce each time. */
export function sealNumber({ keys }: Pick<Ports, 'keys'>, digits: string): Buffer<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, nonce);
  const text = Buffer.concat([cipher.update(digits, 'ascii'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

/** The number again; throws when what is kept was changed or the key is another. */
export function openNumber({ keys }: Pick<Ports, 'keys'>, kept: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', keys.encryption, kept.subarray(0, nonceBytes));
  decipher.setAuthTag(kept.subarray(nonceBytes, nonceBytes + tagBytes));
  return decipher.update(kept.subarray(nonceBytes + tagBytes), undefined, 'ascii') + decipher.final('ascii');
}

/** The same for the same number, and of no use without the key: finds a number without opening any. */
export function blindIndex({ keys }: Pick<Ports, 'keys'>, digits: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHmac('sha256', keys.blindIndex).update(digits).digest());
}
