import { randomUUIDv7 } from 'node:crypto';
import type { Broker } from '../broker/broker.ts';
import type { Message } from '../message.ts';
import { currentCorrelation } from '../trace.ts';

/** Messaging gateway: a question to a connector, asked by one who knows no channels. Answers the reply's data. */
export async function ask(broker: Broker, connector: string, type: string, data: object): Promise<unknown> {
  const id = randomUUIDv7();
  const message: Message = {
    id,
    source: 'schakel',
    type,
    time: new Date().toISOString(),
    correlationid: currentCorrelation() ?? id,
    data,
  };
  const reply = await broker.call<Message>(`connector.${connector}.request`, message, { timeoutMs: 10_000 });
  return reply.data;
}
