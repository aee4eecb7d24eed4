import { killedHub } from '../faults/killed-hub.ts';

/** One hub killed with -9 a hundred times in the middle of its work: what it accepted, and what of that is wrong. */
export async function bench(): Promise<readonly Record<string, string | number>[]> {
  const ends: (() => unknown)[] = [];
  try {
    const report = await killedHub(
      { teardown: (end) => void ends.unshift(end) },
      { kills: 100, clients: 4, longestLifeMs: 1500, told: (line) => process.stderr.write(`${line}\n`) },
    );
    const count = (list: readonly string[]) => list.length;
    return [
      {
        kills: report.kills,
        accepted: report.accepted,
        lost: count(report.lost),
        unpublished: count(report.unpublished),
        doubled: count(report.doubled),
        repeated: count(report.repeated),
      },
    ];
  } finally {
    for (const end of ends) await end();
  }
}
