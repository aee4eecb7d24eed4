import type { Connector } from '../connector.ts';
import { asConnectorError, ConnectorError, type Failure } from '../errors.ts';
import type { Message } from '../message.ts';
import { parse } from '../parse.ts';
import type { CircuitBreaker } from '../patterns/circuit-breaker.ts';
import { inTrace } from '../trace.ts';
import type { Link } from './link.ts';

export interface GuardOptions {
  readonly connector: Connector;
  readonly breaker: CircuitBreaker;
  /** Told of outcomes where nothing is received from the remote; a receiver knows better how its remote is. */
  readonly link: Link | undefined;
  readonly timeoutMs: number;
  readonly stopping: AbortSignal;
}

const tellsOfTheLink: ReadonlySet<Failure> = new Set(['unauthorised', 'unavailable']);

type Verb<Answer> = ((message: Message, signal: AbortSignal) => Promise<Answer>) | undefined;

/** What stands between the broker and an endpoint's verb: the accepted shape, the circuit, the deadline, the trace. */
export function guard<Answer>(
  verb: Verb<Answer>,
  { connector, breaker, link, timeoutMs, stopping }: GuardOptions,
) {
  return async (message: Message, signal: AbortSignal | undefined): Promise<Answer> => {
    const accepted = asAccepted(connector, message);
    if (!verb)
      throw new ConnectorError(`${message.type}: ${connector.name} cannot do that`, { failure: 'rejected' });
    const signals = [stopping, AbortSignal.timeout(timeoutMs), signal].filter((each) => each !== undefined);
    const act = () => verb(accepted, AbortSignal.any(signals));
    try {
      const answer = await breaker.run(() => inTrace(message.correlationid, act));
      link?.up();
      return answer;
    } catch (error) {
      const failure = asConnectorError(error, message.type);
      if (tellsOfTheLink.has(failure.failure)) link?.lost(failure);
      throw failure;
    }
  };
}

function asAccepted(connector: Connector, message: Message): Message {
  const shape = connector.accepts[message.type];
  if (!shape)
    throw new ConnectorError(`${message.type}: ${connector.name} does not accept it`, {
      failure: 'rejected',
    });
  return { ...message, data: parse(shape, message.data, `accepting ${message.type}`) };
}
