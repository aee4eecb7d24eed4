/** What must be true whatever happened: each statement answers what breaks it. */
export const invariants: Readonly<Record<string, string>> = {
  'every contact has a reference of its own': `
    select contact.id from contact left join reference on code = contact.reference
    where code is null or exists (select from case_file where case_file.reference = contact.reference)`,
  'no reference is given for nothing': `
    select code from reference where not exists (select from contact where reference = code)
      and not exists (select from case_file where reference = code)
      and not exists (select from case_follower where reference = code)
      and not exists (select from booking where reference = code)`,
  'every registered contact says when, and what was asked': `
    select id from contact where state = 'registered'
      and (registered_at is null or not exists (select from question where contact_id = contact.id))`,
  'every open case has an owner and a due moment': `
    select file.id from case_file file left join handler_group on key = handler_group_key
    where state not in ('answered', 'closed', 'withdrawn') and (key is null or due_at is null or due_at < opened_at)`,
  'every open case has one open promise of an answer, of its owner and due when it is; no other has one': `
    select file.id from case_file file left join promise on case_id = file.id and promise.kind = 'answer' and promise.state = 'open'
      and promise.due_at = file.due_at and promise.handler_group_key = file.handler_group_key
    group by file.id
    having count(promise.id) <> (file.state not in ('answered', 'closed', 'withdrawn'))::int`,
  'every case comes from a question or from an act that is logged': `
    select id from case_file where not exists (
      select from audit_entry where subject_type = 'case' and subject_id = case_file.id::text and act = 'case.open'
    )`,
  'every state of a case is explained by its last change': `
    select file.id from case_file file join lateral (
      select state from case_change where case_id = file.id order by number desc limit 1
    ) last on true where last.state <> file.state`,
  'every change of a case is by somebody, for a reason': `
    select id from case_change where btrim(actor_subject) = '' or btrim(actor_name) = '' or btrim(reason) = ''`,
  'the changes of a case are numbered without a gap': `
    select case_id from case_change group by case_id having max(number) <> count(*) or min(number) <> 1`,
  'no case is answered without an answer, and no answer without a change that dates it': `
    select id from case_file where (state = 'answered' and btrim(coalesce(answer, '')) = '') or (answer is not null
      and not exists (select from case_change where case_id = case_file.id and case_change.state = 'answered'))`,
  'no case is answered while a part of the answer is owed': `
    select part.id from case_part part join case_file file on file.id = case_id
    where part.state in ('asked', 'in-progress') and file.state = 'answered'`,
  'every part that is settled says what, by whom and when': `
    select id from case_part where (state in ('asked', 'in-progress')) <> (settled_at is null)
      or (settled_at is not null and (btrim(coalesce(position, '')) = '' or btrim(coalesce(settled_by, '')) = ''))`,
  'no question of a registered contact is answered without an answer and its date, or a case without its case': `
    select question.id from question join contact on contact.id = contact_id and contact.state = 'registered'
    where outcome is null or (outcome = 'answered' and (btrim(coalesce(answer, '')) = '' or answered_at is null))
      or (outcome = 'case' and case_id is null)`,
  'every change of a case is an audit entry': `
    select case_id from case_change group by case_id having count(*) > (
      select count(*) from audit_entry where subject_type = 'case' and subject_id = case_id::text
    )`,
  'an anonymous contact is nobody’s': `select id from contact where anonymous and customer_id is not null`,
  'nothing that was answered is kept without its answer': `
    select key from idempotent_answer where answer is null or answer = 'null'::jsonb`,
  'every promise has an owner, a due moment, words and who made it': `
    select promise.id from promise left join handler_group on key = handler_group_key
    where key is null or promise.due_at is null or (promise.kind <> 'answer'
      and (btrim(coalesce(promise.words, '')) = '' or btrim(coalesce(promise.made_by_subject, '')) = ''))`,
  'no promise is kept without a proof that is there': `
    select promise.id from promise left join promise_proof proof on promise_id = promise.id
    where (promise.state in ('kept', 'kept-late')) <> (promise_id is not null)
      or (proof.kind = 'call' and not exists (
        select from call where id = proof.call_id and direction = 'outbound' and number = promise.phone and answered_at = proof.at
      ))`,
  'no promise ends without a reason or a proof': `
    select id from promise where state = 'cancelled' and (btrim(coalesce(closed_reason, '')) = '' or closed_at is null)`,
  'every promise that somebody made is an audit entry': `
    select id from promise where kind <> 'answer' and not exists (
      select from audit_entry where subject_type = 'promise' and subject_id = promise.id::text and act = 'promise.make'
    )`,
  'nobody who wants to hear an answer by telephone is left without a promise': `
    select wish.id from feedback_wish wish join case_file file on file.id = case_id
    where wish.answer = 'wanted' and wish.channel = 'phone' and file.state = 'answered' and not exists (
      select from promise where promise.case_id = file.id and promise.kind = 'callback' and promise.phone = wish.recipient
    )`,
  'every transfer that is over says when, and one that is called back by which promise': `
    select transfer.id from transfer left join promise on promise.id = call_back_promise_id
    where (transfer.state in ('offered', 'made')) <> (settled_at is null)
      or (transfer.state = 'call-back') <> (promise.id is not null)
      or (promise.id is not null and (promise.kind <> 'callback' or promise.contact_id <> transfer.contact_id))`,
  'every card and what became of it is an audit entry': `
    select id from transfer where told_by = 'card' and (select count(*) from audit_entry
      where subject_type = 'transfer' and subject_id = transfer.id::text) < 1 + (answered_by_subject is not null)::int`,
  'what teaches a rule is one case or one transfer that is there': `
    select misrouting.id from misrouting left join case_file file on file.id = case_id left join transfer on transfer.id = transfer_id
    where num_nonnulls(file.id, transfer.id) <> 1`,
  'every amendment is of something that is there, and says who made what of what': `
    select id from amendment where btrim(author_subject) = '' or before = after or not exists (
      select from case_file where about_type = 'case' and case_file.id = about_id
      union all select from promise where about_type = 'promise' and promise.id = about_id
      union all select from booking where about_type = 'booking' and booking.id = about_id
    )`,
  'two national numbers are never one customer': `
    select customer_root(id) from customer_record where national_number_index is not null
    group by 1 having count(distinct national_number_index) > 1`,
  'every record is part of exactly one customer, which knows it': `
    select id from customer_record where (select count(*) from customer_cluster(customer_root(id)) as member (id)
      where member.id = customer_record.id) <> 1`,
  'every merge and what undid it says who and why, and is an audit entry': `
    select id from customer_link where kind = 'merge' and (btrim(reason) = '' or btrim(author_subject) = ''
      or (undone_at is not null and (btrim(coalesce(undone_by, '')) = '' or btrim(coalesce(undone_reason, '')) = ''))
      or not exists (select from audit_entry where act = 'customer.merge' and details ->> 'link' = customer_link.id::text))`,
};
