-- transfer: of somebody who turned to us; what its state asks for; one card at a time for one contact
create unique index transfer_one_offer_idx on transfer (contact_id) where state = 'offered';
alter table transfer
  add constraint transfer_of_somebody check (contact_id is not null or call_id is not null),
  add constraint transfer_kind check (kind in ('warm', 'cold', 'unknown')),
  add constraint transfer_told_by check (told_by in ('card', 'switch', 'agent')),
  add constraint transfer_state check (
    state in ('offered', 'made', 'taken', 'not-mine', 'call-back', 'not-reached', 'withdrawn', 'failed')
  ),
  add constraint transfer_settled check ((state in ('offered', 'made')) = (settled_at is null)),
  add constraint transfer_offered check (
    told_by <> 'card' or (
      contact_id is not null and group_key is not null and expires_at > offered_at and btrim(question) <> ''
      and btrim(coalesce(offered_by_subject, '')) <> ''
    )
  ),
  add constraint transfer_not_mine check (state <> 'not-mine' or answered_by_subject is not null),
  add constraint transfer_call_back check (
    (state = 'call-back') = (call_back_at is not null)
    and (state <> 'call-back' or (call_back_case_id is not null and answered_by_subject is not null))
  ),
  add constraint transfer_call_back_case foreign key (call_back_case_id) references case_file (id),
  add constraint transfer_belongs_to foreign key (belongs_to_key) references handler_group (key);

-- transfer_agreement: a unit that is not connected has an agreed fallback; cold needs a number
alter table transfer_agreement
  add constraint transfer_agreement_fallback check (connected or btrim(coalesce(fallback, '')) <> ''),
  add constraint transfer_agreement_cold check (not cold or number is not null);

-- dial: what can become of one
alter table dial add constraint dial_state check (state in ('asked', 'placed', 'refused', 'unknown'));
