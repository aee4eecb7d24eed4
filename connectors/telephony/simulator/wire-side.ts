import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { type Children, type Spelling, writeDocument } from './document.ts';
import { frame } from './frames.ts';

/** How the switch spells and sends; every field can be changed while it runs. */
export interface Behaviour extends Spelling {
  readonly sessionStyle: 'openscape' | 'ecma-354';
  /** Cut what is sent into random pieces. */
  readonly split: boolean;
  /** Every event frame twice. */
  readonly duplicate: boolean;
  readonly monitorLimit: number;
  readonly reuseCallIds: boolean;
  /** Credentials wanted by `ecma-354`; empty for none. */
  readonly user: string;
  readonly password: string;
  /** Seconds granted to an `ecma-354` session. */
  readonly sessionSeconds: number;
  readonly acceptConnections: boolean;
}

export const ordinary: Behaviour = {
  edition: 'ed4',
  prefix: '',
  extensions: false,
  sessionStyle: 'openscape',
  split: false,
  duplicate: false,
  monitorLimit: 1000,
  reuseCallIds: false,
  user: '',
  password: '',
  sessionSeconds: 180,
  acceptConnections: true,
};

/** Writes frames in order, whole or in pieces. */
export class WireSide {
  readonly #socket: Socket;
  readonly #behaviour: () => Behaviour;
  #sending: Promise<void> = Promise.resolve();

  constructor(socket: Socket, behaviour: () => Behaviour) {
    this.#socket = socket;
    this.#behaviour = behaviour;
  }

  /** Several messages given together may leave in one piece. */
  send(messages: readonly { id: string; name: string; children: Children }[]): void {
    const spelling = this.#behaviour();
    const frames = messages.map(({ id, name, children }) =>
      frame(id, writeDocument(name, children, spelling)),
    );
    this.sendRaw(Buffer.concat(frames));
  }

  sendRaw(bytes: Buffer): void {
    const pieces = this.#behaviour().split ? cut(bytes) : [bytes];
    this.#sending = this.#sending.then(async () => {
      for (const piece of pieces) {
        if (!this.#socket.destroyed) this.#socket.write(piece);
        if (pieces.length > 1) await turn();
      }
    });
  }

  /** Resolves once everything has been handed to the network. */
  async flush(): Promise<void> {
    await this.#sending;
  }
}

function cut(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(Math.random() * 97);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}
