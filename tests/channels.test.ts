import test from 'ava';
import { ends } from './hub/channels-end.ts';
import { channelKinds } from './hub/channels-kinds.ts';
import { lifeOfAnItem } from './hub/channels-life.ts';
import { order } from './hub/channels-order.ts';

const cleanUps: (() => Promise<void>)[] = [];
test.after.always(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

for (const kind of channelKinds((work) => void cleanUps.push(work))) {
  for (const { title, needs, alone, run } of [...lifeOfAnItem, ...order, ...ends]) {
    if (needs && !kind.features[needs]) continue;
    const declare = alone ? test.serial : test;
    declare(`${kind.name}: ${title}`, async (t) => {
      const place = await kind.place(t);
      if (place) await run(t, place);
    });
  }
}
