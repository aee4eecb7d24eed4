import type { Agents } from './agents.ts';
import { type Call, connection, devices, identifier, isDevice, queue, Refusal } from './board.ts';
import type { Asked, Children } from './document.ts';
import type { Switchboard } from './switchboard.ts';

const simpleStates: Readonly<Record<string, string>> = {
  queued: 'callQueued',
  alerting: 'callReceived',
  connected: 'callEstablished',
  hold: 'callEstablishedOnHold',
};

type Service = (asked: Asked, board: Switchboard, agents: Agents) => Children;

const on = (asked: Asked, element: string) =>
  [asked.text(element, 'callID'), asked.text(element, 'deviceID')] as const;

const services: Readonly<Record<string, Service>> = {
  RequestSystemStatus: () => [['systemStatus', 'normal']],

  SnapshotDevice: (asked, board) => {
    const device = asked.text('snapshotObject');
    if (!isDevice(device)) throw new Refusal('operation', 'invalidDeviceID');
    const there = [...board.calls.values()].filter((call) => call.connections.has(device));
    const shown = there.map((call) => ['snapshotDeviceResponseInfo', shownAt(call, device)] as const);
    return [['crossRefIDorSnapshotData', [['snapshotData', shown]]]];
  },

  MakeCall: (asked, board) => {
    const device = asked.text('callingDevice');
    return [['callingDevice', connection(board.dial(device, asked.text('calledDirectoryNumber')), device)]];
  },

  AnswerCall: quietly((asked, board) => board.answer(...on(asked, 'callToBeAnswered'))),
  HoldCall: quietly((asked, board) => board.hold(...on(asked, 'callToBeHeld'))),
  RetrieveCall: quietly((asked, board) => board.retrieve(...on(asked, 'callToBeRetrieved'))),
  ClearConnection: quietly((asked, board) => board.clear(...on(asked, 'connectionToBeCleared'))),

  ConsultationCall: (asked, board) => {
    const [callId, device] = on(asked, 'existingCall');
    return [
      ['initiatedCall', connection(board.consult(callId, device, asked.text('consultedDevice')), device)],
    ];
  },

  TransferCall: (asked, board) => {
    const [held, device] = on(asked, 'heldCall');
    const [active, sameDevice] = on(asked, 'activeCall');
    if (device !== sameDevice) throw new Refusal('operation', 'notSameDevice');
    return transferred(board.transfer(held, active, device));
  },

  SingleStepTransferCall: (asked, board) => {
    const [callId, device] = on(asked, 'activeCall');
    return transferred(board.transferUnannounced(callId, device, asked.text('transferredTo')));
  },

  SetAgentState: quietly((asked, _board, agents) =>
    agents.set(asked.text('device'), asked.text('agentID'), asked.text('requestedAgentState')),
  ),
};

/** Carries out a service; refuses what the switch does not know. */
export function perform(asked: Asked, board: Switchboard, agents: Agents): Children {
  const service = Object.hasOwn(services, asked.name) ? services[asked.name] : undefined;
  if (!service) throw new Refusal('operation', 'serviceNotSupported');
  return service(asked, board, agents);
}

/** A service whose response is empty. */
function quietly(act: (...given: Parameters<Service>) => void): Service {
  return (...given) => {
    act(...given);
    return [];
  };
}

function shownAt(call: Call, device: string): Children {
  const state = simpleStates[call.connections.get(device) ?? ''] ?? 'callNull';
  return [
    ['connectionIdentifier', connection(call, device)],
    ['endpointDevice', identifier(device)],
    ['localCallState', [['simpleCallState', state]]],
  ];
}

function transferred({ call, list }: { call: Call; list: Children }): Children {
  const at = [...call.connections.keys()].find((one) => devices.includes(one) || one === queue) ?? '';
  return [
    ['transferredCall', connection(call, at)],
    ['connections', list],
  ];
}
