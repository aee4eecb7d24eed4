-- match_key: who shares a key is read from the index alone as long as the table is vacuumed; a fifth of it, for which
-- PostgreSQL waits of its own accord, is months of changes
alter table match_key set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_insert_scale_factor = 0.01);

-- match_stale: a mark that is there already is held until the change is committed, so that nobody takes it out before
create or replace function match_goes_stale() returns trigger language plpgsql as $$
begin
  execute format(
    'insert into match_stale (record_id) select distinct id from (%s) as given (id) order by id
     on conflict (record_id) do update set record_id = excluded.record_id',
    case tg_table_name
      when 'customer_record' then 'select id from changed'
      when 'customer_link' then 'select survivor_id from changed union select absorbed_id from changed'
      else 'select record_id from changed'
    end
  );
  return null;
end $$;
