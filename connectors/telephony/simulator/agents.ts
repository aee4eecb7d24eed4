import { identifier, isDevice, queue, Refusal, type Tell } from './board.ts';

const events: Readonly<Record<string, string>> = {
  loggedOn: 'AgentLoggedOnEvent',
  loggedOff: 'AgentLoggedOffEvent',
  ready: 'AgentReadyEvent',
  notReady: 'AgentNotReadyEvent',
  workingAfterCall: 'AgentWorkingAfterCallEvent',
};

/** Who is logged on at which telephone, and in what state. */
export class Agents {
  readonly states = new Map<string, { id: string; state: string }>();
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  set(device: string, agentId: string, state: string): void {
    const name = events[state];
    if (!isDevice(device)) throw new Refusal('operation', 'invalidDeviceID');
    if (!name) throw new Refusal('operation', 'invalidAgentState');
    if (state !== 'loggedOn' && !this.states.has(device)) {
      throw new Refusal('stateIncompatibility', 'invalidDeviceState');
    }
    const id = agentId || (this.states.get(device)?.id ?? '');
    if (state === 'loggedOff') this.states.delete(device);
    else this.states.set(device, { id, state });
    this.#tell({
      name,
      devices: [device, queue],
      children: [
        ['agentDevice', identifier(device)],
        ['agentID', id],
        ['acdGroup', queue],
      ],
      cause: 'normal',
    });
  }
}
