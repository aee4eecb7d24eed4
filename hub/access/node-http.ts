import type { IncomingMessage, ServerResponse } from 'node:http';

const unfetchable = ['CONNECT', 'TRACE', 'TRACK'];

/** What a request asks, without its body: nothing here reads one. Any request that Node accepts can be read. */
export function requestOf(req: IncomingMessage, publicUrl: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  }
  const { protocol } = new URL(publicUrl);
  const own = URL.parse(`${protocol}//${req.headers.host ?? ''}`) ?? publicUrl;
  const path = (req.url ?? '/').replace(/^\/{2,}/, '/'); // two slashes would be read as a host
  const method = req.method ?? 'GET';
  return new Request(URL.parse(path, own) ?? own, {
    method: unfetchable.includes(method) ? 'GET' : method,
    headers,
  });
}

export async function sendResponse(response: Response, res: ServerResponse): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== 'set-cookie') res.setHeader(name, value);
  for (const cookie of response.headers.getSetCookie()) res.appendHeader('set-cookie', cookie);
  res.end(await response.text());
}
