-- what was there already: its changes were its only writes
alter table case_change disable trigger case_change_stays;
update case_change set version = number;
alter table case_change enable trigger case_change_stays;
update case_file set version = last.number,
  ended_at = case when last.state in ('answered', 'closed', 'withdrawn') then last.at end
from (select distinct on (case_id) case_id, number, at, state from case_change order by case_id, number desc) last
where last.case_id = case_file.id;
set constraints all immediate;

-- case_file: every write of what people see counts, so that whoever writes can say which version he saw
create function case_file_counts() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end $$;
create trigger case_file_counts before update of
  version, kind, title, description, state, handler_group_key, assignee_subject, product_number, customer_id, due_at, answer,
  place, latitude, longitude, asked, progress, expected_on, end_reason_key, resolution, duplicate_of_id
  on case_file for each row execute function case_file_counts();

-- case_file: an end has its reason, a wait its question, a place both of its coordinates
alter table case_file
  add constraint case_file_closed check (
    state <> 'closed' or (end_reason_key is not null and btrim(coalesce(resolution, '')) <> '')
  ),
  add constraint case_file_ended check ((state in ('answered', 'closed', 'withdrawn')) = (ended_at is not null)),
  add constraint case_file_waits check (state <> 'waiting-for-customer' or btrim(coalesce(asked, '')) <> ''),
  add constraint case_file_duplicate check (duplicate_of_id <> id),
  add constraint case_file_point check (
    (latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180
  );
create index case_file_point_idx on case_file using gist (point(longitude, latitude))
  where kind = 'report' and latitude is not null;

-- what an end asks for beside its explanation
create function case_file_end_proven() returns trigger language plpgsql as $$
declare
  outcome text := (select end_reason.outcome from end_reason where key = new.end_reason_key);
begin
  if outcome = 'duplicate' and new.duplicate_of_id is null then
    raise exception 'a duplicate names the case that it repeats'
      using errcode = 'check_violation', constraint = 'case_file_end_proven';
  end if;
  if outcome = 'other-body' and not exists (
    select from hand_over
    left join outgoing_message message on message.id = hand_over.message_id
    where hand_over.case_id = new.id and (hand_over.external_reference is not null or message.state = 'sent')
  ) then
    raise exception 'nothing proves that the case was handed to another body'
      using errcode = 'check_violation', constraint = 'case_file_end_proven';
  end if;
  return null;
end $$;
create constraint trigger case_file_end_proven after insert or update of state, end_reason_key on case_file
  deferrable initially deferred for each row when (new.state = 'closed') execute function case_file_end_proven();

-- case_edit: who mended what stays as it is
alter table case_edit
  add constraint case_edit_explained check (
    btrim(actor_subject) <> '' and btrim(actor_name) <> '' and before is distinct from after
  );
create trigger case_edit_stays before update or delete or truncate on case_edit
  for each statement execute function refuse_change();

-- case_part: settled by somebody, with what he thinks
alter table case_part
  add constraint case_part_state check (state in ('asked', 'in-progress', 'answered', 'declined', 'dropped')),
  add constraint case_part_settled check (
    (state in ('answered', 'declined', 'dropped'))
      = (settled_at is not null and settled_by is not null and btrim(coalesce(position, '')) <> '')
  );

-- case_inquiry: answered by somebody at some time, one at a time
alter table case_inquiry
  add constraint case_inquiry_replied check (
    (reply is null) = (replied_at is null) and (reply is null) = (replied_by is null)
  );

alter table end_reason
  add constraint end_reason_outcome check (outcome in ('solved', 'not-solved', 'other-body', 'duplicate'));
insert into end_reason (key, name, outcome, told, position) values
  ('solved', 'Opgelost', 'solved', 'Dit is opgelost.', 1),
  ('not-solved', 'Niet opgelost', 'not-solved', 'Dit kon niet worden opgelost.', 2),
  ('other-body', 'Voor een andere instantie', 'other-body',
    'Dit is een zaak voor {instantie}. Wij hebben ze daaraan overgemaakt.', 3),
  ('duplicate', 'Al gemeld', 'duplicate', 'Dit was al gemeld. U hoort verder wat er met die eerste melding gebeurt.', 4);

insert into outside_body (key, name, telephone, email, website) values
  ('agentschap-wegen-en-verkeer', 'Agentschap Wegen en Verkeer', null, null, 'https://wegenenverkeer.be'),
  ('de-lijn', 'De Lijn', null, null, 'https://www.delijn.be'),
  ('fluvius', 'Fluvius', null, null, 'https://www.fluvius.be'),
  ('de-watergroep', 'De Watergroep', null, null, 'https://www.dewatergroep.be');

-- case_follower and feedback_wish: one wish for each reporter; where feedback is wanted it says how
alter table case_follower add constraint case_follower_text check (btrim(text) <> '');
create unique index feedback_wish_first_idx on feedback_wish (case_id) where follower_id is null;
alter table feedback_wish
  add constraint feedback_wish_answer check (answer in ('wanted', 'not-wanted', 'unknown-caller')),
  add constraint feedback_wish_channel check (
    (answer = 'wanted') = (channel is not null) and channel in ('email', 'letter', 'phone', 'portal')
  ),
  add constraint feedback_wish_recipient check (
    coalesce(channel in ('email', 'letter', 'phone'), false) = (recipient is not null)
  );
create unique index publication_once_idx on publication (change_id, follower_id) nulls not distinct;

-- known_plan: somewhere, for a while
alter table known_plan
  add constraint known_plan_period check (starts_on <= ends_on),
  add constraint known_plan_point check (
    (latitude is null) = (longitude is null) and (latitude is null) = (radius_metres is null)
      and radius_metres between 1 and 50000
  );
alter table plan_told add constraint plan_told_where check (num_nonnulls(case_id, contact_id) = 1);

-- complaint: what the customer chose, and how it was put right
alter table complaint
  add constraint complaint_choice check (choice in ('procedure', 'solved-at-once', 'undecided')),
  add constraint complaint_solved check (
    (choice = 'solved-at-once') = (solution is not null and solved_at is not null and solved_by is not null)
  );
alter table complaint_about add constraint complaint_about_one check (
  num_nonnulls(case_id, contact_id) = 1 and case_id is distinct from complaint_id
);
insert into complaint_category (key, name, position) values
  ('not-answered', 'Niet of onvolledig beantwoord', 1), ('too-late', 'Te laat of te traag', 2),
  ('conduct', 'Bejegening', 3), ('wrong-information', 'Foute of tegenstrijdige informatie', 4),
  ('not-solved', 'Melding niet opgelost', 5), ('decision', 'Beslissing of werkwijze', 6), ('other', 'Iets anders', 7);

-- work_order, office_transaction: in a known state
alter table work_order add constraint work_order_state check (
  state in ('requested', 'accepted', 'planned', 'in-progress', 'done', 'refused', 'cancelled')
);
create trigger work_order_happening_stays before update or delete or truncate on work_order_happening
  for each statement execute function refuse_change();
alter table office_transaction
  add constraint office_transaction_kind check (kind in ('back-office', 'digital-counter')),
  add constraint office_transaction_state check (
    state in ('started', 'in-progress', 'waiting-for-customer', 'sent', 'ready', 'done', 'stopped')
  ),
  add constraint office_transaction_of_somebody check (num_nonnulls(party_index, case_id) > 0);
create trigger case_handling_stays before update or delete or truncate on case_handling
  for each statement execute function refuse_change();
