import type { ConnectorError } from '../errors.ts';

/** What the console shows of an endpoint's remote. */
export interface LinkStatus {
  /** `paused`: the remote refuses our credentials, and nothing is sent until they are mended. */
  readonly link: 'up' | 'down' | 'paused';
  readonly lastFailure: string | null;
  /** When it became so: an instant in UTC. */
  readonly since: string;
}

export interface Link {
  readonly status: LinkStatus;
  up(): void;
  lost(failure: ConnectorError): void;
}

/** Remembers how a remote is, and logs once when it goes away and once when it is back. */
export function createLink(log: (event: string, fields?: Record<string, unknown>) => void): Link {
  let status: LinkStatus = { link: 'up', lastFailure: null, since: new Date().toISOString() };
  const become = (link: LinkStatus['link'], lastFailure: string | null) => {
    const changed = link !== status.link;
    status = { link, lastFailure, since: changed ? new Date().toISOString() : status.since };
    if (changed) log(link === 'up' ? 'remote is back' : 'remote is away', { link, reason: lastFailure });
  };
  return {
    get status() {
      return status;
    },
    up: () => {
      if (status.link !== 'up') become('up', null);
    },
    lost: ({ failure, message }) => become(failure === 'unauthorised' ? 'paused' : 'down', message),
  };
}
