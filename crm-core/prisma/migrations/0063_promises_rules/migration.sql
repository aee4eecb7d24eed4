-- uuid_at: a UUID of version 7, for rows that the database adds by itself
create function uuid_at(at timestamptz) returns uuid language sql volatile as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid()) placing substring(int8send((extract(epoch from at) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- promise: what it must say, and how it is found
alter table promise
  add constraint promise_kind check (kind in ('answer', 'callback', 'message', 'work', 'appointment')),
  add constraint promise_state check (state in ('open', 'kept', 'kept-late', 'cancelled')),
  add constraint promise_proof_needed check (proof_needed in ('answer', 'call', 'message', 'work-order', 'confirmation')),
  add constraint promise_answer check ((kind = 'answer') = (proof_needed = 'answer') and (kind <> 'answer' or case_id is not null)),
  add constraint promise_said check (kind = 'answer' or (btrim(coalesce(about, '')) <> '' and btrim(coalesce(words, '')) <> '')),
  add constraint promise_call check (proof_needed <> 'call' or phone is not null),
  add constraint promise_work_order check (proof_needed <> 'work-order' or work_order_id is not null),
  add constraint promise_own_effort check (kind <> 'callback' or cardinality(consulted) > 0 or btrim(coalesce(effort, '')) <> ''),
  add constraint promise_phone check (phone ~ '^\+\d{3,15}$'),
  add constraint promise_window check (from_at <= due_at),
  add constraint promise_step check (step between 0 and 4),
  add constraint promise_closed check (
    (state = 'open') = (closed_at is null) and (state <> 'cancelled' or btrim(coalesce(closed_reason, '')) <> '')
  ),
  add constraint promise_calendar foreign key (calendar_key) references working_calendar (key),
  add constraint promise_work_order_known foreign key (work_order_id) references work_order (id);
create unique index promise_answer_idx on promise (case_id) where kind = 'answer' and state = 'open';
create index promise_look_idx on promise (look_at) where state = 'open' and look_at is not null;
create index promise_due_idx on promise (due_at, id) where state = 'open';
create index promise_late_idx on promise (handler_group_key, assignee_subject, step, due_at) where state = 'open' and step > 0;
create index promise_made_idx on promise using brin (made_at);
create index promise_contact_idx on promise (contact_id) where contact_id is not null;
create index promise_customer_idx on promise (customer_id, due_at) where customer_id is not null;
create index promise_phone_idx on promise (phone, made_at) where phone is not null;
create index promise_assignee_idx on promise (assignee_subject, due_at) where assignee_subject is not null;
create index promise_work_order_idx on promise (work_order_id) where state = 'open' and work_order_id is not null;
create index promise_message_idx on promise (message_id) where state = 'open' and message_id is not null;

create function promise_rules() returns trigger language plpgsql as $$
declare
  proven timestamptz;
begin
  if tg_op = 'INSERT' then
    if new.state <> 'open' then
      raise exception 'a promise begins open' using errcode = 'check_violation', constraint = 'promise_begins_open';
    end if;
    return new;
  end if;
  if old.state <> 'open' then
    raise exception 'a promise that is over stays as it is' using errcode = 'check_violation', constraint = 'promise_stays';
  end if;
  if (old.id, old.kind, old.proof_needed, old.made_at, old.case_id, old.work_order_id, old.words)
    is distinct from (new.id, new.kind, new.proof_needed, new.made_at, new.case_id, new.work_order_id, new.words) then
    raise exception 'what was promised stays as it was said' using errcode = 'check_violation', constraint = 'promise_as_said';
  end if;
  if new.state in ('kept', 'kept-late') then
    select proof.at into proven from promise_proof proof where proof.promise_id = new.id;
    if proven is null then
      raise exception 'a promise is kept by its proof only' using errcode = 'check_violation', constraint = 'promise_proven';
    end if;
    if (new.state = 'kept') <> (proven <= new.due_at) then
      raise exception 'a promise is kept in time or late, as its proof says' using errcode = 'check_violation', constraint = 'promise_in_time';
    end if;
  end if;
  if new.state <> 'open' then
    new.look_at := null;
  end if;
  return new;
end $$;
create trigger promise_rules before insert or update on promise for each row execute function promise_rules();
create trigger promise_is_kept_here before delete or truncate on promise for each statement execute function refuse_change();

-- promise_proof: is what it says, and closes its promise
create function promise_proof_rules() returns trigger language plpgsql as $$
declare
  promised promise;
  holds boolean;
begin
  select * into promised from promise where id = new.promise_id for update;
  if promised.state <> 'open' then
    raise exception 'a promise that is over needs no proof' using errcode = 'check_violation', constraint = 'promise_proof_open';
  end if;
  if new.kind not in (promised.proof_needed, 'confirmation') or new.at < promised.made_at then
    raise exception 'this does not prove this promise' using errcode = 'check_violation', constraint = 'promise_proof_fits';
  end if;
  holds := case new.kind
    when 'call' then exists (
      select from call where id = new.call_id and direction = 'outbound' and number = promised.phone and answered_at = new.at
    )
    when 'message' then exists (
      select from outgoing_message where id = new.message_id and id = promised.message_id and state = 'sent'
    )
    when 'work-order' then exists (
      select from work_order where id = promised.work_order_id and state = 'done' and changed_at = new.at
    )
    when 'answer' then exists (
      select from case_file where id = promised.case_id and btrim(coalesce(answer, '')) <> ''
    )
    else btrim(coalesce(new.actor_subject, '')) <> ''
      or exists (select from promise_link where promise_id = promised.id and used_at = new.at)
  end;
  if not holds then
    raise exception 'this proof is not there' using errcode = 'check_violation', constraint = 'promise_proof_holds';
  end if;
  return new;
end $$;
create trigger promise_proof_rules before insert on promise_proof for each row execute function promise_proof_rules();
create function promise_proof_closes() returns trigger language plpgsql as $$
begin
  update promise set state = case when new.at <= due_at then 'kept' else 'kept-late' end, closed_at = new.at where id = new.promise_id;
  return null;
end $$;
create trigger promise_proof_closes after insert on promise_proof for each row execute function promise_proof_closes();
create trigger promise_proof_stays before update or delete or truncate on promise_proof for each statement execute function refuse_change();
create trigger promise_step_stays before update or delete or truncate on promise_step for each statement execute function refuse_change();
create trigger promise_chase_stays before update or delete or truncate on promise_chase for each statement execute function refuse_change();
alter table promise_chase
  add constraint promise_chase_promise foreign key (promise_id) references promise (id),
  add constraint promise_chase_words check (btrim(words) <> '');
alter table promise_link add constraint promise_link_promise foreign key (promise_id) references promise (id);

-- case_file: every open case has one open promise of an answer, which goes where the case goes and ends as it ends
create function case_file_promise() returns trigger language plpgsql as $$
declare
  is_open constant boolean := new.state in ('received', 'assigned', 'in-progress', 'waiting-for-customer');
  last case_change;
begin
  if tg_op = 'INSERT' then
    if is_open then
      insert into promise (id, kind, proof_needed, case_id, customer_id, handler_group_key, assignee_subject, assignee_name,
        from_at, due_at, made_at, correlationid, look_at, consulted)
      values (uuid_at(new.opened_at), 'answer', 'answer', new.id, new.customer_id, new.handler_group_key, new.assignee_subject,
        new.assignee_name, least(new.opened_at, new.due_at), new.due_at, new.opened_at, new.correlationid, greatest(new.opened_at, new.due_at - interval '4 days'), '{}');
    end if;
    return null;
  end if;
  select * into last from case_change where case_id = new.id order by number desc limit 1;
  if is_open then
    update promise set customer_id = new.customer_id, handler_group_key = new.handler_group_key, assignee_subject = new.assignee_subject,
      assignee_name = new.assignee_name, due_at = new.due_at, from_at = least(from_at, new.due_at),
      step = case when due_at = new.due_at then step else 0 end,
      look_at = case when due_at = new.due_at then look_at else last.at end
    where case_id = new.id and kind = 'answer' and state = 'open';
    if not found then
      insert into promise (id, kind, proof_needed, case_id, customer_id, handler_group_key, assignee_subject, assignee_name,
        from_at, due_at, made_at, correlationid, look_at, consulted)
      values (uuid_at(last.at), 'answer', 'answer', new.id, new.customer_id, new.handler_group_key, new.assignee_subject,
        new.assignee_name, least(last.at, new.due_at), new.due_at, last.at, new.correlationid, greatest(last.at, new.due_at - interval '4 days'), '{}');
    end if;
  elsif new.state = 'answered' or (new.state <> 'withdrawn' and new.answer is distinct from old.answer) then
    insert into promise_proof (promise_id, kind, at, actor_subject)
    select id, 'answer', greatest(last.at, made_at), last.actor_subject from promise
    where case_id = new.id and kind = 'answer' and state = 'open';
  else
    update promise set state = 'cancelled', closed_at = last.at, closed_reason = last.reason
    where case_id = new.id and kind = 'answer' and state = 'open';
  end if;
  return null;
end $$;
create trigger case_file_promised after insert on case_file for each row execute function case_file_promise();
create trigger case_file_promise_follows after update on case_file for each row
  when ((old.state, old.handler_group_key, old.assignee_subject, old.due_at, old.customer_id)
    is distinct from (new.state, new.handler_group_key, new.assignee_subject, new.due_at, new.customer_id))
  execute function case_file_promise();

-- service_norm: one at a time for the same thing; a norm that was set only ends
create extension if not exists btree_gist;
alter table service_norm
  add constraint service_norm_kind check (
    kind in ('question', 'report', 'suggestion', 'complaint', 'callback', 'message', 'work', 'appointment')
  ),
  add constraint service_norm_time check (num_nonnulls(days, minutes) = 1 and coalesce(days, minutes) > 0),
  add constraint service_norm_explained check (btrim(reason) <> '' and btrim(set_by) <> ''),
  add constraint service_norm_group foreign key (handler_group_key) references handler_group (key),
  add constraint service_norm_calendar foreign key (calendar_key) references working_calendar (key),
  add constraint service_norm_one exclude using gist (
    kind with =, coalesce(handler_group_key, '') with =, coalesce(product_number, '') with =,
    tstzrange(valid_from, valid_until) with &&
  );
create function service_norm_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.valid_until is null and to_jsonb(old) - 'valid_until' = to_jsonb(new) - 'valid_until' then
    return new;
  end if;
  raise exception 'a norm that was set only ends' using errcode = 'check_violation', constraint = 'service_norm_stays';
end $$;
create trigger service_norm_stays before update or delete on service_norm for each row execute function service_norm_stays();
insert into service_norm (id, kind, days, valid_from, set_by, reason)
select uuid_at('2020-01-01'), kind, days, '2020-01-01', 'source:schakel', 'Norm van de stad bij de start.'
from (values ('question', 3), ('report', 5), ('suggestion', 10), ('complaint', 10), ('callback', 1), ('message', 2),
  ('work', 5), ('appointment', 5)) as norms (kind, days);

-- promises of the cases that were open already
insert into promise (id, kind, proof_needed, case_id, customer_id, handler_group_key, assignee_subject, assignee_name,
  from_at, due_at, made_at, correlationid, look_at, consulted)
select uuid_at(opened_at), 'answer', 'answer', id, customer_id, handler_group_key, assignee_subject, assignee_name,
  least(opened_at, due_at), due_at, opened_at, correlationid, opened_at, '{}'
from case_file where state in ('received', 'assigned', 'in-progress', 'waiting-for-customer');
