-- misrouting: of a case or of a transfer; notice: also of neither
alter table misrouting alter column case_id drop not null, add column transfer_id uuid;
create unique index misrouting_transfer_id_key on misrouting (transfer_id);
alter table misrouting
  add constraint misrouting_transfer_id_fkey foreign key (transfer_id) references transfer (id) on delete restrict on update cascade,
  add constraint misrouting_of_one check (num_nonnulls(case_id, transfer_id) = 1);
alter table notice alter column case_id drop not null;
