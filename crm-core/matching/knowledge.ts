import type { Tx } from '../ports.ts';
import { type Field, untrained } from './comparisons.ts';
import type { Model } from './model.ts';

/** What matching has been taught: the newest model, and the values that say nothing. */
export interface Knowledge {
  readonly revision: number;
  readonly version: number;
  readonly model: Model;
  /** How many profiles there were when the model was trained; a city of middling size before. */
  readonly customers: number;
  readonly stops: (field: Field, value: string) => boolean;
}

const kept = new WeakMap<object, Knowledge>();

const untrainedCustomers = 100_000;

/** The newest that this node has read; `readKnowledge` reads it again when the revision is another. */
export function knowledgeOf(owner: object, tx: Tx): Knowledge | Promise<Knowledge> {
  return kept.get(owner) ?? readKnowledge(owner, tx);
}

export async function readKnowledge(owner: object, tx: Tx): Promise<Knowledge> {
  const [row] = await tx.$queryRaw<
    {
      revision: number;
      version: number | null;
      parameters: Model | null;
      profiles: number | null;
      stops: { field: string; value: string }[];
    }[]
  >`
    select revision, newest.version, newest.parameters, newest.profiles, (
      select coalesce(jsonb_agg(jsonb_build_object('field', field, 'value', value)), '[]') from match_stop_value
    ) as stops
    from match_revision left join lateral (
      select version, parameters, profiles from match_model order by version desc limit 1
    ) as newest on true`;
  const stops = new Set(row?.stops.map(({ field, value }) => `${field} ${value}`));
  const read: Knowledge = {
    revision: row?.revision ?? 0,
    version: row?.version ?? 0,
    model: row?.parameters ?? untrained,
    customers: Math.max(row?.profiles ?? untrainedCustomers, 1),
    stops: (field, value) => stops.has(`${field} ${value}`),
  };
  kept.set(owner, read);
  return read;
}
