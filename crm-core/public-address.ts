import type { Ground } from './ports.ts';

/** The address of a page for citizens; `path` stands below where the city publishes the hub. */
export function publicAddress({ publicUrl }: Ground['ports'], path: string): string {
  return new URL(path, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href;
}
