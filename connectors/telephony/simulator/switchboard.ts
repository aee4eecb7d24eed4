import {
  type Call,
  connection,
  identifier,
  isDevice,
  item,
  parties,
  pilot,
  queue,
  Refusal,
  type Tell,
} from './board.ts';
import type { Children } from './document.ts';

/** The calls of a switch: what each service and each act of the world outside does to them, and which events follow. */
export class Switchboard {
  readonly calls = new Map<string, Call>();
  reuseCallIds = false;
  #last = 0;
  readonly #tell: Tell;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Somebody outside calls the pilot number, the queue or a telephone. */
  arrive(from: string, restricted: boolean, to: string): Call {
    const target = to === pilot ? queue : to;
    if (!isDevice(target)) throw new Refusal('operation', 'invalidDestination');
    const call = this.#create(from, restricted, to);
    call.connections.set(this.outside(call), 'connected');
    this.#offer(call, target, target === queue ? 'noAvailableAgents' : 'newCall');
    return call;
  }

  /** The device id that stands for whoever is outside; a trunk when the number is withheld. */
  outside(call: Call): string {
    if (call.restricted) return 'TRUNK-1';
    return isDevice(call.caller) ? call.dialled : call.caller;
  }

  answer(callId: string, device: string): void {
    const call = this.#at(callId, device);
    if (call.connections.get(device) !== 'alerting')
      throw new Refusal('stateIncompatibility', 'noCallToAnswer');
    call.connections.set(device, 'connected');
    this.#event(call, 'EstablishedEvent', 'normal', [
      ['establishedConnection', connection(call, device)],
      ['answeringDevice', identifier(device)],
      ...parties(call),
    ]);
  }

  hold(callId: string, device: string): void {
    const call = this.#at(callId, device);
    if (call.connections.get(device) !== 'connected')
      throw new Refusal('stateIncompatibility', 'noActiveCall');
    call.connections.set(device, 'hold');
    this.#event(call, 'HeldEvent', 'normal', [
      ['heldConnection', connection(call, device)],
      ['holdingDevice', identifier(device)],
    ]);
  }

  retrieve(callId: string, device: string): void {
    const call = this.#at(callId, device);
    if (call.connections.get(device) !== 'hold') throw new Refusal('stateIncompatibility', 'noHeldCall');
    call.connections.set(device, 'connected');
    this.#event(call, 'RetrievedEvent', 'normal', [
      ['retrievedConnection', connection(call, device)],
      ['retrievingDevice', identifier(device)],
    ]);
  }

  /** A call from one of our telephones. */
  dial(device: string, to: string, cause = 'newCall'): Call {
    if (!isDevice(device)) throw new Refusal('operation', 'invalidCallingDeviceID');
    if (!isDevice(to) && !/^(\+|0)\d{3,15}$/.test(to)) throw new Refusal('operation', 'invalidDestination');
    if (device === to) throw new Refusal('operation', 'notDifferentDevices');
    const call = this.#create(device, false, to);
    call.connections.set(device, 'connected');
    this.#event(call, 'OriginatedEvent', cause, [
      ['originatedConnection', connection(call, device)],
      ['callingDevice', identifier(device)],
      ['calledDevice', identifier(to)],
    ]);
    this.#offer(call, to, cause);
    return call;
  }

  consult(callId: string, device: string, to: string): Call {
    this.hold(callId, device);
    return this.dial(device, to, 'consultation');
  }

  /** Joins a held call with a consultation, under a new call id. */
  transfer(heldId: string, activeId: string, device: string): { call: Call; list: Children } {
    const held = this.#at(heldId, device);
    const active = this.#at(activeId, device);
    if (held.connections.get(device) !== 'hold') throw new Refusal('stateIncompatibility', 'noHeldCall');
    const target = [...active.connections.keys()].find((one) => one !== device) ?? '';
    return this.#move(held, active, device, target);
  }

  /** Sends a call on without speaking first. */
  transferUnannounced(callId: string, device: string, to: string): { call: Call; list: Children } {
    const call = this.#at(callId, device);
    if (!isDevice(to)) throw new Refusal('operation', 'invalidDestination');
    const moved = this.#move(call, undefined, device, to);
    moved.call.redirectedFrom = device;
    this.#offer(moved.call, to, 'singleStepTransfer');
    return moved;
  }

  /** Takes a call from a telephone or queue and offers it elsewhere. */
  divert(callId: string, device: string, to: string, cause: string): void {
    const call = this.#at(callId, device);
    this.#event(
      call,
      'DivertedEvent',
      cause,
      [
        ['connection', connection(call, device)],
        ['divertingDevice', identifier(device)],
        ['newDestination', identifier(to)],
        ...parties(call),
      ],
      () => call.connections.delete(device),
    );
    call.redirectedFrom = device;
    this.#offer(call, to, to === queue ? 'noAvailableAgents' : 'distributed');
  }

  fail(callId: string, device: string, cause: string): void {
    const call = this.#at(callId, device);
    this.#event(call, 'FailedEvent', cause, [
      ['failedConnection', connection(call, device)],
      ['failingDevice', identifier(device)],
      ...parties(call),
    ]);
  }

  /** Somebody leaves; with one party left, that one is cleared too. */
  clear(callId: string, device: string): void {
    const call = this.#at(callId, device);
    this.#leave(call, device);
    const [last] = call.connections.keys();
    if (last !== undefined && call.connections.size === 1) this.#leave(call, last);
    if (call.connections.size === 0) this.calls.delete(call.id);
  }

  #move(held: Call, active: Call | undefined, device: string, target: string) {
    const call: Call = active ?? this.#create(held.caller, held.restricted, held.dialled);
    const moved = active ? ({ ...active, caller: held.caller, restricted: held.restricted } as Call) : call;
    const outside = [...held.connections.keys()].filter((one) => one !== device);
    const joined = [...moved.connections.keys()].filter((one) => one !== device);
    const list: Children = [
      ...outside.map((one) => item(moved, held, one)),
      ...joined.map((one) => item(moved, moved, one)),
    ];
    for (const one of outside) moved.connections.set(one, held.connections.get(one) ?? 'connected');
    const concerned = [...held.connections.keys(), ...moved.connections.keys()];
    moved.connections.delete(device);
    this.calls.delete(held.id);
    this.calls.set(moved.id, moved);
    this.#tell({
      name: 'TransferedEvent',
      devices: [...new Set(concerned)],
      children: [
        ['primaryOldCall', connection(held, device)],
        ...(active ? [['secondaryOldCall', connection(active, device)] as const] : []),
        ['transferringDevice', identifier(device)],
        ['transferredToDevice', identifier(target)],
        ['transferredConnections', list],
      ],
      local: (one) => moved.connections.get(one) ?? 'null',
      cause: active ? 'transfer' : 'singleStepTransfer',
    });
    return { call: moved, list };
  }

  #offer(call: Call, to: string, cause: string) {
    call.connections.set(to, to === queue ? 'queued' : 'alerting');
    if (to === queue) {
      const waiting = [...this.calls.values()].filter(
        (one) => one.connections.get(queue) === 'queued',
      ).length;
      this.#event(call, 'QueuedEvent', cause, [
        ['queuedConnection', connection(call, queue)],
        ['queue', identifier(queue)],
        ...parties(call),
        ['numberQueued', String(waiting)],
        ['callsInFront', String(waiting - 1)],
      ]);
      return;
    }
    this.#event(call, 'DeliveredEvent', cause, [
      ['connection', connection(call, to)],
      ['alertingDevice', identifier(to)],
      ...parties(call),
    ]);
  }

  #leave(call: Call, device: string) {
    const children: Children = [
      ['droppedConnection', connection(call, device)],
      ['releasingDevice', identifier(device)],
    ];
    this.#event(call, 'ConnectionClearedEvent', 'normalClearing', children, () =>
      call.connections.delete(device),
    );
  }

  #create(caller: string, restricted: boolean, dialled: string): Call {
    if (!this.reuseCallIds) this.#last += 1;
    const id = `FF0001${String(Math.max(this.#last, 1)).padStart(8, '0')}`;
    const call: Call = { id, caller, restricted, dialled, redirectedFrom: '', connections: new Map() };
    this.calls.set(id, call);
    return call;
  }

  #at(callId: string, device: string): Call {
    const call = this.calls.get(callId);
    if (!call?.connections.has(device)) throw new Refusal('operation', 'invalidConnectionID');
    return call;
  }

  #event(call: Call, name: string, cause: string, children: Children, change: () => void = () => {}) {
    const concerned = [...call.connections.keys()];
    change();
    const local = (device: string) => call.connections.get(device) ?? 'null';
    this.#tell({ name, devices: concerned, children, local, cause });
  }
}
