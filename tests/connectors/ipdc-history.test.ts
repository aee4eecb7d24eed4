import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { microsOf } from '../../connectors/ipdc/micros.ts';
import { type Instance, instance } from '../../connectors/ipdc/wire.ts';
import { recordProduct } from '../../crm-core/knowledge/record-product.ts';
import { type Delivery, translate, unaccounted } from '../../hub/index.ts';
import mapping from '../../mappings/ipdc-instance-to-product.ts';
import { instanceOf, world } from './ipdc-world.ts';

const shared = fileURLToPath(new URL('../../../shared/data/flanders/ipdc/', import.meta.url));
const pages = join(shared, 'ldes-pages');
const archive = join(shared, 'ldes-historiek-2306-paginas.tar.zst');

const withPages = unlessAbsent(pages);
const withHistory = unlessAbsent(archive);

withPages('real pages of the catalogue become products, and no field of them is forgotten', async (t) => {
  for (const file of await readdir(pages)) {
    const { member } = JSON.parse(await readFile(join(pages, file), 'utf8')) as { member: object[] };
    for (const raw of member) {
      const version = instance.parse(raw);
      const product = translate(mapping, version);
      t.true(recordProduct.safeParse(product).success, file);
      t.false(JSON.stringify(product).includes('javascript:'), file);
      t.deepEqual(unaccounted(mapping, raw as Instance), [], file);
    }
  }
});

withHistory(
  'the whole history passes once and in order, though the reader is stopped again and again',
  async (t) => {
    t.timeout(180_000);
    const { endpoint } = await world(t, { pollSeconds: 60 }, await unpacked(t));
    const startedAt = performance.now();
    const tally = createTally();
    let cursor: string | undefined;
    for (let run = 0; tally.events < 57_642; run += 1) {
      const stop = new AbortController();
      const stopAt = tally.events + 2_500 + ((run * 7_919) % 5_000);
      for await (const delivery of endpoint.receive?.(stop.signal, cursor) ?? []) {
        tally.count(delivery);
        cursor = delivery.cursor;
        await delivery.ack();
        if (tally.events === 57_642 || tally.events >= stopAt) stop.abort();
      }
    }
    const seconds = (performance.now() - startedAt) / 1000;
    t.log(
      `${Math.round(2306 / seconds)} pages/s, ${Math.round(tally.peakMb)} MB at most with simulator and tally`,
    );

    t.is(tally.ids.size, 57_642);
    t.is(tally.outOfOrder, 0);
    t.is(tally.unreadable, 0);
    t.is(tally.latest.size, 2_394);
    t.is([...tally.latest.values()].filter(({ gearchiveerd }) => gearchiveerd).length, 74);
    t.deepEqual(tally.hostileLeft, []);
    t.true(tally.hostile > 0, 'the history holds hostile links');
    for (const version of tally.latest.values()) {
      const product = recordProduct.safeParse(translate(mapping, version));
      t.false(JSON.stringify(product.data ?? 'javascript: unfit').includes('javascript:'));
    }
  },
);

/** Real data is not part of the project: where it is absent the test says what it would have needed. */
function unlessAbsent(path: string): (title: string, prove: (t: ExecutionContext) => Promise<void>) => void {
  if (existsSync(path)) return test;
  return (title, prove) => test.skip(`${title} (needs ${relative(process.cwd(), path)})`, prove);
}

/** What a reader must get right, counted as it goes; only the last version of each product is kept. */
function createTally() {
  let previous = 0;
  return {
    events: 0,
    outOfOrder: 0,
    unreadable: 0,
    hostile: 0,
    hostileLeft: [] as string[],
    peakMb: 0,
    ids: new Set<string>(),
    latest: new Map<string, Instance>(),
    count(delivery: Delivery) {
      this.events += 1;
      this.ids.add(delivery.message.id);
      if (delivery.message.type !== 'ipdc.instance.changed') this.unreadable += 1;
      const version = instanceOf(delivery);
      const micros = microsOf(version.generatedAtTime) ?? 0;
      if (micros < previous) this.outOfOrder += 1;
      previous = micros;
      this.latest.set(version.productnummer, version);
      this.checkLinks(version);
      if (this.events % 1000 === 0) this.peakMb = Math.max(this.peakMb, process.memoryUsage().rss / 2 ** 20);
    },
    checkLinks(version: Instance) {
      if (!JSON.stringify(version).includes('javascript:')) return;
      this.hostile += 1;
      if (JSON.stringify(translate(mapping, version)).includes('javascript:')) {
        this.hostileLeft.push(version['@id']);
      }
    },
  };
}

async function unpacked(t: ExecutionContext) {
  const folder = await mkdtemp(join(tmpdir(), 'ipdc-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  await promisify(execFile)('tar', ['--zstd', '-xf', archive, '-C', folder, '--strip-components=1']);
  return folder;
}
