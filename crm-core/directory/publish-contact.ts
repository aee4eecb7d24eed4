import { requiredText } from '../clean-text.ts';
import { e164 } from '../customers/belgium/telephone.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

interface PublishInput {
  readonly idempotencyKey: string;
  readonly group?: string | null;
  readonly kind: string;
  readonly value?: string | null;
  readonly from?: string | null;
}

/**
 * Says how the city or a group is reached from a moment on, in the one place from which all that is published takes it (R028).
 * What was published before ends there; without a value a group is reached as the city is.
 */
export function publishContact(ground: Ground, asking: Asking, input: PublishInput) {
  const identity = requireRole(asking, 'admin');
  const { ports } = ground;
  return once(ground, asking, 'publishContact', input, async (tx) => {
    const now = ports.now();
    const wanted = await readContact(tx, now, input);
    await replace(tx, wanted);
    await publishNow(tx, now);
    const { groupKey, kind } = wanted;
    await writeAudit(tx, now, actorOf(identity), asking, {
      act: 'group.publish',
      subjectType: 'group',
      subjectId: groupKey ?? 'city',
      details: { kind },
    });
    return { __typename: 'PublishedContacts', id: groupKey ?? '' };
  });
}

interface Wanted {
  readonly groupKey: string | null;
  readonly kind: string;
  readonly value: string | null;
  readonly validFrom: Date;
}

async function readContact(tx: Tx, now: Date, input: PublishInput): Promise<Wanted> {
  const groupKey = input.group ?? null;
  if (groupKey !== null && (await tx.handlerGroup.count({ where: { key: groupKey } })) === 0)
    throw invalid('group', texts.groupUnknown);
  const kind = fromEnum(input.kind);
  const value = input.value || groupKey === null ? readValue(kind, input.value ?? '') : null;
  const validFrom = input.from ? readInstant('from', input.from) : now;
  if (validFrom < now) throw invalid('from', texts.publishedPast);
  return { groupKey, kind, value, validFrom };
}

/** What is published from then on goes, what is published until then ends. */
async function replace(tx: Tx, { groupKey, kind, value, validFrom }: Wanted) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('published_contact'))`;
  const before = { groupKey, kind, validFrom: { lt: validFrom } };
  const lasts = [{ validUntil: null }, { validUntil: { gt: validFrom } }];
  await tx.publishedContact.deleteMany({ where: { groupKey, kind, validFrom: { gte: validFrom } } });
  await tx.publishedContact.updateMany({ where: { ...before, OR: lasts }, data: { validUntil: validFrom } });
  if (value !== null) await tx.publishedContact.create({ data: { groupKey, kind, value, validFrom } });
}

const readers: Readonly<Record<string, readonly [(text: string) => string | null, () => string]>> = {
  telephone: [e164, () => texts.telephone],
  email: [(text) => (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) ? text.toLowerCase() : null), () => texts.email],
  website: [
    (text) => (/^https:\/\/[^\s]+$/.test(text) && URL.canParse(text) ? text : null),
    () => texts.website,
  ],
  address: [(text) => text, () => texts.required],
};

function readValue(kind: string, given: string): string {
  const text = requiredText('value', given);
  const [read, fault] = readers[kind] ?? [];
  const value = read?.(text) ?? null;
  if (value === null) throw invalid('value', fault?.() ?? texts.publishedKind);
  return value;
}

/** Puts what is published at that moment on the groups themselves, where cases and messages read it. */
export async function publishNow(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`
    with current as (
      select group_key, kind, value from published_contact
      where valid_from <= ${now} and (valid_until is null or valid_until > ${now})
    ), said as (
      select handler_group.key,
        max(coalesce(own.value, city.value)) filter (where city.kind = 'telephone') as telephone,
        max(coalesce(own.value, city.value)) filter (where city.kind = 'email') as email,
        max(coalesce(own.value, city.value)) filter (where city.kind = 'website') as website
      from handler_group
      cross join (
        select kinds.kind, current.value from (values ('telephone'), ('email'), ('website')) as kinds (kind)
        left join current on current.kind = kinds.kind and current.group_key is null
      ) city
      left join current own on own.group_key = handler_group.key and own.kind = city.kind
      group by handler_group.key
    )
    update handler_group set telephone = said.telephone, email = said.email, website = said.website
    from said where said.key = handler_group.key
      and (handler_group.telephone, handler_group.email, handler_group.website)
        is distinct from (said.telephone, said.email, said.website)`;
}

/** What is published of a group at that moment: its own, and the city's for what it has none of. */
export async function publishedAt(tx: Tx, groupKey: string | null, at: Date) {
  const current = await tx.publishedContact.findMany({
    where: {
      AND: [
        { validFrom: { lte: at } },
        { OR: [{ validUntil: null }, { validUntil: { gt: at } }] },
        { OR: [{ groupKey: null }, ...(groupKey === null ? [] : [{ groupKey }])] },
      ],
    },
    orderBy: { kind: 'asc' },
  });
  const own = new Set(current.filter((one) => one.groupKey !== null).map(({ kind }) => kind));
  return current.filter((one) => one.groupKey !== null || !own.has(one.kind));
}
