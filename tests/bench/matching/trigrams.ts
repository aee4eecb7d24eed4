import type { Turn } from './contacts.ts';
import type { Stock } from './stock.ts';

export interface Baseline {
  readonly hit1: number;
  readonly hit5: number;
  readonly p50: number;
}

/** What most systems do: one text of all fields for each customer, and the nearest by PostgreSQL's trigrams. */
export async function trigramBaseline(
  stock: Stock,
  turns: readonly Turn[],
  quantile: (ms: readonly number[], share: number) => number,
): Promise<Baseline> {
  await stock.query(`
    create table whole_text as
    select record.id, lower(concat_ws(' ', given_name, family_name, birth_date, street, house_number, postcode, (
      select string_agg(value, ' ' order by kind desc) from customer_contact_point where record_id = record.id
    ))) as text
    from customer_record record left join customer_address on record_id = record.id`);
  await stock.query('create index on whole_text using gin (text gin_trgm_ops)');
  await stock.query('vacuum analyze whole_text');
  const places: number[] = [];
  const times: number[] = [];
  for (const { asked, person } of turns) {
    const { givenName, familyName, name, birthDate, street, houseNumber, postcode, telephone, email } = asked;
    const text = [givenName, familyName, name, birthDate, street, houseNumber, postcode, telephone, email];
    const startedAt = performance.now();
    const rows = await stock.query<{ id: string }>(
      `select id::text from whole_text where text % $1 order by similarity(text, $1) desc, id limit 5`,
      [text.filter(Boolean).join(' ').toLowerCase()],
    );
    times.push(performance.now() - startedAt);
    places.push(rows.findIndex(({ id }) => stock.personOf.get(id) === person) + 1);
  }
  const share = (most: number) => places.filter((place) => place > 0 && place <= most).length / places.length;
  return { hit1: share(1), hit5: share(5), p50: quantile(times, 0.5) };
}
