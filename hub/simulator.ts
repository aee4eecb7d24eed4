import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running simulator of one remote: stateful, strict, and told how to misbehave. */
export interface Simulator {
  /** Settings under which the connector reaches this simulator. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Base address of its control interface (what the world outside would do: ring, refuse, be slow). */
  readonly adminUrl: string;
  close(): Promise<void>;
}

/** The default export of every `simulator.ts`: starts on a free loopback port, or on `port`. */
export type StartSimulator = (options?: SimulatorOptions) => Promise<Simulator>;

export interface SimulatorOptions {
  /** @default 0, a free port */
  readonly port?: number;
  /** A folder of recorded traffic to play instead of what is bundled, where the simulator knows how. */
  readonly recordings?: string | undefined;
}

/**
 * What a remote does wrong, next time and for how many times.
 * `lose-answer`: the work is done and the connection breaks before the answer.
 */
export interface Fault {
  readonly kind: 'slow' | 'refuse' | 'repeat' | 'reorder' | 'lose-answer';
  /** Which operation, in the simulator's own words; absent means any. */
  readonly on?: string;
  /** @default 1 */
  readonly times?: number;
  /** For `slow`. */
  readonly delayMs?: number;
  /** For `refuse`. */
  readonly status?: number;
}

/** The faults that still wait to happen. */
export class Faults {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ times: 1, ...fault });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Takes one fault of `kind` for `operation`, if one waits. */
  take(kind: Fault['kind'], operation: string): Fault | undefined {
    const found = this.#waiting.find((fault) => fault.kind === kind && (fault.on ?? operation) === operation);
    if (!found) return undefined;
    const left = (found.times ?? 1) - 1;
    this.#waiting = this.#waiting.flatMap((fault) => {
      if (fault !== found) return [fault];
      return left > 0 ? [{ ...fault, times: left }] : [];
    });
    return found;
  }
}

export interface SimulatedRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SimulatedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface SimulatedServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `answer` on a real loopback socket. `operationOf` names the operation of a request, for faults; the faults
 * `slow`, `refuse` and `lose-answer` are carried out here, `repeat` and `reorder` are the simulator's own.
 */
export async function serveSimulated(
  answer: (request: SimulatedRequest) => Promise<SimulatedAnswer> | SimulatedAnswer,
  options: { port?: number; faults?: Faults; operationOf?: (request: SimulatedRequest) => string } = {},
): Promise<SimulatedServer> {
  const {
    port = 0,
    faults = new Faults(),
    operationOf = ({ method, url }) => `${method} ${url.pathname}`,
  } = options;
  const misbehaving = async (request: SimulatedRequest): Promise<SimulatedAnswer | 'lost'> => {
    const operation = operationOf(request);
    const slow = faults.take('slow', operation);
    if (slow) await sleep(slow.delayMs ?? 1000);
    const refuse = faults.take('refuse', operation);
    if (refuse) return { status: refuse.status ?? 503 };
    const answered = await answer(request);
    return faults.take('lose-answer', operation) ? 'lost' : answered;
  };
  const server = createServer(async (incoming, outgoing) => {
    try {
      const answered = await misbehaving(await readRequest(incoming));
      if (answered === 'lost') incoming.socket.destroy();
      else reply(outgoing, answered);
    } catch (error) {
      reply(outgoing, { status: 500, body: { title: error instanceof Error ? error.message : 'failed' } });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readRequest(incoming: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', 'http://127.0.0.1'),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function reply(outgoing: ServerResponse, { status, headers = {}, body = '' }: SimulatedAnswer) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? {} : { 'content-type': 'application/json' };
  outgoing.writeHead(status, { ...type, ...headers });
  outgoing.end(text);
}
