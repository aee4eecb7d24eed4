import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Ports } from '../ports.ts';

const macBytes = 32;

/** Names a sent form, and cannot be made or changed without our key. The same form has the same token. */
export function formToken(ports: Ports, id: string): string {
  return Buffer.concat([bytesOf(id), macOf(ports, bytesOf(id))]).toString('base64url');
}

/** The form that a token of ours names; null for any other text. */
export function readFormToken(ports: Ports, token: string): string | null {
  const bytes = Buffer.from(token.slice(0, 100), 'base64url');
  const [id, mac] = [bytes.subarray(0, -macBytes), bytes.subarray(-macBytes)];
  if (id.length !== 16 || !timingSafeEqual(mac, macOf(ports, id))) return null;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bytesOf(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function macOf({ keys }: Ports, id: Uint8Array): Buffer {
  return createHmac('sha256', keys.blindIndex).update('form token ').update(id).digest();
}
