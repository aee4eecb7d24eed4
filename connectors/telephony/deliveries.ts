import { createHash } from 'node:crypto';
import type { Context, Delivery, Message } from '../../hub/index.ts';
import type { Told } from './calls.ts';
import type { AgentEvent } from './events.ts';
import type { Mailbox } from './mailbox.ts';
import type { Story } from './story.ts';

export interface Again {
  readonly kind: 'again';
  readonly delivery: Delivery;
}

/**
 * Makes deliveries, and keeps in the notes what the hub has taken. CSTA has no acknowledgement, so after a crash the
 * notes say what was told and the switch's snapshot what was not.
 */
export class Deliveries {
  readonly #context: Context;
  readonly #mailbox: Pick<Mailbox<Again>, 'putBack'>;
  /** Per call, the newest version of its story in the notes. */
  readonly #noted = new Map<string, number>();
  #version = 0;

  constructor(context: Context, mailbox: Pick<Mailbox<Again>, 'putBack'>) {
    this.#context = context;
    this.#mailbox = mailbox;
  }

  /** Stories of calls that were under way when this program last ran. */
  async stories(): Promise<Story[]> {
    const notes = await this.#context.notes.list<Story>('call/');
    for (const [, { callKey }] of notes) this.#noted.set(callKey, 0);
    return notes.map(([, story]) => story);
  }

  /** A call's key is in the notes before anyone hears of it, so that a restart goes on with the same key. */
  async ofCall({ id, data, story }: Told): Promise<Delivery> {
    const { callKey, occurredAt } = data;
    if (story && !this.#noted.has(callKey)) {
      await this.#context.notes.set(`call/${callKey}`, { ...story, connections: {}, told: {} });
      this.#noted.set(callKey, 0);
    }
    this.#version += 1;
    const version = this.#version;
    const message = {
      id,
      type: `telephony.call.${data.happening}`,
      time: occurredAt,
      correlationid: callKey,
    };
    return this.make({ ...message, data }, () => this.#note(callKey, story, version));
  }

  ofAgent(agent: AgentEvent): Delivery {
    const time = this.#context.now().toISOString();
    return this.make({
      id: `agent:${agent.device}:${agent.state}:${time}`,
      type: 'telephony.agent.changed',
      time,
      correlationid: `agent:${agent.device}:${time}`,
      data: { ...agent, occurredAt: time },
    });
  }

  /** A frame nobody can read is told whole and logged without a value. */
  ofUnreadable(raw: Buffer, reason: string): Delivery {
    this.#context.log('telephony.frame.unreadable', { bytes: raw.length, reason });
    const time = this.#context.now().toISOString();
    const digest = createHash('sha256').update(raw).digest('hex').slice(0, 32);
    return this.make({
      id: `frame:${digest}:${time}`,
      type: 'telephony.frame.unreadable',
      time,
      correlationid: `frame:${digest}`,
      data: { raw: raw.toString('base64'), reason, receivedAt: time },
    });
  }

  make(message: Omit<Message, 'source'>, taken: () => Promise<void> = async () => {}): Delivery {
    const delivery: Delivery = {
      message: { source: 'telephony', ...message },
      ack: taken,
      nack: async () => this.#mailbox.putBack({ kind: 'again', delivery }),
    };
    return delivery;
  }

  async #note(callKey: string, story: Story | undefined, version: number) {
    if ((this.#noted.get(callKey) ?? 0) > version) return;
    if (story) {
      this.#noted.set(callKey, version);
      await this.#context.notes.set(`call/${callKey}`, story);
      return;
    }
    await this.#context.notes.delete(`call/${callKey}`);
    this.#noted.delete(callKey);
  }
}
