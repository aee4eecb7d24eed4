import { ConnectorError } from '../../hub/index.ts';
import type { DossierStatus, FoundStatus } from './status.ts';

type Ask = (type: string, data: object) => Promise<unknown>;

/** The resolvers of `schema.graphql`; cases that are asked about in one turn share one question of at most 500. */
export default function resolvers(ask: Ask) {
  const statusOf = batched(async (dossierNumbers) => {
    const reply = (await ask('dosis.dossier.statuses', { dossierNumbers })) as { statuses: FoundStatus[] };
    return reply.statuses;
  });
  return {
    Case: {
      __resolveReference: (reference: object) => reference,
      async dossierStatus({ reference }: { reference: string }): Promise<DossierStatus | null> {
        const found = await statusOf(reference);
        if (found?.failure) throw new ConnectorError(found.failure.message, { failure: found.failure.kind });
        return found?.status ?? null;
      },
    },
  };
}

/** Collects the keys of one turn of the event loop and loads them together. */
function batched(load: (keys: string[]) => Promise<FoundStatus[]>) {
  let turn: { keys: Set<string>; found: Promise<Map<string, FoundStatus>> } | undefined;
  const loadTurn = async (keys: Set<string>) => {
    await new Promise((resolve) => setImmediate(resolve));
    turn = undefined;
    const all = [...keys];
    const slices = Array.from({ length: Math.ceil(all.length / 500) }, (_, n) =>
      all.slice(n * 500, n * 500 + 500),
    );
    const found = (await Promise.all(slices.map(load))).flat();
    return new Map(found.map((one) => [one.dossierNumber, one]));
  };
  return async (key: string) => {
    if (!turn) {
      const keys = new Set<string>();
      turn = { keys, found: loadTurn(keys) };
    }
    turn.keys.add(key);
    return (await turn.found).get(key);
  };
}
