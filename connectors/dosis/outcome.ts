import { fromBelgianTime } from './belgian-time.ts';
import type { Result } from './wire.ts';

export interface Outcome {
  readonly outcome: 'published' | 'refused';
  readonly processedAt: string;
  readonly reasons: string[];
}

/** The outcome in our terms; DOSIS' time where it can be read, else the moment we heard it. */
export function outcomeOf({ Succes, TijdstipVerwerking, Fout, Fouten }: Result, heardAt: string): Outcome {
  const told = [Fout, ...Fouten.map(({ Omschrijving }) => Omschrijving)];
  return {
    outcome: Succes ? 'published' : 'refused',
    processedAt: fromBelgianTime(TijdstipVerwerking) ?? heardAt,
    reasons: told.filter((reason) => typeof reason === 'string' && reason !== '') as string[],
  };
}
