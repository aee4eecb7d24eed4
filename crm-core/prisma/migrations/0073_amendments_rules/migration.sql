-- booking: of a known kind and state; what is booked has the back end's number
alter table booking
  add constraint booking_kind check (kind in ('appointment', 'collection')),
  add constraint booking_state check (state in ('asked', 'booked', 'cancelled', 'refused')),
  add constraint booking_number check (state not in ('booked', 'cancelled') or external_id is not null);

-- amendment: one at a time of one thing; nothing stays half-done without a case
create unique index amendment_one_open_idx on amendment (about_id) where state in ('open', 'undoing');
alter table amendment
  add constraint amendment_about check (about_type in ('booking', 'case', 'promise')),
  add constraint amendment_intent check (intent in ('book', 'change', 'cancel')),
  add constraint amendment_state check (state in ('open', 'undoing', 'done', 'refused', 'stuck')),
  add constraint amendment_settled check ((state in ('open', 'undoing')) = (settled_at is null)),
  add constraint amendment_stuck check (state <> 'stuck' or case_id is not null),
  add constraint amendment_refused check (state <> 'refused' or btrim(coalesce(reason, '')) <> ''),
  add constraint amendment_told check (message_id is null or state = 'done'),
  add constraint amendment_case foreign key (case_id) references case_file (id),
  add constraint amendment_message foreign key (message_id) references outgoing_message (id);

-- amendment_step: known acts and states; what was asked says when
alter table amendment_step
  add constraint amendment_step_act check (act in ('book', 'change', 'cancel', 'undo')),
  add constraint amendment_step_state check (state in ('planned', 'asked', 'done', 'refused', 'given-up')),
  add constraint amendment_step_asked check ((state = 'planned') = (asked_at is null));

-- slot_look: within the norm means that something was free
alter table slot_look add constraint slot_look_norm check (not within_norm or first_at is not null);
