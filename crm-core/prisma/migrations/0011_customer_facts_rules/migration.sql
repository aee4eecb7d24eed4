-- customer_record: a correction says only what is mended, and may be without a name
alter table customer_record
  drop constraint customer_record_name,
  add constraint customer_record_name check (
    role = 'correction'
    or coalesce(case when kind = 'person' then family_name else organisation_name end, '') <> ''
  ),
  add constraint customer_record_role check (role in ('told', 'correction')),
  add constraint customer_record_correction check (
    role = 'told' or (national_number_index is null and enterprise_number is null and association_code is null)
  ),
  add constraint customer_record_form_of_address check (form_of_address in ('mevrouw', 'heer', 'neutral'));

-- customer_contact_point: whoever says that it is no longer used is named
alter table customer_contact_point
  add constraint customer_contact_point_ended check (
    (ended_at is null) = (ended_by is null) and (ended_at is null or valid_until is not null)
  );

-- customer_record_version: what was told stays as it was told
alter table customer_record_version
  add constraint customer_record_version_number check ((national_number is null) = (national_number_index is null));
create trigger customer_record_version_stays before update or delete or truncate on customer_record_version
  for each statement execute function refuse_change();

-- customer_link: the kind of a link stays as well
alter table customer_link
  add constraint customer_link_kind check (kind in ('merge', 'correction', 'enrichment'));
create or replace function customer_link_rules() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('customer_link'));
  if tg_op = 'INSERT' then
    if customer_root(new.survivor_id) <> new.survivor_id or customer_root(new.absorbed_id) <> new.absorbed_id then
      raise exception 'only customers are joined, not records inside one'
        using errcode = 'check_violation', constraint = 'customer_link_roots';
    end if;
  elsif old.undone_at is not null
    or (old.id, old.absorbed_id, old.survivor_id, old.kind, old.reason, old.author_subject, old.author_name, old.made_at)
      is distinct from
      (new.id, new.absorbed_id, new.survivor_id, new.kind, new.reason, new.author_subject, new.author_name, new.made_at)
  then
    raise exception 'a link is only made and undone once'
      using errcode = 'check_violation', constraint = 'customer_link_history';
  end if;
  return new;
end $$;

-- customer_confirmation: of a customer, in a contact; only added to
alter table customer_confirmation
  add constraint customer_confirmation_customer_id_fkey foreign key (customer_id) references customer_record (id),
  add constraint customer_confirmation_contact_id_fkey foreign key (contact_id) references contact (id),
  add constraint customer_confirmation_field check (field in ('name', 'birth-date', 'address', 'telephone', 'email'));
create trigger customer_confirmation_stays before update or delete or truncate on customer_confirmation
  for each statement execute function refuse_change();

-- representation: of two, on a known ground; only a mandate is verified; it only ends
alter table representation
  add constraint representation_representative_id_fkey foreign key (representative_id) references customer_record (id),
  add constraint representation_represented_id_fkey foreign key (represented_id) references customer_record (id),
  add constraint representation_two check (representative_id <> represented_id),
  add constraint representation_ground check (
    ground in ('mandate', 'guardian', 'parent', 'family', 'employer', 'other')
  ),
  add constraint representation_explained check (ground <> 'other' or btrim(coalesce(explanation, '')) <> ''),
  add constraint representation_verified check (
    (verification is null) = (verified_at is null) and (verification is null) = (verified_by is null)
    and (verification is null or ground = 'mandate')
  );
create function representation_only_ends() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and to_jsonb(old) - 'valid_until' = to_jsonb(new) - 'valid_until' and new.valid_until is not null then
    return new;
  end if;
  raise exception 'a representation only ends' using errcode = 'check_violation', constraint = 'representation_only_ends';
end $$;
create trigger representation_only_ends before update or delete on representation
  for each row execute function representation_only_ends();

-- contact_speaker: a customer or a name
alter table contact_speaker
  add constraint contact_speaker_contact_id_fkey foreign key (contact_id) references contact (id),
  add constraint contact_speaker_customer_id_fkey foreign key (customer_id) references customer_record (id),
  add constraint contact_speaker_representation_id_fkey foreign key (representation_id) references representation (id),
  add constraint contact_speaker_someone check ((customer_id is null) <> (name is null)),
  add constraint contact_speaker_ground check (
    ground in ('mandate', 'guardian', 'parent', 'family', 'employer', 'other')
  );

-- contact_reach: as a contact point of a customer, but of a contact
alter table contact_reach
  add constraint contact_reach_contact_id_fkey foreign key (contact_id) references contact (id),
  add constraint contact_reach_value check (
    (kind = 'phone' and value ~ '^\+\d{3,15}$') or (kind = 'email' and value = lower(value) and value like '%_@_%')
  );
