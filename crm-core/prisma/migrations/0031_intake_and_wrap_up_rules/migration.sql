-- channel: hours and words of this city; somebody of the city can always be spoken to
update channel set human = true where key in ('phone', 'desk');
update channel set
  calendar_key = 'contact-centre',
  out_of_hours = 'Wij zijn nu gesloten. Stel uw vraag op de website: u krijgt meteen een referentie.'
where key = 'phone';
update channel set
  calendar_key = 'city',
  out_of_hours = 'De balie is nu gesloten. Maak een afspraak, of stel uw vraag op de website.'
where key = 'desk';
update channel set
  calendar_key = 'contact-centre',
  out_of_hours = 'Wij lezen uw bericht zodra wij opnieuw open zijn.'
where key in ('e-mail', 'form', 'report-form', 'letter', 'social', 'web');
insert into channel (key, name, active, position, calendar_key, out_of_hours) values
  ('burgerprofiel', 'Mijn Burgerprofiel', true, 9, 'contact-centre', 'Wij lezen uw bericht zodra wij opnieuw open zijn.'),
  ('e-loket', 'e-loket voor ondernemers', true, 10, 'contact-centre', 'Wij lezen uw bericht zodra wij opnieuw open zijn.'),
  ('verenigingsloket', 'Verenigingsloket', true, 11, 'contact-centre', 'Wij lezen uw bericht zodra wij opnieuw open zijn.'),
  ('fax', 'Fax', false, 12, 'contact-centre', ''), ('chat', 'Chat', false, 13, 'contact-centre', ''),
  ('video', 'Videogesprek', false, 14, 'contact-centre', '');
create function channel_human() returns trigger language plpgsql as $$
begin
  if not exists (select from channel where human and active) then
    raise exception 'nobody of the city could be spoken to'
      using errcode = 'check_violation', constraint = 'channel_human';
  end if;
  return null;
end $$;
create constraint trigger channel_human after update or delete on channel
  deferrable initially immediate for each row execute function channel_human();

-- channel_preference, campaign_notice, recovery, wrap_up, first_line_team: what they name exists
alter table channel_preference
  add constraint channel_preference_customer_fkey foreign key (customer_id) references customer_record (id);
create trigger channel_preference_stays before update or delete or truncate on channel_preference
  for each statement execute function refuse_change();
alter table campaign_notice
  add constraint campaign_notice_customer_fkey foreign key (customer_id) references customer_record (id),
  add constraint campaign_notice_sent_by check (sent_by in ('letter', 'email'));
alter table recovery add constraint recovery_contact_fkey foreign key (contact_id) references contact (id);
alter table first_line_team
  add constraint first_line_team_group_fkey foreign key (group_key) references handler_group (key),
  add constraint first_line_team_norm check (norm_percent between 1 and 100);
alter table contact add constraint contact_team_fkey foreign key (team_key) references first_line_team (group_key);

-- contact: kept by itself once is kept by itself for the figures
update contact set auto_kept_at = registered_at where state = 'auto';
alter table contact
  add constraint contact_auto check (state <> 'auto' or auto_kept_at is not null);
create function contact_auto_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a contact that was kept by itself stays known as such'
    using errcode = 'check_violation', constraint = 'contact_auto_stays';
end $$;
create trigger contact_auto_stays before update on contact
  for each row when (old.auto_kept_at is not null and new.auto_kept_at is distinct from old.auto_kept_at)
  execute function contact_auto_stays();

-- question: what can become of one; a registered contact leaves none without its handling
alter table question
  drop constraint question_outcome,
  drop constraint question_case;
alter table question
  add constraint question_outcome check (
    outcome in ('answered', 'case', 'transferred', 'callback', 'referred', 'mailed', 'asked-to-mail')
  ),
  add constraint question_case check (case_id is null or outcome in ('case', 'callback', 'mailed')),
  add constraint question_hand_over check (hand_over in ('told', 'written', 'connected')),
  add constraint question_follows check (follows_id is null or follows_id <> id);
update question set answered_at = contact.registered_at
from contact where contact.id = question.contact_id and question.outcome = 'answered' and contact.state <> 'draft';
create function contact_settled() returns trigger language plpgsql as $$
begin
  if exists (
    select from question
    where contact_id = new.id and (
      outcome is null
      or (outcome = 'answered' and answered_at is null)
      or (outcome = 'referred' and (outside_body_key is null or hand_over is null))
      or (outcome = 'transferred' and handler_group_key is null)
      or (outcome in ('case', 'callback', 'mailed') and case_id is null and follows_id is null)
    )
  ) then
    raise exception 'a registered contact has a question of which nobody said what became'
      using errcode = 'check_violation', constraint = 'contact_settled';
  end if;
  return null;
end $$;
create constraint trigger contact_settled after insert or update of state on contact
  deferrable initially deferred for each row when (new.state = 'registered') execute function contact_settled();

-- contact: closed when every question of it has its answer, open again when a case of it is
create function contact_open_questions(contact uuid) returns bigint language sql stable as $$
  select count(*) from question
  left join question first on first.id = question.follows_id
  left join case_file file on file.id = coalesce(question.case_id, first.case_id)
  where question.contact_id = contact and question.answered_at is null
    and question.outcome is distinct from 'transferred' and question.outcome is distinct from 'referred'
    and question.outcome is distinct from 'asked-to-mail'
    and (file.id is null or file.state not in ('answered', 'closed', 'withdrawn'))
$$;
create function contact_closed() returns trigger language plpgsql as $$
begin
  if new.closed_at is not null and contact_open_questions(new.id) > 0 then
    raise exception 'a contact with an open question is not closed'
      using errcode = 'check_violation', constraint = 'contact_closed';
  end if;
  return null;
end $$;
create constraint trigger contact_closed after update of closed_at on contact
  deferrable initially immediate for each row when (new.closed_at is not null) execute function contact_closed();
create function contact_opens_again() returns trigger language plpgsql as $$
begin
  update contact set closed_at = null
  where closed_at is not null and id in (
    select question.contact_id from question
    left join question first on first.id = question.follows_id
    where question.case_id = new.id or first.case_id = new.id
  );
  return null;
end $$;
create trigger contact_opens_again after update of state on case_file
  for each row when (
    old.state in ('answered', 'closed', 'withdrawn') and new.state not in ('answered', 'closed', 'withdrawn')
  ) execute function contact_opens_again();

-- intake: how a sender can hear back
alter table intake add constraint intake_answer_by check (answer_by in ('email', 'phone', 'letter', 'portal', 'none'));

-- wrap_up: what its fields can say
alter table wrap_up
  add constraint wrap_up_department_fkey foreign key (department_key) references handler_group (key),
  add constraint wrap_up_from_knowledge check (from_knowledge in ('yes', 'no', 'not-applicable')),
  add constraint wrap_up_transfer_kind check (transfer_kind in ('warm', 'cold', 'unknown'));

-- result_code: what a code can mean, and the codes of the ombudsman's form
alter table result_code
  add constraint result_code_meaning check (
    meaning in ('self', 'supervisor', 'transferred', 'callback', 'referred', 'mailed')
  );
insert into result_code (key, name, meaning, position) values
  ('zelf', 'Zelf beantwoord', 'self', 1),
  ('nagevraagd', 'Nagevraagd bij supervisor', 'supervisor', 2),
  ('doorverbonden', 'Doorverbonden', 'transferred', 3),
  ('terugbelverzoek', 'Terugbelverzoek', 'callback', 4),
  ('doorverwezen', 'Doorverwezen', 'referred', 5),
  ('mail', 'Mail voor de beller geschreven', 'mailed', 6);

-- consultation: searched or opened something
alter table consultation add constraint consultation_of check (search is not null or product_number is not null);

-- script_prompt: the structure of a conversation
alter table script_prompt
  add constraint script_prompt_phase check (phase in ('opening', 'analysis', 'action', 'closing', 'difficult')),
  add constraint script_prompt_kind check (kind in ('prompt', 'question', 'check'));
insert into script_prompt (key, phase, kind, text, theme, position) values
  ('opening.greet', 'opening', 'prompt', 'Goeiedag, stad Leuven, u spreekt met (uw naam). Waarmee kan ik u helpen?', null, 1),
  ('opening.name', 'opening', 'prompt', 'Met wie spreek ik? Noem de naam van de beller minstens één keer.', null, 2),
  ('analysis.listen', 'analysis', 'prompt', 'Luisteren, samenvatten, doorvragen. Stel open vragen en neem niets aan.', null, 1),
  ('analysis.steer', 'analysis', 'prompt', 'Wat is precies uw vraag? Ik wil met u even terug naar het begin.', null, 2),
  ('analysis.goal', 'analysis', 'question', 'Wat wilt u bereiken?', null, 3),
  ('analysis.before', 'analysis', 'question', 'Had u hierover al contact met de stad?', null, 4),
  ('analysis.when', 'analysis', 'question', 'Tegen wanneer hebt u dit nodig?', null, 5),
  ('analysis.document', 'analysis', 'question', 'Voor wie is het document: voor uzelf, een kind of iemand anders?', 'Burgerzaken', 6),
  ('analysis.expired', 'analysis', 'question', 'Is het document vervallen, verloren of gestolen?', 'Burgerzaken', 7),
  ('analysis.place', 'analysis', 'question', 'Op welke plaats precies, en tegenover welk huisnummer?', 'Openbaar domein', 6),
  ('analysis.danger', 'analysis', 'question', 'Is er gevaar voor wie voorbijkomt?', 'Openbaar domein', 7),
  ('analysis.summary', 'analysis', 'check', 'Ik vat samen: (de vraag). Is dat zo goed omschreven?', null, 8),
  ('analysis.customer', 'analysis', 'check', 'Mag ik uw gegevens nakijken? Woont u nog op (adres)?', null, 9),
  ('action.answer', 'action', 'prompt', 'Geef het antwoord volledig, in gewone woorden en zonder afkortingen.', null, 1),
  ('action.unknown', 'action', 'prompt', 'Dat is een goede vraag. Ik zoek dat uit. U wordt daarover teruggebeld.', null, 2),
  ('action.absent', 'action', 'prompt', 'Het spijt me, mijn collega is nu niet bereikbaar. Ik zorg ervoor dat u wordt teruggebeld.', null, 3),
  ('action.transfer', 'action', 'prompt', 'Ik verbind u door met (dienst). Ik geef uw naam, uw referentie en uw vraag mee.', null, 4),
  ('action.refer', 'action', 'prompt', 'Hiervoor bent u bij (volledige naam). Ik kijk eerst na of zij dit zeker doen.', null, 5),
  ('action.mail', 'action', 'prompt', 'Zal ik uw vraag voor u in een mail zetten? Of stuurt u ze liever zelf, met deze referentie?', null, 6),
  ('closing.next', 'closing', 'check', 'Ik vat samen wat er nu gebeurt: (wie, wat, wanneer).', null, 1),
  ('closing.fits', 'closing', 'check', 'Is dit een antwoord op uw vraag? Voldoet dit aan uw verwachting?', null, 2),
  ('closing.anything-else', 'closing', 'check', 'Kan ik u nog met iets anders helpen?', null, 3),
  ('closing.reference', 'closing', 'prompt', 'Uw referentie is (lees ze voor in vijf groepen).', null, 4),
  ('closing.thanks', 'closing', 'prompt', 'Dank u voor uw telefoontje. Ik wens u nog een fijne dag.', null, 5),
  ('difficult.warned', 'difficult', 'prompt', 'Ik wil u graag helpen, maar niet op deze toon. Kunt u rustiger spreken?', null, 1),
  ('difficult.announced', 'difficult', 'prompt', 'Ik vroeg u om rustiger te spreken. Gaat het zo door, dan beëindig ik dit gesprek.', null, 2),
  ('difficult.ended', 'difficult', 'prompt', 'Ik beëindig nu het gesprek. U kunt ons later opnieuw bellen.', null, 3);

-- script_step: what can be done along the script; only added to
alter table script_step
  add constraint script_step_kind check (
    (kind = 'prompt' and result is null)
    or (kind = 'escalation' and step in ('colleague', 'senior', 'supervisor', 'back-office')
      and result in ('answered', 'no-answer', 'not-reached'))
    or (kind = 'difficult' and step in ('warned', 'announced', 'ended') and result is null)
  );
create trigger script_step_stays before update or delete or truncate on script_step
  for each statement execute function refuse_change();

-- first_line_team: the front office for social matters answers most of it itself
insert into handler_group (key, name, telephone, email, website, authorities) values
  ('sociaal-loket', 'Sociaal loket', '+3216272000', 'info@leuven.be', 'https://www.leuven.be',
   array['https://data.leuven.be/id/dienst/sociaal-loket']);
insert into first_line_team (group_key, norm_percent, product_numbers, themes) values
  ('sociaal-loket', 85, '{}', array['Welzijn', 'Sociale voorzieningen', 'Zorg en gezondheid']);
