-- transfer: whoever calls back later owes it by a promise; of those that opened a case, the promise of its answer
alter table transfer add column call_back_promise_id uuid;
update transfer set call_back_promise_id = (
  select id from promise where case_id = call_back_case_id and kind = 'answer' order by made_at, id limit 1
) where call_back_case_id is not null;
alter table transfer drop column call_back_case_id;
alter table transfer
  add constraint transfer_call_back check (
    (state = 'call-back') = (call_back_at is not null)
    and (state <> 'call-back' or (call_back_promise_id is not null and answered_by_subject is not null))
  ),
  add constraint transfer_call_back_promise foreign key (call_back_promise_id) references promise (id);
