import type { Socket } from 'node:net';
import { ConnectorError, type Context } from '../../hub/index.ts';
import { type Content, type Csta, cstaError, readCsta, writeCsta } from './csta.ts';
import { encodeFrame, type Frame, FrameReader } from './framing.ts';
import type { Settings } from './settings.ts';

/** What a link tells its owner, in the order of the stream; `down` comes once and last. */
export type Incoming =
  | { readonly kind: 'event'; readonly csta: Csta }
  | { readonly kind: 'unreadable'; readonly raw: Buffer; readonly reason: string }
  | { readonly kind: 'down'; readonly error: ConnectorError };

export interface LinkOwner {
  incoming(item: Incoming): void;
  /** A request of the switch; the response is its name and content. */
  asked(csta: Csta): readonly [name: string, content: Content] | undefined;
}

interface Waiting {
  readonly doing: string;
  readonly resolve: (csta: Csta) => void;
  readonly reject: (error: ConnectorError) => void;
}

/** One connection with the switch: frames, invoke ids, time-outs. Both sides ask, each with invoke ids of its own. */
export class Link {
  readonly #socket: Socket;
  readonly #owner: LinkOwner;
  readonly #reader = new FrameReader();
  readonly #waiting = new Map<string, Waiting>();
  readonly #timeoutMs: number;
  #namespace: string;
  #lastId = -1;
  #down = false;

  constructor(socket: Socket, options: { owner: LinkOwner; timeoutMs: number; namespace: string }) {
    this.#socket = socket;
    this.#owner = options.owner;
    this.#timeoutMs = options.timeoutMs;
    this.#namespace = options.namespace;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', (cause: NodeJS.ErrnoException) => this.fail(failed('reading frames', cause)));
    socket.on('close', () => this.fail(lost('reading frames: the switch closed the connection')));
  }

  /** Asks and waits for the response; a CSTA error is a `ConnectorError` of the right kind. */
  async request(name: string, content: Content, namespace?: string): Promise<Csta> {
    return accepted(name, await this.ask(name, content, namespace));
  }

  /** Asks and waits for the response, which may be a CSTA error. */
  async ask(name: string, content: Content, namespace = this.#namespace): Promise<Csta> {
    if (this.#down) throw lost(`${name}: no connection`);
    const id = this.#freeId(name);
    const frame = encodeFrame(id, writeCsta(name, content, namespace));
    const { promise, resolve, reject } = Promise.withResolvers<Csta>();
    const late = () => reject(lost(`${name}: no answer within ${this.#timeoutMs} ms`));
    const timer = setTimeout(late, this.#timeoutMs);
    this.#waiting.set(id, { doing: name, resolve, reject });
    this.#socket.write(frame);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }

  /** Ends the link with a reason; whoever waits for an answer hears it too. */
  fail(error: ConnectorError): void {
    if (this.#down) return;
    this.#down = true;
    const { rest } = this.#reader;
    if (rest.length > 0) this.#unreadable(rest, 'reading a frame: the connection ended inside it');
    for (const { doing, reject } of this.#waiting.values()) reject(lost(`${doing}: connection lost`, error));
    this.#socket.destroy();
    this.#owner.incoming({ kind: 'down', error });
  }

  #read(chunk: Buffer) {
    const { frames, lost: rest } = this.#reader.push(chunk);
    for (const frame of frames) this.#readFrame(frame);
    if (!rest) return;
    this.#unreadable(rest, 'reading a frame: the stream is out of step');
    this.fail(lost('reading frames: the stream is out of step'));
  }

  #readFrame(frame: Frame) {
    try {
      this.#dispatch(frame, readCsta(frame.xml));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      this.#unreadable(frame.raw, error.message);
      this.#waiting.get(frame.invokeId)?.reject(error);
    }
  }

  #dispatch({ invokeId }: Frame, csta: Csta) {
    this.#namespace = csta.namespace ?? this.#namespace;
    if (invokeId === '9999') return this.#owner.incoming({ kind: 'event', csta });
    if (!/Response$|^CSTAErrorCode$/.test(csta.name)) return this.#answer(invokeId, csta);
    this.#waiting.get(invokeId)?.resolve(csta);
  }

  #answer(invokeId: string, csta: Csta) {
    const response = this.#owner.asked(csta);
    if (response && !this.#down) {
      this.#socket.write(encodeFrame(invokeId, writeCsta(...response, this.#namespace)));
    }
  }

  #unreadable(raw: Buffer, reason: string) {
    this.#owner.incoming({ kind: 'unreadable', raw, reason });
  }

  #freeId(doing: string): string {
    for (let tries = 0; tries < 9999; tries += 1) {
      this.#lastId = (this.#lastId + 1) % 9999;
      const id = String(this.#lastId).padStart(4, '0');
      if (!this.#waiting.has(id)) return id;
    }
    throw new ConnectorError(`${doing}: 9999 requests wait for an answer`, { failure: 'throttled' });
  }
}

/** The response, unless it is a CSTA error. */
export function accepted(doing: string, answer: Csta): Csta {
  if (answer.name === 'CSTAErrorCode') throw cstaError(doing, answer.root);
  return answer;
}

/** Connects within the time-out. */
export async function connect(settings: Settings, context: Context, signal: AbortSignal): Promise<Socket> {
  const { host, port, timeoutMs } = settings;
  const tls = settings.tls === 'tls';
  const socket = context.tcp({ host, port, tls });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const late = () => reject(lost(`connecting: no connection within ${timeoutMs} ms`));
  deadline.addEventListener('abort', late, { once: true });
  socket.once(tls ? 'secureConnect' : 'connect', resolve);
  socket.once('error', (cause: NodeJS.ErrnoException) => reject(failed('connecting', cause)));
  try {
    await promise;
    return socket.setNoDelay(true);
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    deadline.removeEventListener('abort', late);
  }
}

function lost(message: string, cause?: unknown) {
  return new ConnectorError(message, { failure: 'unavailable', cause });
}

function failed(doing: string, cause: NodeJS.ErrnoException) {
  return lost(`${doing}: ${cause.code ?? cause.name}`, cause);
}
