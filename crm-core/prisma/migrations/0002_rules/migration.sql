-- customer_record: search by parts of names, and what a record may say
create extension if not exists pg_trgm;
create index customer_record_search_name_idx on customer_record using gin (search_name gin_trgm_ops);
alter table customer_record
  add constraint customer_record_kind check (kind in ('person', 'company', 'association')),
  add constraint customer_record_name check (
    coalesce(case when kind = 'person' then family_name else organisation_name end, '') <> ''
  ),
  add constraint customer_record_birth_date check (birth_date is null or kind = 'person'),
  add constraint customer_record_national_number check (
    (national_number is null) = (national_number_index is null) and (national_number is null or kind = 'person')
  ),
  add constraint customer_record_enterprise_number check (enterprise_number ~ '^\d{10}$');

-- customer_contact_point: a telephone number is E.164, an e-mail address is in lower case
alter table customer_contact_point
  add constraint customer_contact_point_value check (
    (kind = 'phone' and value ~ '^\+\d{3,15}$') or (kind = 'email' and value = lower(value) and value like '%_@_%')
  );

-- customer_link: one survivor at a time, never two different numbers in one customer
create unique index customer_link_active_idx on customer_link (absorbed_id) where undone_at is null;
alter table customer_link
  add constraint customer_link_two check (absorbed_id <> survivor_id),
  add constraint customer_link_reason check (btrim(reason) <> '' and btrim(author_subject) <> ''),
  add constraint customer_link_undone check (
    (undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_reason is null)
  );

create function customer_root(record uuid) returns uuid language sql stable as $$
  with recursive up (id) as (
    select record
    union
    select link.survivor_id from up join customer_link link on link.absorbed_id = up.id and link.undone_at is null
  )
  select up.id from up
  where not exists (select from customer_link link where link.absorbed_id = up.id and link.undone_at is null)
$$;

create function customer_cluster(record uuid) returns setof uuid language sql stable as $$
  with recursive down (id) as (
    select customer_root(record)
    union
    select link.absorbed_id from down join customer_link link on link.survivor_id = down.id and link.undone_at is null
  )
  select id from down
$$;

create function customer_must_be_one(record uuid) returns void language plpgsql as $$
begin
  if exists (
    select from customer_record where id in (select customer_cluster(record))
    having count(distinct national_number_index) > 1 or count(distinct enterprise_number) > 1
      or count(distinct association_code) > 1 or count(distinct kind) > 1
  ) then
    raise exception 'two different numbers or kinds in one customer'
      using errcode = 'check_violation', constraint = 'customer_is_one';
  end if;
end $$;

create function customer_link_rules() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('customer_link'));
  if tg_op = 'INSERT' then
    if customer_root(new.survivor_id) <> new.survivor_id or customer_root(new.absorbed_id) <> new.absorbed_id then
      raise exception 'only customers are joined, not records inside one'
        using errcode = 'check_violation', constraint = 'customer_link_roots';
    end if;
  elsif old.undone_at is not null
    or (old.id, old.absorbed_id, old.survivor_id, old.reason, old.author_subject, old.made_at)
      is distinct from (new.id, new.absorbed_id, new.survivor_id, new.reason, new.author_subject, new.made_at) then
    raise exception 'a link is only made and undone once'
      using errcode = 'check_violation', constraint = 'customer_link_history';
  end if;
  return new;
end $$;
create trigger customer_link_rules before insert or update on customer_link
  for each row execute function customer_link_rules();

create function customer_link_one() returns trigger language plpgsql as $$
begin
  perform customer_must_be_one(new.survivor_id);
  return null;
end $$;
create trigger customer_link_one after insert on customer_link
  for each row execute function customer_link_one();

create function customer_record_one() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('customer_link'));
  perform customer_must_be_one(new.id);
  return null;
end $$;
create trigger customer_record_one
  after update of national_number_index, enterprise_number, association_code, kind on customer_record
  for each row execute function customer_record_one();

-- reference: the alphabet of the references; contact and case_file hold it by a foreign key
alter table reference add constraint reference_code check (code ~ '^[2346789A-HJ-NP-RT-Y]{10}$');

-- contact: what its state asks for
alter table contact
  add constraint contact_state check (state in ('draft', 'registered', 'auto')),
  add constraint contact_registered check ((state = 'draft') = (registered_at is null)),
  add constraint contact_anonymous check (not anonymous or customer_id is null);

-- question: of a known kind; answered with an answer, or opened as a case
alter table question
  add constraint question_kind check (kind in ('question', 'report', 'suggestion', 'complaint')),
  add constraint question_outcome check (outcome in ('answered', 'case')),
  add constraint question_case check (case_id is null or outcome = 'case');

-- case_file: of a known kind and state; every change of state or owner is in case_change
alter table case_file
  add constraint case_file_kind check (kind in ('question', 'report', 'suggestion', 'complaint')),
  add constraint case_file_state check (
    state in ('received', 'assigned', 'in-progress', 'waiting-for-customer', 'answered', 'closed', 'withdrawn')
  ),
  add constraint case_file_answered check (state <> 'answered' or btrim(coalesce(answer, '')) <> '');
create function case_file_explained() returns trigger language plpgsql as $$
begin
  if not exists (
    select from case_file file
    join lateral (
      select change.state, change.handler_group_key from case_change change
      where change.case_id = file.id order by change.number desc limit 1
    ) last on last.state = file.state and last.handler_group_key = file.handler_group_key
    where file.id = new.id
  ) then
    raise exception 'a case changed without saying who did it and why'
      using errcode = 'check_violation', constraint = 'case_file_explained';
  end if;
  return null;
end $$;
create constraint trigger case_file_explained after insert or update on case_file
  deferrable initially deferred for each row execute function case_file_explained();

-- case_change: names its actor and its reason, and stays as it is
alter table case_change
  add constraint case_change_explained check (
    btrim(actor_subject) <> '' and btrim(actor_name) <> '' and btrim(reason) <> '' and number > 0
  );
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'check_violation';
end $$;
create trigger case_change_stays before update or delete or truncate on case_change
  for each statement execute function refuse_change();

-- publication: what can become of one
alter table publication
  add constraint publication_state check (state in ('pending', 'published', 'refused', 'overdue'));

-- product: full text in Dutch, and the words as they are for the beginning of a word
alter table product add column search tsvector generated always as (
  setweight(to_tsvector('dutch', search_name) || to_tsvector('simple', search_name), 'A')
  || setweight(to_tsvector('dutch', search_terms) || to_tsvector('simple', search_terms), 'B')
  || setweight(to_tsvector('dutch', search_texts), 'D')
) stored;
create index product_search_idx on product using gin (search);

-- audit_entry: only added to, and sealed once
create function audit_entry_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.hash is null and new.hash is not null and new.number is not null
    and new.previous_hash is not null and new.sealed_at is not null
    and (old.id, old.at, old.actor_subject, old.actor_name, old.act, old.subject_type, old.subject_id, old.purpose,
         old.correlationid, old.details)
      is not distinct from (new.id, new.at, new.actor_subject, new.actor_name, new.act, new.subject_type,
         new.subject_id, new.purpose, new.correlationid, new.details) then
    return new;
  end if;
  raise exception 'audit_entry is only added to' using errcode = 'check_violation';
end $$;
create trigger audit_entry_stays before update or delete on audit_entry
  for each row execute function audit_entry_stays();
create trigger audit_entry_is_kept before truncate on audit_entry
  for each statement execute function refuse_change();
create index audit_entry_unsealed_idx on audit_entry (id) where hash is null;

-- channel: the ways by which customers reach the city
insert into channel (key, name, position) values
  ('phone', 'Telefoon', 1), ('e-mail', 'E-mail', 2), ('form', 'Contactformulier', 3),
  ('report-form', 'Meldingsformulier', 4), ('desk', 'Balie', 5), ('letter', 'Brief', 6),
  ('social', 'Sociale media', 7), ('web', 'Website', 8);

-- handler_group: all publish the one number and the one address of the city
insert into handler_group (key, name, telephone, email, website, authorities)
select key, name, '+3216272000', 'info@leuven.be', 'https://www.leuven.be', array['https://data.leuven.be/id/dienst/' || key]
from (values
  ('burgerzaken', 'Burgerzaken'), ('belastingen', 'Belastingen'),
  ('mobiliteit-en-parkeren', 'Mobiliteit en parkeren'), ('openbaar-domein', 'Openbaar domein'),
  ('afval-en-milieu', 'Afval en milieu'), ('bouwen-en-wonen', 'Bouwen en wonen'),
  ('onderwijs-en-kinderopvang', 'Onderwijs en kinderopvang'), ('sport', 'Sport'),
  ('cultuur-en-evenementen', 'Cultuur en evenementen'), ('welzijn', 'Welzijn'), ('economie', 'Economie'),
  ('klachtencoordinatie', 'Klachtencoördinatie'), ('kcc', 'Klantencontactcentrum')
) as groups (key, name);
-- channel_item: a key has its items in order and at most one of them taken; rows come and go fast, so vacuum is kept close behind
CREATE INDEX "channel_item_key_idx" ON "channel_item" ("channel", "key", "sequence") WHERE "state" <> 'dead';
CREATE UNIQUE INDEX "channel_item_taken_key" ON "channel_item" ("channel", "key") WHERE "state" = 'taken';
CREATE INDEX "channel_item_dead_idx" ON "channel_item" ("channel", "died_at") WHERE "state" = 'dead';
ALTER TABLE "channel_item" ADD CONSTRAINT "channel_item_state_check" CHECK ("state" IN ('waiting', 'taken', 'dead'));
ALTER TABLE "channel_item" SET (autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_threshold = 1000);
