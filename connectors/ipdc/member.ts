import { createHash } from 'node:crypto';
import { ConnectorError, type Message, parse } from '../../hub/index.ts';
import { microsOf } from './micros.ts';
import { type Instance, instance } from './wire.ts';

/** One version as it stands on a page: what to tell the hub, and where it belongs in time. */
export interface Member {
  /** The version's own id; the same at every reading. */
  readonly id: string;
  /** Microseconds since 1970; undefined where the version carries no readable instant. */
  readonly micros: number | undefined;
  readonly message: Message;
}

/** Reads one member of a page; one that does not fit becomes `ipdc.instance.unreadable` and keeps its raw form. */
export function readMember(raw: unknown, page: number, now: Date): Member {
  try {
    const data = parse(instance, raw, 'reading a version');
    return { id: data['@id'], micros: microsOf(data.generatedAtTime), message: changed(data) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return unreadable(raw, page, error.message, now);
  }
}

/**
 * A live instance as a version of itself: the export and the product's own page leave out which version they show.
 * What was last received stands in for the version's instant.
 */
export function asVersion(live: unknown): unknown {
  if (typeof live !== 'object' || live === null) return live;
  const { '@id': uri, laatstOntvangen } = live as Readonly<Record<string, unknown>>;
  if (typeof uri !== 'string' || typeof laatstOntvangen !== 'string') return live;
  return { ...live, '@id': `${uri}#${laatstOntvangen}`, isVersionOf: uri, generatedAtTime: laatstOntvangen };
}

function changed(data: Instance): Message<Instance> {
  return {
    id: data['@id'],
    source: 'ipdc',
    type: 'ipdc.instance.changed',
    time: data.generatedAtTime,
    correlationid: data.isVersionOf,
    data,
  };
}

function unreadable(raw: unknown, page: number, reason: string, now: Date): Member {
  const fields = (raw ?? {}) as Readonly<Record<string, unknown>>;
  const { '@id': uri, isVersionOf, generatedAtTime } = fields;
  const micros = typeof generatedAtTime === 'string' ? microsOf(generatedAtTime) : undefined;
  const own = typeof uri === 'string' ? uri : createHash('sha256').update(JSON.stringify(raw)).digest('hex');
  const id = `unreadable:${own}`; // a later reading of the same version, once it fits, is news and no repeat
  return {
    id,
    micros,
    message: {
      id,
      source: 'ipdc',
      type: 'ipdc.instance.unreadable',
      time: micros === undefined ? now.toISOString() : String(generatedAtTime),
      correlationid: typeof isVersionOf === 'string' ? isVersionOf : id,
      data: { reason, page, raw },
    },
  };
}
