import test from 'ava';
import { ConnectorError, type Failure } from '../../hub/errors.ts';
import { createCircuitBreaker } from '../../hub/patterns/circuit-breaker.ts';

function world() {
  const at = { ms: 0 };
  const told: string[] = [];
  let asked = 0;
  const breaker = createCircuitBreaker({
    name: 'dosis',
    threshold: 3,
    openMs: 1000,
    now: () => at.ms,
    onChange: (state) => told.push(state),
  });
  const call = (failure?: Failure) =>
    breaker.run(async () => {
      asked += 1;
      if (failure) throw new ConnectorError('POST /dossiers: failed', { failure });
    });
  const calls = async (times: number, failure?: Failure) => {
    for (let each = 0; each < times; each += 1) await call(failure).catch(() => {});
  };
  return { at, told, breaker, call, calls, asked: () => asked };
}

test('after a few failures in a row a remote is left in peace', async (t) => {
  const { breaker, calls, call, asked } = world();
  await calls(3, 'unavailable');
  const error = await t.throwsAsync<ConnectorError>(call());
  t.is(breaker.state, 'open');
  t.is(error?.failure, 'unavailable');
  t.is(asked(), 3);
});

test('a remote that refuses is not away', async (t) => {
  const { breaker, calls } = world();
  await calls(10, 'rejected');
  t.is(breaker.state, 'closed');
});

test('a success between failures starts the count anew', async (t) => {
  const { breaker, calls } = world();
  await calls(2, 'unavailable');
  await calls(1);
  await calls(2, 'unavailable');
  t.is(breaker.state, 'closed');
});

test('after the pause one call tries, and success closes the circuit', async (t) => {
  const { at, breaker, calls, told } = world();
  await calls(3, 'unavailable');
  at.ms = 1001;
  await calls(1);
  t.is(breaker.state, 'closed');
  t.deepEqual(told, ['open', 'closed']);
});

test('while one call tries, the others wait; its failure opens the circuit again without telling twice', async (t) => {
  const { at, breaker, calls, told, asked } = world();
  await calls(3, 'unavailable');
  at.ms = 1001;
  const trying = Promise.withResolvers<void>();
  const trial = breaker.run(() => trying.promise);
  await calls(1);
  t.is(asked(), 3, 'a second call went through');
  trying.reject(new ConnectorError('POST /dossiers: no answer', { failure: 'unavailable' }));
  await t.throwsAsync(trial);
  t.is(breaker.state, 'open');
  t.deepEqual(told, ['open']);
});
