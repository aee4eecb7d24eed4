import type { Children } from './document.ts';

type LocalState = 'queued' | 'alerting' | 'connected' | 'hold' | 'initiated' | 'fail';

export interface Call {
  readonly id: string;
  readonly caller: string;
  readonly restricted: boolean;
  readonly dialled: string;
  redirectedFrom: string;
  readonly connections: Map<string, LocalState>;
}

/** A refusal in the categories of the standard. */
export class Refusal extends Error {
  readonly category: string;
  readonly word: string;
  constructor(category: string, word: string) {
    super(word);
    this.category = category;
    this.word = word;
  }
}

/** Tells every monitor on one of `devices`; `children` are those between the cross reference and the local state. */
export type Tell = (event: {
  name: string;
  devices: readonly string[];
  children: Children;
  /** The state of each device's own connection after the event; absent for agents' events. */
  local?: (device: string) => string;
  cause: string;
}) => void;

export const devices = ['7101', '7102', '7103', '7104', '7105', '7106', '7107', '7108'];
export const queue = '7000';
export const pilot = '+3216272000';

export const isDevice = (number: string) => devices.includes(number) || number === queue;

export function connection(call: Call, device: string): Children {
  return [
    ['callID', call.id],
    ['deviceID', device],
  ];
}

export const identifier = (device: string): Children => [['deviceIdentifier', device]];

/** Calling, called and last redirecting device, as they stand in most events. */
export function parties(call: Call): Children {
  return [
    ['callingDevice', call.restricted ? [['restricted', '']] : identifier(call.caller)],
    ['calledDevice', identifier(call.dialled)],
    [
      'lastRedirectionDevice',
      call.redirectedFrom === '' ? [['notRequired', '']] : [['numberDialed', call.redirectedFrom]],
    ],
  ];
}

/** One line of the list that says which connection became which. */
export function item(to: Call, from: Call, device: string) {
  const children: Children = [
    ['newConnection', connection(to, device)],
    ['oldConnection', connection(from, device)],
    ['endpoint', [['deviceID', device]]],
  ];
  return ['connectionListItem', children] as const;
}
