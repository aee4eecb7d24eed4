-- retention: what others told us, how somebody was to be reached for one question only, and what was typed without signing in
alter table retention
  drop constraint retention_what,
  add constraint retention_what check (
    what in ('delivered-event', 'received-message', 'contact-reach', 'form-sending', 'mutation-answer')
  );
insert into retention (what, days) values ('received-message', 30), ('contact-reach', 30), ('form-sending', 7);

-- inbound_message: those of which the content is still kept are found fast
create index inbound_message_kept_idx on inbound_message (settled_at)
  where state <> 'dead' and (claim_id is not null or data::text <> '{}');
create index form_sending_expires_idx on form_sending (expires_at);
