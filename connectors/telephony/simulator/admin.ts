import type { Fault, Faults, SimulatedAnswer, SimulatedRequest } from '../../../hub/simulator.ts';
import type { Agents } from './agents.ts';
import type { Application } from './application.ts';
import { Refusal } from './board.ts';
import type { Switchboard } from './switchboard.ts';
import type { Behaviour } from './wire-side.ts';

export interface World {
  readonly board: Switchboard;
  readonly agents: Agents;
  readonly faults: Faults;
  readonly applications: ReadonlySet<Application>;
  behaviour(): Behaviour;
  change(behaviour: Partial<Behaviour>): void;
}

interface Ask {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: (field: string) => string;
}

type Act = (world: World, ask: Ask) => unknown;

const acts: Readonly<Record<string, Act>> = {
  'GET state': ({ board, agents, applications, behaviour }) => ({
    calls: [...board.calls.values()].map((call) => ({
      callId: call.id,
      dialled: call.dialled,
      connections: Object.fromEntries(call.connections),
    })),
    agents: Object.fromEntries(agents.states),
    monitored: [...applications].map(({ monitored }) => monitored),
    behaviour: behaviour(),
  }),
  'POST calls': ({ board }, { text }) => ({
    callId: board.arrive(text('from'), text('presentation') === 'restricted', text('to')).id,
  }),
  'POST answer': ({ board }, { id, text }) => board.answer(id, text('device')),
  'POST hold': ({ board }, { id, text }) => board.hold(id, text('device')),
  'POST retrieve': ({ board }, { id, text }) => board.retrieve(id, text('device')),
  'POST consult': ({ board }, { id, text }) => ({ callId: board.consult(id, text('device'), text('to')).id }),
  'POST transfer': ({ board }, { id, text }) => {
    const moved = text('consultation')
      ? board.transfer(id, text('consultation'), text('device'))
      : board.transferUnannounced(id, text('device'), text('to'));
    return { callId: moved.call.id };
  },
  'POST divert': ({ board }, { id, text }) =>
    board.divert(id, text('device'), text('to'), text('cause') || 'callForwardNoAnswer'),
  'POST fail': ({ board }, { id, text }) => board.fail(id, text('device'), text('cause') || 'busy'),
  'POST hangup': ({ board }, { id, text }) => {
    const call = board.calls.get(id);
    if (!call) throw new Refusal('operation', 'invalidCallID');
    board.clear(id, text('by') === 'caller' ? board.outside(call) : text('by'));
  },
  'POST agents': ({ agents }, { text }) => agents.set(text('device'), text('agentId'), text('state')),
  'POST behaviour': (world, { body }) => world.change(body as Partial<Behaviour>),
  'POST faults': (world, { body, text }) => {
    const now = immediate[text('kind')];
    if (now) for (const application of world.applications) now(application, text('value'));
    else world.faults.add(body as unknown as Fault);
  },
};

/** Faults that happen at once, to every connected application. */
const immediate: Readonly<Record<string, (application: Application, value: string) => void>> = {
  drop: (application) => application.drop(),
  status: (application, value) => application.status(value),
  'unknown-event': ({ wire }) =>
    wire.send([
      {
        id: '9999',
        name: 'LampModeEvent',
        children: [
          ['monitorCrossRefID', '1001'],
          ['lamp', '3'],
        ],
      },
    ]),
  raw: ({ wire }, value) => wire.sendRaw(Buffer.from(value, 'base64')),
};

/** `POST /calls/:id/<act>`, `POST /<act>`, `GET /state`; a refusal of the switch is 409 with its word. */
export function administer(world: World, { method, url, body }: SimulatedRequest): SimulatedAnswer {
  const [first = '', id = '', act = first] = url.pathname.split('/').slice(1);
  const name = `${method} ${act}`;
  if (!Object.hasOwn(acts, name)) return { status: 404, body: { title: 'no such act' } };
  const given = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
  const text = (field: string) => (given[field] === undefined ? '' : String(given[field]));
  try {
    return { status: 200, body: acts[name]?.(world, { id, body: given, text }) ?? {} };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 409, body: { category: error.category, word: error.word } };
  }
}
