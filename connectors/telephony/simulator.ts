import { type AddressInfo, createServer } from 'node:net';
import { Faults, type StartSimulator, serveSimulated } from '../../hub/simulator.ts';
import { administer } from './simulator/admin.ts';
import { Agents } from './simulator/agents.ts';
import { Application } from './simulator/application.ts';
import { devices, queue, type Tell } from './simulator/board.ts';
import { Switchboard } from './simulator/switchboard.ts';
import { type Behaviour, ordinary } from './simulator/wire-side.ts';

/** A CSTA switch with telephones 7101–7108, queue 7000 and pilot number +3216272000; `port` is that of its CSTA interface. */
const start: StartSimulator = async ({ port = 0 } = {}) => {
  const faults = new Faults();
  const applications = new Set<Application>();
  const tell: Tell = (event) => {
    for (const application of applications) application.tell(event);
  };
  const board = new Switchboard(tell);
  const agents = new Agents(tell);
  let behaviour: Behaviour = ordinary;
  const world = {
    board,
    agents,
    faults,
    applications,
    behaviour: () => behaviour,
    change: (changes: Partial<Behaviour>) => {
      behaviour = { ...behaviour, ...changes };
      board.reuseCallIds = behaviour.reuseCallIds;
    },
  };

  const csta = createServer({ noDelay: true }, (socket) => {
    if (!behaviour.acceptConnections) {
      socket.destroy();
      return;
    }
    const application = new Application(socket, { board, agents, behaviour: world.behaviour, faults });
    applications.add(application);
    socket.on('close', () => applications.delete(application));
  });
  await new Promise<void>((resolve, reject) => {
    csta.once('error', reject);
    csta.listen(port, '127.0.0.1', resolve);
  });
  const admin = await serveSimulated((request) => administer(world, request));

  return {
    adminUrl: admin.url,
    settings: {
      host: '127.0.0.1',
      port: (csta.address() as AddressInfo).port,
      tls: 'none',
      sessionStyle: 'openscape',
      devices,
      queues: [queue],
    },
    async close() {
      for (const application of applications) application.drop();
      await Promise.all([admin.close(), new Promise((resolve) => csta.close(resolve))]);
    },
  };
};

export default start;
