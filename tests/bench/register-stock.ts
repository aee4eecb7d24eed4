import { testNationalNumber } from '../../crm-core/customers/belgium/national-number.ts';
import { plain } from '../../crm-core/customers/names.ts';
import { blindIndex, sealNumber } from '../../crm-core/customers/vault.ts';
import type { Sql } from '../../hub/database/sql.ts';

/** People whom the city knows, each with a national number and a telephone number of his own. */
export const customers = 20_000;

/** Of the bench alone. */
export const keys = { encryption: Buffer.alloc(32, 1), blindIndex: Buffer.alloc(32, 2) };

/** Of the ids of customers, before their number in twelve hexadecimal digits. */
export const customerPrefix = '01900000-0001-7000-8000-';

export interface Person {
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  /** E.164. */
  readonly telephone: string;
}

/** The one with this number, from 1 on. */
export function person(number: number): Person {
  const day = new Date(Date.UTC(1940, 0, 1) + ((number * 7919) % 24_000) * 86_400_000);
  return {
    givenName: word(number % 400),
    familyName: word(number),
    birthDate: day.toISOString().slice(0, 10),
    telephone: `+32470${String(number).padStart(6, '0')}`,
  };
}

const syllables = ['ba', 'der', 'ko', 'lin', 'mo', 'nas', 'pe', 'rik', 'su', 'ten', 'van', 'wol'];

/** Another for every number below 20,736. */
function word(number: number): string {
  const at = (place: number) => syllables[Math.floor(number / syllables.length ** place) % syllables.length];
  return `${at(0)}${at(1)}${at(2)}${at(3)}`.replace(/^./, (first) => first.toUpperCase());
}

const reference = (number: string) =>
  `translate(lpad(to_hex((${number}) * 6700417 % 1099511627776), 10, '0'), '0123456789abcdef', '2346789ABCDEFGHJ')`;
const id = (kind: number, number: string) =>
  `('01900000-000${kind}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
/** One a minute, up to now. */
const moment = "date_trunc('minute', now()) - ($1::bigint - number) * interval '1 minute'";
/** Of the newest cases, which nobody has answered yet. */
const open = 'number > $1::bigint / 5 - 500';

const statements = [
  `insert into customer_contact_point (id, record_id, kind, value)
   select ${id(2, 'number')}, ${id(1, 'number')}, 'phone', '+32470' || lpad(number::text, 6, '0')
   from generate_series(1, ${customers}) as number`,
  'insert into match_stale (record_id) select id from customer_record on conflict do nothing',
  `insert into reference (code) select ${reference('number')} from generate_series(1, $1::bigint + $1 / 5) as number`,
  `insert into contact (id, reference, state, channel_key, customer_id, summary, agent_subject, agent_name, correlationid,
     started_at, ended_at, registered_at, touched_at)
   select ${id(3, 'number')}, ${reference('number')}, 'registered', 'phone', ${id(1, `1 + number % ${customers}`)},
     'Vraag over een paspoort', 'agent-els', 'Els Peeters', 'stock-' || number, ${moment}, ${moment}, ${moment}, ${moment}
   from generate_series(1, $1::bigint) as number`,
  `insert into case_file (id, reference, kind, title, description, state, handler_group_key, customer_id, correlationid,
     opened_at, due_at, answer, ended_at)
   select ${id(4, 'number')}, ${reference('$1::bigint + number')}, 'question', 'Wanneer is mijn paspoort klaar?',
     'Wanneer is mijn paspoort klaar?', case when ${open} then 'assigned' else 'answered' end, 'burgerzaken',
     ${id(1, `1 + number * 5 % ${customers}`)}, 'stock-' || number * 5, at, at + interval '10 days',
     case when ${open} then null else 'Morgen.' end, case when ${open} then null else at end
   from generate_series(1, $1::bigint / 5) as number cross join lateral (
     select date_trunc('minute', now()) - ($1::bigint - number * 5) * interval '1 minute' as at
   ) as opened`,
  `insert into case_change (id, case_id, number, state, handler_group_key, actor_subject, actor_name, reason, at)
   select gen_random_uuid(), id, 1, state, 'burgerzaken', 'agent-els', 'Els Peeters', 'Geopend.', opened_at from case_file`,
  `insert into promise (id, kind, proof_needed, case_id, customer_id, handler_group_key, from_at, due_at, made_at,
     correlationid, look_at, consulted)
   select gen_random_uuid(), 'answer', 'answer', id, customer_id, handler_group_key, opened_at, due_at, opened_at,
     correlationid, due_at - interval '4 days', '{}'
   from case_file where state = 'assigned'`,
  `insert into question (id, contact_id, position, kind, text, outcome, answer, case_id)
   select ${id(5, 'number')}, ${id(3, 'number')}, 0, 'question', 'Wanneer is mijn paspoort klaar?',
     case number % 5 when 0 then 'case' else 'answered' end, case number % 5 when 0 then null else 'Morgen.' end,
     case number % 5 when 0 then ${id(4, 'number / 5')} end
   from generate_series(1, $1::bigint) as number`,
  `insert into audit_entry (id, at, actor_subject, actor_name, act, subject_type, subject_id, correlationid, number, hash)
   select ${id(6, 'number')}, ${moment}, 'agent-els', 'Els Peeters', 'contact.register', 'contact', ${id(3, 'number')}::text,
     'stock-' || number, number, '\\x00'
   from generate_series(1, $1::bigint) as number`,
];

/** Fills a new database with so many registered contacts; a fifth of them had a case. */
export async function loadStock(database: Sql, contacts: number): Promise<void> {
  await database.query('set session_replication_role = replica');
  await database.query('set synchronous_commit = off');
  await loadCustomers(database);
  for (const statement of statements)
    await database.query(statement, statement.includes('$1') ? [contacts] : []);
  await database.query('reset all');
  await database.query('vacuum analyze');
}

async function loadCustomers(database: Sql) {
  const records = Array.from({ length: customers }, (_, index) => {
    const { givenName, familyName, birthDate } = person(index + 1);
    const number = testNationalNumber(birthDate, 1 + (index % 997));
    return {
      id: `${customerPrefix}${(index + 1).toString(16).padStart(12, '0')}`,
      source: 'rijksregister',
      external_id: `stock-${index}`,
      kind: 'person',
      given_name: givenName,
      family_name: familyName,
      birth_date: birthDate,
      national_number: hex(sealNumber({ keys }, number)),
      national_number_index: hex(blindIndex({ keys }, number)),
      search_name: `${plain(givenName)} ${plain(familyName)}`,
      sound_keys: [],
      role: 'told',
      since: {},
      recorded_at: new Date(),
    };
  });
  await database.query(
    `insert into customer_record select * from json_populate_recordset(null::customer_record, $1::json)`,
    [JSON.stringify(records)],
  );
}

function hex(bytes: Buffer) {
  return `\\x${bytes.toString('hex')}`;
}
