import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { asConnectorError, ConnectorError, type Failure, failures } from '../../hub/errors.ts';
import { redelivery } from '../../hub/patterns/redelivery.ts';

const readme = join(import.meta.dirname, '../../hub/README.md');
const never = { random: () => 0 };

function failed(failure: Failure, retryAfterMs?: number) {
  return new ConnectorError('GET /calls/:id: HTTP 503', { failure, retryAfterMs });
}

test('the failures that the README explains are the failures there are', async (t) => {
  const rows = (await readFile(readme, 'utf8')).matchAll(/^\| `(\w+)`\s+\|/gm);
  t.deepEqual(
    [...rows].map(([, name]) => name),
    [...failures],
  );
});

test('what was thrown by accident is our defect, and its text stays inside', (t) => {
  const error = asConnectorError(
    new TypeError('Jan Peeters is not a function'),
    'handling telephony.call.ended',
  );
  t.is(error.failure, 'defect');
  t.false(error.message.includes('Jan'));
});

for (const failure of ['rejected', 'malformed', 'defect', 'misconfigured'] as const) {
  test(`what is ${failure} is not tried again`, (t) => {
    t.deepEqual(redelivery(failed(failure), 1), { kind: 'never', reason: 'GET /calls/:id: HTTP 503' });
  });
}

test('a remote that is away is tried again after ever longer waits, up to a limit', (t) => {
  const waits = [1, 2, 3, 4, 20].map((attempt) => redelivery(failed('unavailable'), attempt, never));
  t.deepEqual(
    waits.map((verdict) => verdict.kind === 'again' && verdict.delayMs),
    [250, 500, 1000, 2000, 150_000],
  );
});

test('no two waits need be the same, so that a recovering remote is not stormed', (t) => {
  const least = redelivery(failed('unavailable'), 3, { random: () => 0 });
  const most = redelivery(failed('unavailable'), 3, { random: () => 0.999 });
  t.notDeepEqual(least, most);
});

test('a remote that stays away makes a dead letter in the end', (t) => {
  const verdict = redelivery(failed('unavailable'), 50);
  t.is(verdict.kind, 'never');
});

test('a remote that asks us to wait is obeyed to the millisecond, however often it asks', (t) => {
  t.deepEqual(redelivery(failed('throttled', 12_345), 1000), { kind: 'again', delayMs: 12_345 });
});

test('refused credentials are tried again later, for ever: mending them loses nothing', (t) => {
  t.deepEqual(redelivery(failed('unauthorised'), 1000), { kind: 'again', delayMs: 300_000 });
});
