-- match_stale: whatever writes a record, a way to reach him, an address or a link marks his profile as stale; it is fresh
-- again once keepMatchKeys has run, which the product does in the same transaction and a round does for everybody else
create function match_goes_stale() returns trigger language plpgsql as $$
begin
  execute format(
    'insert into match_stale (record_id) select distinct id from (%s) as given (id) order by id on conflict do nothing',
    case tg_table_name
      when 'customer_record' then 'select id from changed'
      when 'customer_link' then 'select survivor_id from changed union select absorbed_id from changed'
      else 'select record_id from changed'
    end
  );
  return null;
end $$;
do $$
declare
  kept text;
begin
  foreach kept in array array['customer_record', 'customer_contact_point', 'customer_address', 'customer_link'] loop
    execute format(
      'create trigger match_stale_insert after insert on %I referencing new table as changed
       for each statement execute function match_goes_stale()', kept);
    execute format(
      'create trigger match_stale_update after update on %I referencing new table as changed
       for each statement execute function match_goes_stale()', kept);
    execute format(
      'create trigger match_stale_delete after delete on %I referencing old table as changed
       for each statement execute function match_goes_stale()', kept);
  end loop;
end $$;
insert into match_stale (record_id) select id from customer_record on conflict do nothing;

-- match_revision: one row, which counts the changes of what matching knows
alter table match_revision add constraint match_revision_one check (id = 1);
insert into match_revision (id, revision) values (1, 1);
create function match_is_revised() returns trigger language plpgsql as $$
begin
  update match_revision set revision = revision + 1;
  return null;
end $$;
create trigger match_model_revises after insert or update or delete on match_model
  for each statement execute function match_is_revised();
create trigger match_stop_value_revises after insert or update or delete on match_stop_value
  for each statement execute function match_is_revised();

-- match_stop_value: what forms are filled in with by those who have nothing to fill in
alter table match_stop_value add constraint match_stop_value_field check (
  field in ('family', 'given', 'births', 'phones', 'emails', 'homes') and btrim(value) <> ''
);
insert into match_stop_value (field, value, added_by)
select field, value, 'schakel' from (values
  ('family', 'onbekend'), ('family', 'unknown'), ('family', 'inconnu'), ('family', 'anoniem'), ('family', 'nvt'),
  ('family', 'geen'), ('family', 'test'), ('family', 'x'), ('family', 'xxx'), ('family', 'naam'),
  ('given', 'onbekend'), ('given', 'unknown'), ('given', 'inconnu'), ('given', 'anoniem'), ('given', 'nvt'),
  ('given', 'geen'), ('given', 'test'), ('given', 'x'), ('given', 'xxx'), ('given', 'dhr'), ('given', 'mevr'),
  ('given', 'mevrouw'), ('given', 'meneer'), ('given', 'mijnheer'), ('given', 'familie'), ('given', 'heer'),
  ('births', '1900-01-01'), ('births', '1901-01-01'), ('births', '1970-01-01'), ('births', '2000-01-01'),
  ('phones', '+32000000000'), ('phones', '+3200000000'), ('phones', '+3216272000'), ('phones', '+32400000000'),
  ('phones', '+32470000000'), ('phones', '+32499999999'), ('phones', '+32412345678'), ('phones', '+32123456789'),
  ('emails', 'info@'), ('emails', 'noreply@'), ('emails', 'no-reply@'), ('emails', 'contact@'), ('emails', 'test@'),
  ('emails', 'geen@'), ('emails', 'onbekend@'), ('emails', 'nvt@'), ('emails', 'admin@'), ('emails', 'mail@'),
  ('homes', 'onbekend'), ('homes', 'nvt'), ('homes', 'geen'), ('homes', 'referentieadres')
) as seeds (field, value);

-- match_run: runs until it is done
alter table match_run add constraint match_run_state check (
  (state = 'running' and ended_at is null) or (state = 'done' and ended_at is not null)
);
create unique index match_run_one_idx on match_run (state) where state = 'running';

-- match_proposal: two customers in one order, how sure from 0 to 1, and decided with who and why
alter table match_proposal
  add constraint match_proposal_two check (one_id < other_id),
  add constraint match_proposal_probability check (probability between 0 and 1),
  add constraint match_proposal_state check (
    state in ('open', 'accepted', 'refused') and (state = 'open') = (decided_at is null)
    and (state = 'open') = (decided_subject is null) and (state <> 'refused' or btrim(coalesce(reason, '')) <> '')
  );
create function match_proposal_stays() returns trigger language plpgsql as $$
begin
  if old.state <> 'open' and old is distinct from new then
    raise exception 'a proposal is decided once'
      using errcode = 'check_violation', constraint = 'match_proposal_once';
  end if;
  return new;
end $$;
create trigger match_proposal_stays before update on match_proposal
  for each row execute function match_proposal_stays();

-- form_sending: confirmed before it ends, and compared only once it is confirmed
alter table form_sending
  add constraint form_sending_contact foreign key (contact_id) references contact (id),
  add constraint form_sending_confirmed check (confirmed_at is null or confirmed_at <= expires_at),
  add constraint form_sending_compared check (compared_at is null or confirmed_at is not null);
create index form_sending_waiting_idx on form_sending (confirmed_at) where confirmed_at is not null and compared_at is null;
alter table form_limit add constraint form_limit_count check (count > 0);
