import test from 'ava';
import { change, draft, openedCase, register } from './scenes.ts';
import { agent, type World, world } from './world.ts';

/** What the database answers to a statement of a superuser who bypasses us: the name of the rule, or of the missing column. */
async function refusal(city: World, statement: string): Promise<string> {
  try {
    await city.sql(statement);
    return 'nothing is refused';
  } catch (error) {
    const { code, constraint, column } = error as { code: string; constraint?: string; column?: string };
    return `${code} ${constraint ?? column}`;
  }
}

const check = '23514';
const missing = '23502';
const elsewhere = '23503';

test('the database itself refuses a contact without a reference, and a reference that is given twice or taken back', async (t) => {
  const city = await world(t);
  await openedCase(city);
  const other = await draft(city);
  t.is(await refusal(city, 'update contact set reference = null'), `${missing} reference`);
  t.is(
    await refusal(
      city,
      `update contact set reference = (select reference from case_file) where id = '${other}'`,
    ),
    `${check} contact_stays_registered`,
  );
  t.is(
    await refusal(
      city,
      `insert into contact (id, reference, channel_key, correlationid, started_at)
       values (gen_random_uuid(), '2222222222', 'desk', 'x', now())`,
    ),
    `${elsewhere} contact_reference_fkey`,
  );
  t.is(await refusal(city, `insert into reference select code from reference`), '23505 reference_pkey');
  t.is(await refusal(city, 'delete from reference'), `${check} reference_stays`);
  t.is(await refusal(city, `update reference set given_at = now()`), `${check} reference_stays`);
  t.is(await refusal(city, 'truncate reference cascade'), `${check} reference_stays`);
});

test('the database itself refuses an open case without an owner or a due moment', async (t) => {
  const city = await world(t);
  await openedCase(city);
  t.is(await refusal(city, 'update case_file set handler_group_key = null'), `${missing} handler_group_key`);
  t.is(await refusal(city, 'update case_file set due_at = null'), `${missing} due_at`);
  t.is(
    await refusal(city, `update case_file set due_at = opened_at - interval '1 second'`),
    `${check} case_file_due`,
  );
  t.is(
    await refusal(city, `delete from handler_group where key = 'burgerzaken'`),
    '23001 case_file_handler_group_key_fkey',
  );
});

test('the database itself refuses a change of state without an actor and a reason, and any change of what happened', async (t) => {
  const city = await world(t);
  const id = await openedCase(city);
  const step = (actor: string, reason: string) =>
    `insert into case_change (id, case_id, number, state, handler_group_key, actor_subject, actor_name, reason, at)
     values (gen_random_uuid(), '${id}', 2, 'assigned', 'burgerzaken', '${actor}', 'Els', '${reason}', now())`;
  t.is(await refusal(city, `update case_file set state = 'received'`), `${check} case_file_explained`);
  t.is(await refusal(city, `update case_file set handler_group_key = 'kcc'`), `${check} case_file_explained`);
  t.is(await refusal(city, step(' ', 'Omdat.')), `${check} case_change_explained`);
  t.is(await refusal(city, step('agent-els', ' ')), `${check} case_change_explained`);
  t.is(await refusal(city, `update case_change set reason = 'anders'`), `${check} case_change_stays`);
  t.is(await refusal(city, 'delete from case_change'), `${check} case_change_stays`);
  t.is(await refusal(city, 'truncate case_change cascade'), `${check} case_change_stays`);
});

test('the database itself refuses an answered mark without an answer, and an answer that no change marks and dates', async (t) => {
  const city = await world(t);
  const id = await openedCase(city);
  t.is(
    await refusal(city, `update case_file set answer = 'Morgen.' where id = '${id}'`),
    `${check} case_file_answer_dated`,
  );
  await change(city, agent, 'answerCase', { caseId: id, answer: 'Morgen.' });
  const [answered] = await city.sql(
    `select answer, (select at from case_change where state = 'answered') as at from case_file`,
  );
  t.deepEqual(answered, { answer: 'Morgen.', at: city.clock.now });
  t.is(await refusal(city, `update case_file set answer = null`), `${check} case_file_answered`);
  t.is(await refusal(city, `update case_file set answer = '  '`), `${check} case_file_answered`);
});

test('the database itself refuses an orphan: a question, a change or a publication of nothing, and to let what they are of vanish', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  await register(city, contactId, [
    { kind: 'QUESTION', text: 'Waar?', outcome: 'ANSWERED', answer: 'Hier.' },
    { kind: 'REPORT', text: 'Een put.', outcome: 'CASE', handlerGroup: 'openbaar-domein' },
  ]);
  const nobody = '00000000-0000-7000-8000-000000000000';
  t.is(
    await refusal(city, `update question set contact_id = '${nobody}' where position = 0`),
    `${elsewhere} question_contact_id_fkey`,
  );
  t.is(
    await refusal(city, `update question set case_id = '${nobody}' where case_id is not null`),
    `${elsewhere} question_case_id_fkey`,
  );
  t.is(
    await refusal(
      city,
      `insert into case_change (id, case_id, number, state, handler_group_key, actor_subject, actor_name, reason, at)
       values (gen_random_uuid(), '${nobody}', 1, 'assigned', 'burgerzaken', 'x', 'x', 'x', now())`,
    ),
    `${elsewhere} case_change_case_id_fkey`,
  );
  t.is(await refusal(city, 'delete from contact'), `${check} contact_is_kept`);
  t.is(await refusal(city, 'delete from case_file'), `${check} case_file_is_kept`);
  t.is(
    await refusal(city, `update contact set state = 'draft', registered_at = null`),
    `${check} contact_stays_registered`,
  );
});

test('the database itself refuses to change, take out or empty the audit trail (R200)', async (t) => {
  const city = await world(t);
  await openedCase(city);
  t.is(
    await refusal(city, `update audit_entry set actor_name = 'Iemand anders'`),
    `${check} audit_entry_stays`,
  );
  t.is(await refusal(city, 'delete from audit_entry'), `${check} audit_entry_stays`);
  t.is(await refusal(city, 'truncate audit_entry'), `${check} audit_entry_is_kept`);
});
