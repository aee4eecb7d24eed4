-- retention: of what the city may say how long it is kept
alter table retention
  add constraint retention_what check (what in ('delivered-event', 'mutation-answer')),
  add constraint retention_days check (days between 1 and 3650);
insert into retention (what, days) values ('delivered-event', 30), ('mutation-answer', 1);

-- outbound_event: those of which the content is still kept are found fast
create index outbound_event_kept_idx on outbound_event (time) where data::text <> '{}';
