import { EncryptJWT, jwtDecrypt } from 'jose';

/** A cookie whose value only this program can read or make (JWE, AES-256-GCM); what it is for is part of the seal. */
export interface SealedCookie {
  readonly name: string;
  /** The `Set-Cookie` header that hands it out, valid until `expiresAt`. */
  set(content: Record<string, unknown>, expiresAt: Date): Promise<string>;
  /** Its content; undefined when absent. Throws when it was forged, changed, for another purpose or has expired. */
  read(request: Request): Promise<Record<string, unknown> | undefined>;
  /** The `Set-Cookie` header that takes it back. */
  clear(): string;
}

export interface SealedCookieOptions {
  readonly name: string;
  readonly path: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly secure: boolean;
  readonly now: () => Date;
}

export function sealedCookie({ name, path, key, secure, now }: SealedCookieOptions): SealedCookie {
  const attributes = `Path=${path}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    name,
    async set(content, expiresAt) {
      const value = await new EncryptJWT(content)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience(name)
        .setExpirationTime(expiresAt)
        .encrypt(key);
      const seconds = Math.max(0, Math.floor((expiresAt.getTime() - now().getTime()) / 1000));
      return `${name}=${value}; ${attributes}; Max-Age=${seconds}`;
    },
    async read(request) {
      const value = cookieOf(request, name);
      if (value === undefined) return undefined;
      const { payload } = await jwtDecrypt(value, key, {
        audience: name,
        currentDate: now(),
        requiredClaims: ['exp'],
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return payload;
    },
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}

function cookieOf(request: Request, name: string) {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}
