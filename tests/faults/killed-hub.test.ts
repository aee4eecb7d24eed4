import test from 'ava';
import { killedHub } from './killed-hub.ts';

test('a hub that is killed in the middle of its work loses no contact and tells DOSIS nothing twice', async (t) => {
  t.timeout(300_000);
  const report = await killedHub(t, { kills: 4, clients: 4, longestLifeMs: 1500 });
  t.log(`${report.accepted} contacts accepted over ${report.kills} kills`);
  t.true(report.accepted > 0);
  t.deepEqual(report.lost, []);
  t.deepEqual(report.unpublished, []);
  t.deepEqual(report.doubled, []);
  t.deepEqual(report.repeated, []);
});
