import { ConnectorError, type Context, textOf } from '../../hub/index.ts';
import {
  type Content,
  type Csta,
  namespaceOf,
  type SnapshotCall,
  sessionNamespace,
  snapshotOf,
} from './csta.ts';
import { connect, type Incoming, Link } from './link.ts';
import type { Settings } from './settings.ts';

/** A session with the switch, registered and ready to ask. */
export interface Session {
  readonly heartbeatMs: number;
  request(name: string, content: Content): Promise<Csta>;
  /** As `request`, but a CSTA error is an answer too. */
  ask(name: string, content: Content): Promise<Csta>;
  heartbeat(): Promise<void>;
  close(): void;
}

export type SessionItem = Incoming | { readonly kind: 'messages-lost' };

const unusable = new Set(['disabled', 'initializing']);

/** Connects and registers in the style of the supplier; afterwards `incoming` hears everything the switch tells. */
export async function startSession(
  settings: Settings,
  context: Context,
  incoming: (item: SessionItem) => void,
  signal: AbortSignal,
): Promise<Session> {
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => {}); // only `openscape` waits for it
  const socket = await connect(settings, context, signal);
  const status = (value: string) => {
    if (value === 'messagesLost') incoming({ kind: 'messages-lost' });
    if (!unusable.has(value)) ready.resolve();
    else if (value === 'disabled') link.fail(unavailable('SystemStatus: the switch is disabled'));
  };
  const owner = {
    incoming: (item: Incoming) => {
      if (item.kind === 'down') ready.reject(item.error);
      if (item.kind === 'event' && item.csta.name === 'SystemStatus') status(statusIn(item.csta));
      else if (item.kind === 'event' && ended(item.csta))
        link.fail(unavailable('the switch ended the session'));
      else incoming(item);
    },
    asked: (csta: Csta) => {
      if (ended(csta)) link.fail(unavailable('the switch ended the session'));
      if (csta.name !== 'SystemStatus') return undefined;
      status(statusIn(csta));
      return ['SystemStatusResponse', []] as const;
    },
  };
  const link = new Link(socket, {
    owner,
    timeoutMs: settings.timeoutMs,
    namespace: namespaceOf(settings.edition),
  });
  const stop = () => link.fail(unavailable('receiving: stopped'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    const register = settings.sessionStyle === 'openscape' ? registerStatus : startApplication;
    return { ...(await register(link, settings, ready.promise)), close: stop };
  } catch (error) {
    stop();
    throw error;
  }
}

type Started = Omit<Session, 'close'>;

async function registerStatus(link: Link, settings: Settings, ready: Promise<void>): Promise<Started> {
  const waiting = Promise.withResolvers<never>();
  const late = () => waiting.reject(unavailable(`SystemStatus: none within ${settings.timeoutMs} ms`));
  const timer = setTimeout(late, settings.timeoutMs);
  try {
    await Promise.race([ready, waiting.promise]);
  } finally {
    clearTimeout(timer);
  }
  await link.request('SystemRegister', [['requestTypes', [['systemStatus', 'true']]]]);
  return {
    heartbeatMs: settings.heartbeatSeconds * 1000,
    ...asking(link),
    heartbeat: async () => void (await unlessRefused(() => link.request('RequestSystemStatus', []))),
  };
}

async function startApplication(link: Link, settings: Settings): Promise<Started> {
  const duration = String(Math.ceil(settings.heartbeatSeconds * 3));
  const ask = async (name: string, content: Content) => {
    const answer = await link.request(name, content, sessionNamespace);
    if (answer.name.endsWith('NegResponse')) throw refusal(name, answer);
    return answer.root;
  };
  const started = await ask('StartApplicationSession', [
    ['applicationInfo', [['applicationID', settings.applicationId], ...login(settings)]],
    ['requestedProtocolVersions', [['protocolVersion', namespaceOf(settings.edition)]]],
    ['requestedSessionDuration', duration],
  ]);
  const sessionID = textOf(started, 'sessionID') ?? '';
  const granted = Number(textOf(started, 'actualSessionDuration') ?? duration);
  return {
    heartbeatMs: Math.min(settings.heartbeatSeconds, granted / 3) * 1000,
    ...asking(link),
    heartbeat: async () =>
      void (await ask('ResetApplicationSessionTimer', [
        ['sessionID', sessionID],
        ['requestedSessionDuration', duration],
      ])),
  };
}

function asking(link: Link): Pick<Session, 'request' | 'ask'> {
  return {
    request: (name, content) => link.request(name, content),
    ask: (name, content) => link.ask(name, content),
  };
}

/** The vendor's element for a login; ECMA-354 has none of its own. */
function login({ user, password }: Settings): readonly [string, Content][] {
  if (user === undefined) return [];
  const fields = [
    ['userName', user],
    ['password', password ?? ''],
  ] as const;
  return [['applicationSpecificInfo', [['SessionLoginInfo', fields]]]];
}

function refusal(doing: string, { root }: Csta) {
  const reason = textOf(root, 'errorCode', 'definedError') ?? '';
  const failure =
    reason === 'invalidApplicationInfo'
      ? 'unauthorised'
      : reason === 'requestedProtocolVersionNotSupported'
        ? 'misconfigured'
        : 'unavailable';
  const named = /^[A-Za-z]{1,60}$/.test(reason) ? reason : 'without a reason';
  return new ConnectorError(`${doing}: refused, ${named}`, { failure });
}

export interface Watched {
  readonly snapshots: ReadonlyMap<string, readonly SnapshotCall[]>;
  /** Devices of which nothing will be heard, and the switch's reason. */
  readonly refused: readonly { readonly device: string; readonly reason: string }[];
}

/** Starts a monitor on every device, and only then asks what is there: an event in between is newer. */
export async function watch(session: Session, devices: readonly string[]): Promise<Watched> {
  const refused: { device: string; reason: string }[] = [];
  const snapshots = new Map<string, readonly SnapshotCall[]>();
  for (const device of devices) {
    const monitored = await unlessRefused(() =>
      session.request('MonitorStart', [['monitorObject', [['deviceObject', device]]]]),
    );
    if (monitored instanceof ConnectorError) refused.push({ device, reason: monitored.message });
  }
  const watched = devices.filter((device) => !refused.some((one) => one.device === device));
  for (const device of watched) {
    const answer = await unlessRefused(() => session.request('SnapshotDevice', [['snapshotObject', device]]));
    if (!(answer instanceof ConnectorError)) snapshots.set(device, snapshotOf(answer.root));
  }
  return { snapshots, refused };
}

/** A refusal concerns one question, and shows that the switch is there; a broken link concerns all. */
async function unlessRefused(ask: () => Promise<Csta>): Promise<Csta | ConnectorError> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConnectorError && ['rejected', 'throttled'].includes(error.failure)) return error;
    throw error;
  }
}

function statusIn({ root }: Csta) {
  return textOf(root, 'systemStatus') ?? 'normal';
}

function ended({ name }: Csta) {
  return name === 'ApplicationSessionTerminated';
}

function unavailable(message: string) {
  return new ConnectorError(message, { failure: 'unavailable' });
}
