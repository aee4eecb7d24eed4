import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Faults } from '../../../hub/simulator.ts';
import type { Agents } from './agents.ts';
import { isDevice, Refusal, type Tell } from './board.ts';
import { type Asked, type Children, readDocument } from './document.ts';
import { frameSplitter } from './frames.ts';
import { perform } from './services.ts';
import type { Switchboard } from './switchboard.ts';
import { type Behaviour, WireSide } from './wire-side.ts';

type Answer = readonly [name: string, children: Children];
interface EventOut {
  readonly id: string;
  readonly name: string;
  readonly children: Children;
}

/** One connected application: its session, its monitors, and what it is sent. */
export class Application {
  readonly wire: WireSide;
  readonly #socket: Socket;
  readonly #board: Switchboard;
  readonly #agents: Agents;
  readonly #behaviour: () => Behaviour;
  readonly #faults: Faults;
  readonly #monitors = new Map<string, string>();
  /** Events caused by the service under way; undefined when none is. */
  #held: EventOut[] | undefined;
  #registered = false;
  #lastCrossRef = 1000;
  #expiry: NodeJS.Timeout | undefined;

  constructor(
    socket: Socket,
    given: { board: Switchboard; agents: Agents; behaviour: () => Behaviour; faults: Faults },
  ) {
    this.#socket = socket;
    this.#board = given.board;
    this.#agents = given.agents;
    this.#behaviour = given.behaviour;
    this.#faults = given.faults;
    this.wire = new WireSide(socket, given.behaviour);
    const split = frameSplitter();
    let turn: Promise<void> = Promise.resolve();
    socket.on('data', (bytes) => {
      try {
        for (const { id, xml } of split(Buffer.from(bytes))) turn = turn.then(() => this.#read(id, xml));
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => clearTimeout(this.#expiry));
    if (this.#behaviour().sessionStyle === 'openscape') this.status('enabled');
  }

  get monitored(): readonly string[] {
    return [...this.#monitors.values()];
  }

  drop(): void {
    this.#socket.destroy();
  }

  /** Messages lost means that the monitors are gone too. */
  status(value: string): void {
    if (value === 'messagesLost') this.#monitors.clear();
    this.wire.send([{ id: '0000', name: 'SystemStatus', children: [['systemStatus', value]] }]);
  }

  tell({ name, devices, children, local, cause }: Parameters<Tell>[0]): void {
    const events = [...this.#monitors].filter(([, device]) => devices.includes(device));
    const frames = events.flatMap(([crossRef, device]) => {
      const state: Children = local ? [['localConnectionInfo', local(device)]] : [];
      const whole: Children = [['monitorCrossRefID', crossRef], ...children, ...state, ['cause', cause]];
      const repeat = this.#behaviour().duplicate || this.#faults.take('repeat', name);
      return Array.from({ length: repeat ? 2 : 1 }, () => ({ id: '9999', name, children: whole }));
    });
    if (this.#held) this.#held.push(...frames);
    else this.wire.send(frames);
  }

  async #read(id: string, xml: string) {
    let asked: Asked;
    try {
      asked = readDocument(xml);
    } catch {
      this.drop(); // what cannot be read cannot be answered
      return;
    }
    if (asked.name.endsWith('Response')) return;
    const slow = this.#faults.take('slow', asked.name);
    if (slow) await sleep(slow.delayMs ?? 1000);
    this.#held = [];
    const [name, children] = this.#answer(asked);
    const response = { id, name, children };
    const events = this.#held;
    this.#held = undefined;
    if (this.#faults.take('lose-answer', asked.name)) this.drop();
    else if (this.#faults.take('reorder', asked.name)) this.wire.send([...events, response]);
    else this.wire.send([response, ...events]);
  }

  #answer(asked: Asked): Answer {
    try {
      const refuse = this.#faults.take('refuse', asked.name);
      if (refuse) throw new Refusal('systemResourceAvailibility', wordFor(refuse.status));
      if (asked.name.endsWith('ApplicationSession')) return this.#start(asked);
      if (asked.name === 'ResetApplicationSessionTimer') return this.#prolong();
      if (asked.name === 'SystemRegister') {
        this.#registered = true;
        return ['SystemRegisterResponse', [['sysStatRegisterID', '77']]];
      }
      if (!this.#registered) throw new Refusal('security', 'generic');
      if (asked.name === 'MonitorStart') return this.#monitor(asked.text('monitorObject', 'deviceObject'));
      return [`${asked.name}Response`, perform(asked, this.#board, this.#agents)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return ['CSTAErrorCode', [[error.category, error.word]]];
    }
  }

  #monitor(device: string): Answer {
    if (!isDevice(device)) throw new Refusal('operation', 'invalidMonitorObject');
    if (this.#monitors.size >= this.#behaviour().monitorLimit) {
      throw new Refusal('subscribedResourceAvailability', 'objectMonitorLimitExceeded');
    }
    this.#lastCrossRef += 1;
    this.#monitors.set(String(this.#lastCrossRef), device);
    return ['MonitorStartResponse', [['monitorCrossRefID', String(this.#lastCrossRef)]]];
  }

  #start(asked: Asked): Answer {
    const { user, password, sessionSeconds } = this.#behaviour();
    const login = (field: string) =>
      asked.text('applicationInfo', 'applicationSpecificInfo', 'SessionLoginInfo', field);
    const refused = (word: string): Answer => [
      'StartApplicationSessionNegResponse',
      [['errorCode', [['definedError', word]]]],
    ];
    if (login('userName') !== user || login('password') !== password)
      return refused('invalidApplicationInfo');
    const version = asked.text('requestedProtocolVersions', 'protocolVersion');
    if (!/\/csta\/ed[346]$/.test(version)) return refused('requestedProtocolVersionNotSupported');
    this.#registered = true;
    this.#prolong();
    return [
      'StartApplicationSessionPosResponse',
      [
        ['sessionID', 'S1'],
        ['actualProtocolVersion', version],
        ['actualSessionDuration', String(sessionSeconds)],
      ],
    ];
  }

  #prolong(): Answer {
    const { sessionSeconds } = this.#behaviour();
    clearTimeout(this.#expiry);
    this.#expiry = setTimeout(() => this.#expire(), sessionSeconds * 1000);
    return ['ResetApplicationSessionTimerPosResponse', [['actualSessionDuration', String(sessionSeconds)]]];
  }

  #expire() {
    const children: Children = [
      ['sessionID', 'S1'],
      ['sessionTermReason', [['definedTermReason', 'sessionTimerExpired']]],
    ];
    this.wire.send([{ id: '9999', name: 'ApplicationSessionTerminated', children }]);
    this.#registered = false;
  }
}

/** A fault names its refusal as HTTP would: 503 is out of service, anything else busy. */
function wordFor(status: number | undefined) {
  return status === 503 ? 'networkOutOfService' : 'resourceBusy';
}
