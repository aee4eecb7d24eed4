import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Context, Notes } from '../../hub/connector.ts';
import { http } from '../../hub/http.ts';

export interface LogLine {
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

/** A connector's context on the real network, with notes in memory and a log that a test can read. */
export function testContext(overrides: Partial<Context> = {}): Context & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  return {
    http,
    tcp: ({ host, port, tls }) => (tls ? connectTls({ host, port }) : connectTcp({ host, port })),
    log: (event, fields = {}) => void lines.push({ event, fields }),
    now: () => new Date(),
    notes: memoryNotes(),
    lines,
    ...overrides,
  };
}

export function memoryNotes(): Notes {
  const kept = new Map<string, string>();
  return {
    get: async <T>(key: string) => {
      const text = kept.get(key);
      return text === undefined ? undefined : (JSON.parse(text) as T);
    },
    set: async (key, value) => void kept.set(key, JSON.stringify(value)),
    delete: async (key) => void kept.delete(key),
    list: async <T>(prefix: string) =>
      [...kept.entries()]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, text]) => [key, JSON.parse(text) as T] as const),
  };
}
