import { endStates } from '../cases/step-case.ts';
import { parseReference } from '../contacts/reference.ts';
import type { Tx } from '../ports.ts';

const references = /\b(?:[2-9A-HJ-NP-RT-Y]{2}[-–. ]?){4}[2-9A-HJ-NP-RT-Y]{2}\b/gi;
const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const most = 100;

/**
 * The question that a message is about again (R021): by the references that its subject holds, or by the messages that it
 * answers, ours or an earlier one of the same thread; never a question of another customer. Of several, the last that still
 * has an open case, or else the last.
 */
export async function earlierQuestion(
  tx: Tx,
  { subject, thread }: { readonly subject: string; readonly thread: readonly string[] },
  customerId: string | null,
): Promise<string | null> {
  const codes = [...subject.matchAll(references)].flatMap(([typed]) => parseReference(typed).code ?? []);
  const ids = thread.slice(-most);
  const messages = ids.flatMap((id) => [...id.matchAll(uuids)].map(([uuid]) => uuid));
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    with about as (
      select id as contact_id, null::uuid as case_id from contact where reference = any(${codes})
      union select null, id from case_file where reference = any(${codes})
      union select contact_id, null from intake where external_id = any(${ids})
      union select
        case when about_type = 'contact' then about_id::uuid end, case when about_type = 'case' then about_id::uuid end
      from outgoing_message where id = any(${messages}::uuid[]) and about_type in ('contact', 'case')
    )
    select coalesce(question.follows_id, question.id)::text as id
    from about
    join question on question.contact_id = about.contact_id or question.case_id = about.case_id
    join contact on contact.id = question.contact_id and contact.state <> 'draft'
      and (contact.customer_id is null or ${customerId}::uuid is null
        or customer_root(contact.customer_id) = customer_root(${customerId}::uuid))
    left join question first on first.id = question.follows_id
    left join case_file file on file.id = coalesce(question.case_id, first.case_id)
    order by coalesce(file.state <> all(${[...endStates]}::text[]), false) desc, contact.started_at desc,
      question.position desc
    limit 1`;
  return found?.id ?? null;
}
