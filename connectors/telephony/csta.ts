import {
  ConnectorError,
  childNames,
  childOf,
  childrenOf,
  escapeXml,
  type Failure,
  readXml,
  textOf,
  type XmlNode,
} from '../../hub/index.ts';

export const sessionNamespace = 'http://www.ecma-international.org/standards/ecma-354/appl_session';

/** The namespace of an edition of ECMA-323. */
export function namespaceOf(edition: string): string {
  const authority = edition === 'ed2' ? 'www.ecma.ch' : 'www.ecma-international.org';
  return `http://${authority}/standards/ecma-323/csta/${edition}`;
}

export interface Csta {
  readonly name: string;
  readonly root: XmlNode;
  /** The peer's CSTA namespace, where it names one. */
  readonly namespace: string | undefined;
}

/** The XML of one frame. Bytes that are not UTF-8, and XML that is not well formed or hostile, are `malformed`. */
export function readCsta(bytes: Uint8Array): Csta {
  const xml = decodeUtf8(bytes);
  const { name, root } = readXml(xml, 'reading a frame');
  return { name, root, namespace: /["'](http:[^"']*\/ecma-323\/csta\/\w+)["']/.exec(xml)?.[1] };
}

function decodeUtf8(bytes: Uint8Array) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ConnectorError('reading a frame: not UTF-8', { failure: 'malformed', cause });
  }
}

/** Elements in the order of the schema: a value is text or the children. */
export type Content = string | readonly (readonly [name: string, content: Content])[];

export function writeCsta(name: string, content: Content, namespace: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="${namespace}">${written(content)}</${name}>`;
}

function written(content: Content): string {
  if (typeof content === 'string') return escapeXml(content);
  return content.map(([name, inner]) => `<${name}>${written(inner)}</${name}>`).join('');
}

export interface Party {
  readonly number: string | null;
  readonly presentation: 'shown' | 'restricted' | 'unknown';
}

const nobody: Party = { number: null, presentation: 'unknown' };

/** A calling or called device; a withheld number never has a value. */
export function partyOf(node: XmlNode | undefined): Party {
  if (childOf(node, 'restricted') !== undefined) return { number: null, presentation: 'restricted' };
  const text = textOf(node, 'deviceIdentifier') ?? '';
  if (/anonymous|withheld|restricted/i.test(text)) return { number: null, presentation: 'restricted' };
  const number = numberIn(text);
  return number === '' ? nobody : { number, presentation: 'shown' };
}

/** The number in a device id: `7101`, `+32…`, `tel:…`, or `N<digits>Name;displayNumber=…;noa=nk`. */
export function numberIn(deviceId: string): string {
  const found =
    /;displayNumber=([^;]+)/i.exec(deviceId) ??
    /^N<([^>;]*)/.exec(deviceId) ??
    /^(?:tel|sips?):([^@;]*)/i.exec(deviceId) ??
    /^([^;]*)/.exec(deviceId);
  return found?.[1]?.trim() ?? '';
}

export interface Connection {
  readonly callId: string;
  readonly device: string;
}

export function connectionOf(node: XmlNode | undefined): Connection | undefined {
  const callId = textOf(node, 'callID');
  return callId ? { callId, device: numberIn(textOf(node, 'deviceID') ?? '') } : undefined;
}

/** `hexBinary`, which some switches break over lines; null where it is not text. */
export function hexText(hex: string | undefined): string | null {
  const digits = hex?.replaceAll(/\s/g, '') ?? '';
  if (digits === '' || !/^(?:[0-9a-f]{2})+$/i.test(digits)) return null;
  const text = Buffer.from(digits, 'hex').toString('utf8');
  return /[\p{Cc}\ufffd]/u.test(text) ? null : text;
}

/** `CSTAErrorCode` as one of our failures; the text holds the category and the standard's own word, nothing else. */
export function cstaError(doing: string, root: XmlNode): ConnectorError {
  const category = childNames(root).find((name) => name !== 'extensions');
  const word = (category && textOf(root, category)) || '';
  const named = `${category ?? 'no category'} ${/^[A-Za-z]{1,60}$/.test(word) ? word : ''}`.trim();
  return new ConnectorError(`${doing}: CSTA ${named}`, { failure: failureOf(category, word) });
}

function failureOf(category: string | undefined, word: string): Failure {
  if (category === 'security') return 'unauthorised';
  if (category === 'performanceManagement' || /(Busy|LimitExceeded)$/.test(word)) return 'throttled';
  if (category === 'systemResourceAvailibility' && !/[dD]eviceOutOfService$/.test(word)) return 'unavailable';
  return 'rejected';
}

export interface SnapshotCall extends Connection {
  readonly state: 'queued' | 'alerting' | 'connected' | 'hold' | 'other';
}

const localStates: Readonly<Record<string, SnapshotCall['state']>> = {
  callQueued: 'queued',
  callReceived: 'alerting',
  callReceivedOnHold: 'alerting',
  callEstablished: 'connected',
  callEstablishedHeld: 'connected',
  callEstablishedOnHold: 'hold',
  queued: 'queued',
  alerting: 'alerting',
  connected: 'connected',
  hold: 'hold',
};

/** The calls at a device; of a compound state the first is that of the device itself. */
export function snapshotOf(response: XmlNode): SnapshotCall[] {
  const list = childOf(response, 'crossRefIDorSnapshotData', 'snapshotData');
  return childrenOf(list, 'snapshotDeviceResponseInfo').flatMap((entry) => {
    const connection = connectionOf(childOf(entry, 'connectionIdentifier'));
    const state = childOf(entry, 'localCallState');
    const word =
      textOf(state, 'simpleCallState') ?? textOf(state, 'compoundCallState', 'localConnectionState');
    return connection ? [{ ...connection, state: localStates[word ?? ''] ?? 'other' }] : [];
  });
}
