import { ConnectorError, type Message } from '../../hub/index.ts';
import type { Content } from './csta.ts';
import type { Commands } from './wire.ts';

type Request = readonly [service: string, content: Content];
type OnCall = { readonly callKey: string; readonly device: string };

/** A command as a CSTA request; `callIdOf` finds the switch's present id of a call. */
export function requestFor(message: Message, callIdOf: (callKey: string) => string | undefined): Request {
  const on = ({ callKey, device }: OnCall): Content => {
    const callId = callIdOf(callKey);
    if (callId) {
      return [
        ['callID', callId],
        ['deviceID', device],
      ];
    }
    throw new ConnectorError(`${message.type}: no such call any more`, { failure: 'rejected' });
  };
  const write = Object.hasOwn(requests, message.type) ? requests[message.type as keyof Commands] : undefined;
  if (!write) throw new ConnectorError('sending: not a telephony command', { failure: 'rejected' });
  return (write as (data: unknown, connection: typeof on) => Request)(message.data, on);
}

type Requests = {
  readonly [Type in keyof Commands]: (data: Commands[Type], on: (call: OnCall) => Content) => Request;
};

const requests: Requests = {
  'telephony.call.dial': ({ device, number }) => [
    'MakeCall',
    [
      ['callingDevice', device],
      ['calledDirectoryNumber', number],
      ['autoOriginate', 'doNotPrompt'],
    ],
  ],
  'telephony.call.answer': (call, on) => ['AnswerCall', [['callToBeAnswered', on(call)]]],
  'telephony.call.hold': (call, on) => ['HoldCall', [['callToBeHeld', on(call)]]],
  'telephony.call.retrieve': (call, on) => ['RetrieveCall', [['callToBeRetrieved', on(call)]]],
  'telephony.call.consult': (call, on) => [
    'ConsultationCall',
    [
      ['existingCall', on(call)],
      ['consultedDevice', call.to],
    ],
  ],
  'telephony.call.transfer': (call, on) =>
    call.kind === 'warm'
      ? [
          'TransferCall',
          [
            ['heldCall', on(call)],
            ['activeCall', on({ callKey: call.consultationKey, device: call.device })],
          ],
        ]
      : [
          'SingleStepTransferCall',
          [
            ['activeCall', on(call)],
            ['transferredTo', call.to],
          ],
        ],
  'telephony.call.clear': (call, on) => ['ClearConnection', [['connectionToBeCleared', on(call)]]],
  'telephony.agent.set-state': ({ device, agentId, state }) => [
    'SetAgentState',
    [
      ['device', device],
      ['requestedAgentState', state],
      ...(agentId === undefined ? [] : [['agentID', agentId] as const]),
    ],
  ],
};
