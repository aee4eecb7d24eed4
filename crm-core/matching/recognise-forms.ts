import { giveCustomer } from '../contacts/tie-customer.ts';
import type { Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { askedProfile } from './asked-profile.ts';
import { findCandidates, type Matching } from './find-candidates.ts';
import { maskAddress, maskName } from './mask.ts';
import { familyName, givenName, homeOf } from './profile.ts';
import { formActor, type TypedForm } from './send-form.ts';

const together = 20;

/** Less than what is taken for certain elsewhere: here the sender himself has confirmed it. */
const sure = 0.99;

/**
 * Looks whether we know those who confirmed their form (R016), and ties the contact and its case to the one who is meant
 * beyond doubt. Where there is doubt an agent sees the candidates. Answers how many forms it looked at.
 */
export async function recogniseForms(ground: Ground): Promise<number> {
  let looked = 0;
  for (;;) {
    const count = await ground.prisma.$transaction((tx) => batch(ground, tx), {
      maxWait: 10_000,
      timeout: 60_000,
    });
    looked += count;
    if (count < together) return looked;
  }
}

async function batch({ prisma, ports }: Ground, tx: Tx): Promise<number> {
  const now = ports.now();
  const forms = await tx.$queryRaw<
    { id: string; contactId: string; typed: TypedForm; correlationid: string }[]
  >`
    select id::text, contact_id::text as "contactId", typed, correlationid from form_sending
    where confirmed_at is not null and compared_at is null
    order by confirmed_at limit ${together}::int for update skip locked`;
  for (const { id, contactId, typed, correlationid } of forms) {
    const { givenName, familyName, street, houseNumber, postcode } = typed;
    const asked = askedProfile(ports, { givenName, familyName, street, houseNumber, postcode });
    const customerId = beyondDoubt(typed, await findCandidates(prisma, tx, asked));
    await tx.formSending.update({ where: { id }, data: { comparedAt: now } });
    if (customerId === null) continue;
    await giveCustomer(tx, contactId, customerId);
    await writeAudit(
      tx,
      now,
      formActor,
      { correlationid },
      {
        act: 'contact.tie',
        subjectType: 'contact',
        subjectId: contactId,
        details: { customer: customerId },
      },
    );
  }
  return forms.length;
}

/** One is meant, and the mask that was confirmed is his too. */
function beyondDoubt(typed: TypedForm, { candidates }: Matching): string | null {
  const [first] = candidates;
  if (!first || first.probability < sure) return null;
  const { given, family, homes } = first.of.profile;
  const mask = (words: { given: string; family: string; street: string }) =>
    `${maskName({ givenName: words.given, familyName: words.family })} ${maskAddress(words)}`;
  const confirmed = mask({
    given: givenName(typed.givenName).word,
    family: familyName(typed.familyName).word,
    street: homeOf(typed).street,
  });
  const his = given.flatMap((first) =>
    family.flatMap((last) =>
      homes.map(({ street }) => mask({ given: first.word, family: last.word, street })),
    ),
  );
  return his.includes(confirmed) ? first.of.customerId : null;
}
