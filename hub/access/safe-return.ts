const home = '/desk/';

/** Where to go after signing in: an address of this site, whatever was asked for; never the sign-in itself. */
export function safeReturn(asked: string | null, publicUrl: string): string {
  const fallback = new URL(home, publicUrl).href;
  if (!asked?.startsWith('/') || !URL.canParse(asked, publicUrl)) return fallback;
  const target = new URL(asked, publicUrl);
  const own = target.origin === new URL(publicUrl).origin && !/^\/(?:auth|op)\//.test(target.pathname);
  return own ? target.href : fallback;
}
