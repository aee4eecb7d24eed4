import test from 'ava';
import { deskWorld } from './world.ts';

test.serial(
  'an agent is told that calls do not come up while the telephone switch is away, and no longer',
  async (t) => {
    const world = await deskWorld(t);
    if (!world) return;
    const { agent } = world;
    await agent.getByText('oproepen komen binnen').waitFor();
    const told = agent.getByRole('status').getByText('oproepen verschijnen niet vanzelf');
    t.is(await told.count(), 0);
    await world.switchGoesAway();
    await told.waitFor();
    await agent.locator('app-bar .link.down').getByText('geen verbinding').waitFor();
    await world.switchComesBack();
    await agent.getByText('oproepen komen binnen').waitFor();
    await told.waitFor({ state: 'detached' });
    t.deepEqual(world.faults, []);
  },
);
