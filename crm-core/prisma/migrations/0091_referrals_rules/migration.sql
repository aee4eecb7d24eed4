-- outside_body: by its full name, never by letters alone; what customers are most often sent on for
alter table outside_body add constraint outside_body_name check (name ~ '[[:lower:]]');
update outside_body set responsible_for = told.responsible_for
from (values
  ('fluvius', 'Gas, elektriciteit en openbare straatverlichting.'),
  ('de-watergroep', 'Drinkwater en watermeters.'),
  ('agentschap-wegen-en-verkeer', 'Gewestwegen, en de fietspaden en verkeerslichten ernaast.'),
  ('de-lijn', 'Bussen, haltes en abonnementen.')
) as told (key, responsible_for)
where outside_body.key = told.key;
