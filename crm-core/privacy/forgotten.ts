import type { Tx } from '../ports.ts';

/** So many are forgotten in one transaction. */
export const together = 1000;

/** What is forgotten, some at a time; each answers how many it was. What is still owed to somebody is kept. */
export const forgotten: Readonly<Record<string, (tx: Tx, before: Date) => Promise<number>>> = {
  'delivered-event': (tx, before) => tx.$executeRaw`
    update outbound_event set data = '{}'
    where id in (
      select id from outbound_event event
      where time < ${before} and data::text <> '{}' and not exists (
        select from outbound_delivery where event_id = event.id and state not in ('delivered', 'discarded')
      )
      order by time limit ${together}::int for update skip locked
    )`,
  'received-message': (tx, before) => tx.$executeRaw`
    with old as (
      select id, claim_id from inbound_message
      where settled_at < ${before} and state <> 'dead' and (claim_id is not null or data::text <> '{}')
      order by settled_at limit ${together}::int for update skip locked
    ), claimed as (
      delete from claim where id in (select claim_id from old)
    )
    update inbound_message set data = '{}', claim_id = null where id in (select id from old)`,
  'contact-reach': (tx, before) => tx.$executeRaw`
    delete from contact_reach
    where id in (
      select reach.id from contact_reach reach join contact on contact.id = reach.contact_id
      where contact.started_at < ${before} and contact.state <> 'draft'
        and not exists (
          select from question join case_file on case_file.id = question.case_id
          where question.contact_id = contact.id and (case_file.ended_at is null or case_file.ended_at >= ${before})
        )
        and not exists (select from promise where contact_id = contact.id and state = 'open')
      order by reach.id limit ${together}::int for update of reach skip locked
    )`,
  'form-sending': (tx, before) => tx.$executeRaw`
    delete from form_sending
    where id in (
      select id from form_sending
      where expires_at < ${before} and (confirmed_at is null or compared_at is not null)
      order by expires_at limit ${together}::int for update skip locked
    )`,
  'mutation-answer': (tx, before) => tx.$executeRaw`
    delete from idempotent_answer
    where ctid in (
      select ctid from idempotent_answer where at < ${before} order by at limit ${together}::int for update skip locked
    )`,
};
