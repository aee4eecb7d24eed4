-- working_calendar: the city's own days and hours, and the one that is always open
alter table working_calendar add constraint working_calendar_key check (key ~ '^[a-z][a-z0-9-]{0,59}$' and btrim(name) <> '');
insert into working_calendar (key, name, definition)
select key, name, jsonb_build_object(
  'week', week, 'legalHolidays', holidays, 'closures', '[]'::jsonb, 'exceptions', case when holidays then
    '[{"day": "07-11", "name": "Feestdag van de Vlaamse Gemeenschap", "open": []},
      {"day": "12-26", "name": "Tweede kerstdag", "open": []}]'::jsonb
  else '[]'::jsonb end
)
from (values
  ('city', 'Stadsdiensten', true, (
    select jsonb_agg(case when day < 6 then '[{"from": "09:00", "until": "17:00"}]'::jsonb else '[]'::jsonb end order by day)
    from generate_series(1, 7) as day
  )),
  ('contact-centre', 'Klantencontactcentrum', true, (
    select jsonb_agg(case
      when day < 6 then '[{"from": "08:00", "until": "19:00"}]'::jsonb
      when day = 6 then '[{"from": "09:00", "until": "12:30"}]'::jsonb
      else '[]'::jsonb
    end order by day)
    from generate_series(1, 7) as day
  )),
  ('always', 'Dag en nacht', false, (
    select jsonb_agg('[{"from": "00:00", "until": "24:00"}]'::jsonb) from generate_series(1, 7)
  ))
) as calendars (key, name, holidays, week);
