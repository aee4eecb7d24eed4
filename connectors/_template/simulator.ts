import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Fault,
  Faults,
  type SimulatedAnswer,
  type SimulatedRequest,
  type StartSimulator,
  serveSimulated,
} from '../../hub/simulator.ts';

interface Item {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly state: string;
  readonly changedAt: string;
}

const newItem = z.strictObject({ title: z.string().min(1) });

/** A register of items: strict about who asks and what is sent, and it keeps what it accepted. */
const start: StartSimulator = async ({ port = 0 } = {}) => {
  const token = randomUUID();
  const items = new Map<string, Item>();
  const registered = new Map<string, string>();
  const faults = new Faults();
  let versions = 0;

  const change = (id: string, fields: Partial<Item>) => {
    versions += 1;
    const version = String(versions).padStart(12, '0');
    const changedAt = new Date().toISOString();
    items.set(id, { title: '', state: 'new', ...items.get(id), ...fields, id, version, changedAt });
    return items.get(id);
  };

  const register = ({ headers, body }: SimulatedRequest): SimulatedAnswer => {
    const key = headers['idempotency-key'];
    const fields = newItem.safeParse(JSON.parse(body));
    if (!key || !fields.success) return { status: 422 };
    const known = registered.get(key);
    if (known) return { status: 200, body: items.get(known) };
    const id = randomUUID();
    registered.set(key, id);
    return { status: 201, body: change(id, fields.data) };
  };

  const changes = (after: string) =>
    [...items.values()]
      .filter(({ version }) => version > after)
      .sort((a, b) => (a.version < b.version ? -1 : 1));

  const one = (id: string): SimulatedAnswer => {
    const found = items.get(id);
    return found ? { status: 200, body: found } : { status: 404 };
  };

  const routes: Record<string, (request: SimulatedRequest) => SimulatedAnswer> = {
    'GET /status': () => ({ status: 200, body: { status: 'up' } }),
    'GET /items': ({ url }) => ({
      status: 200,
      body: { items: changes(url.searchParams.get('after') ?? '') },
    }),
    'POST /items': register,
  };

  const admin: Record<string, (body: Record<string, unknown>) => unknown> = {
    'GET /admin/items': () => [...items.values()],
    'POST /admin/items': ({ id, ...fields }) => change(String(id ?? randomUUID()), fields),
    'POST /admin/faults': (body) => faults.add(body as unknown as Fault),
  };

  const answer = (request: SimulatedRequest): SimulatedAnswer => {
    const { method, url, headers, body } = request;
    const route = `${method} ${url.pathname}`;
    const control = admin[route];
    if (control) return { status: 200, body: control(JSON.parse(body || '{}')) ?? { done: true } };
    if (headers['authorization'] !== `Bearer ${token}`) return { status: 401 };
    return routes[route]?.(request) ?? one(url.pathname.replace('/items/', ''));
  };

  const server = await serveSimulated(answer, { port, faults });
  return {
    settings: { baseUrl: server.url, token, pollSeconds: 1 },
    adminUrl: `${server.url}/admin`,
    close: server.close,
  };
};

export default start;
