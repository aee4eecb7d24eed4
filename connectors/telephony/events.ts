import { childOf, childrenOf, textOf, type XmlNode } from '../../hub/index.ts';
import { type Connection, type Csta, connectionOf, hexText, numberIn, type Party, partyOf } from './csta.ts';
import type { AgentChanged, Happening } from './wire.ts';

/** What one CSTA event says about one connection of one call. */
export interface Seen extends Connection {
  readonly happening: Exclude<Happening, 'ended' | 'transferred'> | 'originated' | 'cleared';
  /** The monitor that reported it: every watched device in a call tells the same. */
  readonly monitor: string;
  readonly calling: Party;
  readonly called: Party;
  readonly cause: string | null;
  readonly correlator: string | null;
}

export interface Transfer {
  readonly monitor: string;
  readonly primaryCallId: string;
  readonly secondaryCallId: string | undefined;
  readonly newCallId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly cause: string | null;
}

const callEvents: Readonly<Record<string, readonly [Seen['happening'], connection: string]>> = {
  QueuedEvent: ['queued', 'queuedConnection'],
  DeliveredEvent: ['ringing', 'connection'],
  EstablishedEvent: ['answered', 'establishedConnection'],
  HeldEvent: ['held', 'heldConnection'],
  RetrievedEvent: ['retrieved', 'retrievedConnection'],
  DivertedEvent: ['diverted', 'connection'],
  FailedEvent: ['failed', 'failedConnection'],
  OriginatedEvent: ['originated', 'originatedConnection'],
  ConnectionClearedEvent: ['cleared', 'droppedConnection'],
};

const agentStates: Readonly<Record<string, AgentChanged['state']>> = {
  AgentLoggedOnEvent: 'logged-on',
  AgentLoggedOffEvent: 'logged-off',
  AgentReadyEvent: 'ready',
  AgentNotReadyEvent: 'not-ready',
  AgentBusyEvent: 'busy',
  AgentWorkingAfterCallEvent: 'after-call',
};

/** Undefined for another kind of event, and for one without a connection. */
export function readCallEvent({ name, root }: Csta): Seen | undefined {
  const [happening, element] = (Object.hasOwn(callEvents, name) && callEvents[name]) || [];
  const connection = element && connectionOf(childOf(root, element));
  if (!happening || !connection) return undefined;
  return {
    ...connection,
    happening,
    monitor: textOf(root, 'monitorCrossRefID') ?? '',
    calling: partyOf(childOf(root, 'callingDevice')),
    called: partyOf(childOf(root, 'calledDevice')),
    cause: textOf(root, 'cause') ?? null,
    correlator: hexText(textOf(root, 'correlatorData', 'string')),
  };
}

/** The standard spells it `TransferedEvent`; some switches do not. */
export function readTransfer({ name, root }: Csta): Transfer | undefined {
  if (!/^Transferr?edEvent$/.test(name)) return undefined;
  const primary = connectionOf(childOf(root, 'primaryOldCall'));
  if (!primary) return undefined;
  const secondaryCallId = connectionOf(childOf(root, 'secondaryOldCall'))?.callId;
  const [item] = childrenOf(childOf(root, 'transferredConnections'), 'connectionListItem');
  const renewed = connectionOf(childOf(item, 'newConnection'))?.callId;
  return {
    monitor: textOf(root, 'monitorCrossRefID') ?? '',
    primaryCallId: primary.callId,
    secondaryCallId,
    newCallId: renewed ?? secondaryCallId ?? primary.callId,
    from: partyOf(childOf(root, 'transferringDevice')).number,
    to: partyOf(childOf(root, 'transferredToDevice')).number,
    cause: textOf(root, 'cause') ?? null,
  };
}

export type AgentEvent = Omit<AgentChanged, 'occurredAt'>;

export function readAgentEvent({ name, root }: Csta): AgentEvent | undefined {
  const state = Object.hasOwn(agentStates, name) ? agentStates[name] : undefined;
  const device = partyOf(childOf(root, 'agentDevice')).number;
  if (!state || !device) return undefined;
  const group = numberIn(groupOf(root));
  return { device, state, agentId: textOf(root, 'agentID') || null, group: group || null };
}

function groupOf(root: XmlNode) {
  return textOf(root, 'acdGroup', 'deviceIdentifier') ?? textOf(root, 'acdGroup') ?? '';
}
