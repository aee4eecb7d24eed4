import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import test from 'ava';
import { play, readLines } from './telephony-player.ts';

const root = new URL('../../connectors/telephony/testcases/', import.meta.url);

for (const name of readdirSync(root)) {
  test(`the recording ${name.replaceAll('-', ' ')} becomes what stands beside it`, async (t) => {
    const folder = new URL(`${name}/`, root);
    const played = await play(t, await readLines(folder));
    t.deepEqual(
      JSON.parse(JSON.stringify(played)),
      JSON.parse(await readFile(new URL('expected.json', folder), 'utf8')),
    );
  });
}
