import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a request asks, without its body: nothing here reads one. */
export function requestOf(req: IncomingMessage, publicUrl: string): Request {
  const { protocol, host } = new URL(publicUrl);
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  }
  const asked = `${protocol}//${req.headers.host ?? host}`;
  const origin = URL.canParse(asked) ? asked : publicUrl;
  return new Request(new URL(withoutDoubleSlash(req.url ?? '/'), origin), {
    method: req.method ?? 'GET',
    headers,
  });
}

export async function sendResponse(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  for (const cookie of response.headers.getSetCookie()) res.appendHeader('set-cookie', cookie);
  res.end(await response.text());
}

/** A path that starts with two slashes would be read as a host. */
function withoutDoubleSlash(path: string) {
  return path.replace(/^\/{2,}/, '/');
}
