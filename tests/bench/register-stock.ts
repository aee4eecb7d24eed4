import type { Sql } from '../../hub/database/sql.ts';

/** Each is reachable at a number of his own. */
export const customers = 20_000;

const reference = (number: string) =>
  `translate(lpad(to_hex((${number}) * 6700417 % 1099511627776), 10, '0'), '0123456789abcdef', '2346789ABCDEFGHJ')`;
const id = (kind: number, number: string) =>
  `('01900000-000${kind}-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
const moment = `timestamptz '2024-01-01' + number * interval '1 minute'`;

const statements = [
  `insert into customer_record (id, source, external_id, kind, given_name, family_name, search_name, sound_keys)
   select ${id(1, 'number')}, 'rijksregister', 'stock-' || number, 'person', 'Voornaam' || number % 997,
     'Familienaam' || number, 'voornaam' || number % 997 || ' familienaam' || number, '{}'
   from generate_series(1, ${customers}) as number`,
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
     opened_at, due_at, answer)
   select ${id(4, 'number')}, ${reference('$1::bigint + number')}, 'question', 'Wanneer is mijn paspoort klaar?',
     'Wanneer is mijn paspoort klaar?', case number % 50 when 0 then 'assigned' else 'answered' end, 'burgerzaken',
     ${id(1, `1 + number * 5 % ${customers}`)}, 'stock-' || number * 5, ${moment}, ${moment} + interval '3 days',
     case number % 50 when 0 then null else 'Morgen.' end
   from generate_series(1, $1::bigint / 5) as number`,
  `insert into case_change (id, case_id, number, state, handler_group_key, actor_subject, actor_name, reason, at)
   select gen_random_uuid(), id, 1, state, 'burgerzaken', 'agent-els', 'Els Peeters', 'Geopend.', opened_at from case_file`,
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
  for (const statement of statements) {
    const values = statement.includes('$1') ? [contacts] : [];
    await database.query(`set session_replication_role = replica`);
    await database.query(statement, values);
  }
  await database.query('set session_replication_role = default');
  await database.query('vacuum analyze');
}
