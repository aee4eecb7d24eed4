import { readFile } from 'node:fs/promises';
import test from 'ava';
import fc from 'fast-check';
import { fromBelgianTime, toBelgianTime } from '../../connectors/dosis/belgian-time.ts';
import { knownCode, knownPhase, labelOf } from '../../connectors/dosis/codes.ts';
import { vlaamseCodes, vlaamseFasen } from '../../connectors/dosis/wire.ts';

test('a code is known in every spelling that was seen of it', (t) => {
  t.is(knownCode('OnOntvankelijk'), 'Onontvankelijk');
  t.is(knownCode('ErkendVergund'), 'ErkendOfVergund');
  t.is(knownCode('in behandeling'), 'InBehandeling');
  t.is(knownCode('GEÏNITIEERD'), 'Geinitieerd');
  t.is(knownPhase('afgerond'), 'Afgerond');
  for (const code of Object.keys(vlaamseCodes)) t.is(knownCode(code), code as keyof typeof vlaamseCodes);
});

test('a code that no list has stays as it was received', (t) => {
  t.is(knownCode('Geregeld'), undefined);
  t.is(knownPhase('Ergens'), undefined);
  t.is(labelOf('Geregeld'), 'Geregeld');
});

const lists = new URL('../../../shared/data/flanders/dosis/codelijsten/', import.meta.url);
for (const [file, ours] of [
  ['StatusVlaamseCode.ttl', vlaamseCodes],
  ['StatusVlaamseFase.ttl', vlaamseFasen],
] as const) {
  test(`every concept of the published code list ${file} is known`, async (t) => {
    const text = await readFile(new URL(file, lists), 'utf8').catch(() => undefined);
    if (text === undefined) {
      t.pass(`skipped: ../shared/data has no ${file}`);
      return;
    }
    const published = [...text.matchAll(/skos:notation "(\w+)"/g)].map(([, notation]) => notation ?? '');
    t.true(published.length > 0);
    t.deepEqual(
      published.filter((notation) => !Object.hasOwn(ours, notation)),
      [],
    );
  });
}

test('an instant becomes Belgian local time and back, in summer and in winter', (t) => {
  t.is(toBelgianTime('2026-03-04T08:15:00Z'), '2026-03-04T09:15:00');
  t.is(toBelgianTime('2026-07-04T08:15:00Z'), '2026-07-04T10:15:00');
  t.is(fromBelgianTime('2026-07-04T10:15:00'), '2026-07-04T08:15:00.000Z');
  t.is(fromBelgianTime('2026-07-04T10:15:00+02:00'), '2026-07-04T08:15:00.000Z');
  t.is(fromBelgianTime('gisteren'), undefined);
});

test('no second of the years around now is lost between the two clocks, but for the hour that comes twice', (t) => {
  const seconds = fc.integer({ min: Date.UTC(2020, 0) / 1000, max: Date.UTC(2040, 0) / 1000 });
  fc.assert(
    fc.property(seconds, (second) => {
      const instant = new Date(second * 1000).toISOString();
      const hour = 3_600_000;
      const back = Date.parse(fromBelgianTime(toBelgianTime(instant)) ?? '');
      const twice = toBelgianTime(new Date(back + hour).toISOString()) === toBelgianTime(instant);
      return back === second * 1000 || (twice && back + hour === second * 1000);
    }),
    { numRuns: 500 },
  );
  t.pass();
});
