-- routing_revision: only added to, one after the other; the first says what was fixed before (R162)
create function routing_revision_next() returns trigger language plpgsql as $$
begin
  if new.number <> 1 + coalesce((select max(number) from routing_revision), 0) then
    raise exception 'routing rules follow on the newest ones'
      using errcode = 'check_violation', constraint = 'routing_revision_next';
  end if;
  return new;
end $$;
create trigger routing_revision_next before insert on routing_revision
  for each row execute function routing_revision_next();
create trigger routing_revision_stays before update or delete or truncate on routing_revision
  for each statement execute function refuse_change();
alter table routing_revision
  add constraint routing_revision_rules check (jsonb_typeof(rules) = 'array'),
  add constraint routing_revision_reason check (btrim(reason) <> '' and btrim(author_name) <> '');
insert into routing_revision (number, rules, reason, author_subject, author_name, at) values (1, '[{
  "id": "019a0000-0000-7000-8000-000000000001",
  "name": "Klachten",
  "when": { "kinds": ["complaint"] },
  "goesTo": "klachtencoordinatie",
  "examples": [{ "kind": "complaint", "text": "Ik ben niet tevreden over hoe ik geholpen werd.", "goesTo": "klachtencoordinatie" }]
}]', 'Klachten gaan naar de klachtencoördinator.', 'source:schakel', 'Schakel', '2026-01-01T00:00:00Z');

-- case_file: what brought it to its first group; what lies untouched is found fast
alter table case_file
  add constraint case_file_routed check (
    routed_by in ('rule', 'catalogue', 'contact-centre', 'hand') and (routed_by = 'rule') = (routed_rule is not null)
    and (routed_by in ('rule', 'catalogue', 'contact-centre')) = (routed_revision is not null)
  ),
  add constraint case_file_nudges check (nudges between 0 and 3);
create index case_file_untouched_idx on case_file (handler_group_key, (coalesce(touched_at, opened_at)))
  where state in ('assigned', 'in-progress');

-- misrouting and routing_proposal: what was said stays; what was refused stays away
create trigger misrouting_stays before update or delete or truncate on misrouting
  for each statement execute function refuse_change();
alter table misrouting add constraint misrouting_elsewhere check (from_group_key <> belongs_to_key);
alter table routing_proposal
  add constraint routing_proposal_state check (state in ('open', 'accepted', 'refused')),
  add constraint routing_proposal_decided check (
    (state = 'open') = (decided_at is null) and (decided_at is null) = (decided_by is null)
    and (decided_at is null) = (decided_reason is null)
  );
create unique index routing_proposal_once on routing_proposal
  (routed_by, routed_rule, product_number, from_group_key, belongs_to_key) nulls not distinct;

-- handler_group: how it gives work to its members, and how long that may lie
alter table handler_group
  add constraint handler_group_assignment check (assignment in ('by-hand', 'in-turn')),
  add constraint handler_group_capacity check (capacity > 0),
  add constraint handler_group_ladder check (remind_after > 0 and remind_after <= lead_after and lead_after <= pool_after),
  add constraint handler_group_contact_centre check (active or key <> 'kcc');

-- staff_member, absence: who told it; somebody is away for a while, and nobody replaces himself
alter table staff_member add constraint staff_member_source check (source in ('hr', 'sign-in'));
alter table absence
  add constraint absence_period check (ends_at > starts_at),
  add constraint absence_replacement check (replacement_subject <> subject);

-- published_contact: one value of a kind at a time for the city and for each group
alter table published_contact
  add constraint published_contact_kind check (kind in ('telephone', 'email', 'website', 'address')),
  add constraint published_contact_value check (btrim(value) <> ''),
  add constraint published_contact_period check (valid_until > valid_from);
create function published_contact_one() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('published_contact'));
  if exists (
    select from published_contact other
    where other.id <> new.id and other.kind = new.kind and other.group_key is not distinct from new.group_key
      and tstzrange(other.valid_from, other.valid_until) && tstzrange(new.valid_from, new.valid_until)
  ) then
    raise exception 'two published values of one kind at one moment'
      using errcode = 'check_violation', constraint = 'published_contact_one';
  end if;
  return null;
end $$;
create constraint trigger published_contact_one after insert or update on published_contact
  deferrable initially deferred for each row execute function published_contact_one();
insert into published_contact (id, kind, value, valid_from) values
  ('019a0000-0000-7000-8000-000000000011', 'telephone', '+3216272000', '2026-01-01T00:00:00Z'),
  ('019a0000-0000-7000-8000-000000000012', 'email', 'info@leuven.be', '2026-01-01T00:00:00Z'),
  ('019a0000-0000-7000-8000-000000000013', 'website', 'https://www.leuven.be', '2026-01-01T00:00:00Z');

-- public_address: the counts of the plan (S0: 154 addresses to 50, 143 numbers to 30)
alter table public_address
  add constraint public_address_kind check (kind in ('email', 'telephone')),
  add constraint public_address_seen check (last_seen >= first_seen and gone_since >= first_seen);
insert into public_address_goal (kind, baseline, target) values ('email', 154, 50), ('telephone', 143, 30);

-- saved_filter, notice, case_viewer
alter table saved_filter add constraint saved_filter_name check (btrim(name) <> '');
alter table notice add constraint notice_text check (btrim(text) <> '');
alter table case_viewer add constraint case_viewer_doing check (doing in ('reading', 'writing'));
