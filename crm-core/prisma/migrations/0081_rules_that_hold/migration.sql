-- what is only added to says by which rule
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'check_violation', constraint = tg_name;
end $$;
create or replace function audit_entry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.hash is null and new.hash is not null and new.number is not null
    and new.previous_hash is not null and new.sealed_at is not null
    and (old.id, old.at, old.actor_subject, old.actor_name, old.act, old.subject_type, old.subject_id, old.purpose,
         old.correlationid, old.details)
      is not distinct from (new.id, new.at, new.actor_subject, new.actor_name, new.act, new.subject_type,
         new.subject_id, new.purpose, new.correlationid, new.details) then
    return new;
  end if;
  raise exception 'audit_entry is only added to' using errcode = 'check_violation', constraint = 'audit_entry_stays';
end $$;

-- reference: what was given once is never given again, nor to a contact and a case
create trigger reference_stays before update or delete or truncate on reference
  for each statement execute function refuse_change();

-- contact, case_file: they do not vanish, and a registered contact stays registered
create trigger contact_is_kept before delete or truncate on contact
  for each statement execute function refuse_change();
create trigger case_file_is_kept before delete or truncate on case_file
  for each statement execute function refuse_change();
create function contact_stays_registered() returns trigger language plpgsql as $$
begin
  raise exception 'a contact that is registered stays so, with its reference'
    using errcode = 'check_violation', constraint = 'contact_stays_registered';
end $$;
create trigger contact_stays_registered before update of state, reference on contact for each row
  when (new.reference <> old.reference or (old.state = 'registered' and new.state <> 'registered'))
  execute function contact_stays_registered();

-- case_file: due after it was opened; an answer is marked and dated by a change
alter table case_file add constraint case_file_due check (due_at >= opened_at);
create function case_file_answer_dated() returns trigger language plpgsql as $$
begin
  if not exists (select from case_change where case_id = new.id and state = 'answered') then
    raise exception 'an answer is dated by the change that gave it'
      using errcode = 'check_violation', constraint = 'case_file_answer_dated';
  end if;
  return null;
end $$;
create constraint trigger case_file_answer_dated after insert or update of answer on case_file
  deferrable initially deferred for each row when (new.answer is not null) execute function case_file_answer_dated();
