import { openCase } from './cases/open-case.ts';
import { giveReference } from './contacts/give-reference.ts';
import { titleOf } from './contacts/title-of.ts';
import { readNationalNumber } from './customers/belgium/national-number.ts';
import { recordCustomer } from './customers/record-customer.ts';
import { households, organisations } from './demo-people.ts';
import { recordStaff, type StaffMember } from './directory/staff.ts';
import type { Ground, Ports, Tx } from './ports.ts';
import type { PrismaClient } from './prisma/client/client.ts';
import { texts } from './texts.ts';

const actor = { subject: 'source:demo', name: 'Demowereld' };

/** What some of them asked before: who, how many days ago, by which channel, what, and what became of it. */
const history: readonly (readonly [
  name: string,
  daysAgo: number,
  channel: string,
  text: string,
  answer: string | { kind: string; group: string },
])[] = [
  [
    'Jan Peeters',
    12,
    'phone',
    'Hoe vraag ik een reispaspoort aan?',
    'Online een afspraak maken bij Burgerzaken; breng een recente foto mee.',
  ],
  [
    'Jan Peeters',
    2,
    'web',
    'Mijn aanvraag voor een parkeerkaart is nog niet beantwoord.',
    { kind: 'question', group: 'mobiliteit-en-parkeren' },
  ],
  [
    'Sofie Aerts',
    30,
    'e-mail',
    'Wanneer begint de inschrijving voor de sportkampen?',
    'Op 10 januari om 9 uur, via de website.',
  ],
  ['Fatima El Amrani', 5, 'desk', 'Ik wil mijn adres wijzigen.', { kind: 'question', group: 'burgerzaken' }],
  [
    'Marie Janssens',
    1,
    'phone',
    'De lantaarnpaal voor mijn deur brandt niet meer.',
    { kind: 'report', group: 'openbaar-domein' },
  ],
  [
    'Gaston Janssens',
    45,
    'letter',
    'Heb ik recht op een tegemoetkoming voor vuilniszakken?',
    'Ja, met een verhoogde tegemoetkoming; wij stuurden het formulier op.',
  ],
  [
    'Ahmed Benali',
    8,
    'form',
    'Kan er een fietstrommel in mijn straat komen?',
    { kind: 'suggestion', group: 'mobiliteit-en-parkeren' },
  ],
  [
    'Rita Goossens',
    3,
    'phone',
    'Ik belde al drie keer en hoorde nog steeds niets.',
    { kind: 'complaint', group: 'klachtencoordinatie' },
  ],
  [
    'Bakkerij De Gouden Aar',
    6,
    'e-mail',
    'Welke vergunning heb ik nodig voor een terras?',
    { kind: 'question', group: 'economie' },
  ],
  [
    'Buurtwerking De Brug',
    4,
    'web',
    'Hoe reserveer ik materiaal voor een straatfeest?',
    { kind: 'question', group: 'cultuur-en-evenementen' },
  ],
];

/** Who of the bundled provider's people works in which group, and who leads it. */
const staff: readonly StaffMember[] = [
  { subject: 'agent', name: 'An Claes', device: '7101', groups: [{ key: 'kcc' }] },
  { subject: 'agent2', name: 'Bram Wouters', device: '7102', groups: [{ key: 'kcc' }] },
  { subject: 'kcc-lead', name: 'Mieke Jacobs', device: '7103', groups: [{ key: 'kcc', lead: true }] },
  { subject: 'expert-burgerzaken', name: 'Els Martens', groups: [{ key: 'burgerzaken', lead: true }] },
  {
    subject: 'expert-openbaar-domein',
    name: 'Tom Goossens',
    groups: [{ key: 'openbaar-domein', lead: true }],
  },
  { subject: 'expert-welzijn', name: 'Nadia Benali', groups: [{ key: 'welzijn', lead: true }] },
  { subject: 'coordinator', name: 'Koen Hermans', groups: [{ key: 'klachtencoordinatie', lead: true }] },
].map((member) => ({ ...member, email: `${member.subject}@example.org` }));

/** Fills an empty core with invented people of Leuven and some of what they asked. Only for a world of simulators; once. */
export async function seedDemoWorld(prisma: PrismaClient, ports: Ports): Promise<void> {
  const seed = async (tx: Tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('demo world'))`;
    const first = { source: 'rijksregister', externalId: 'demo-1' };
    if (await tx.customerRecord.findUnique({ where: { source_externalId: first } })) return;
    const ground = { prisma, ports };
    for (const member of staff) await recordStaff(tx, member);
    const byName = new Map([...(await seedPeople(tx, ground)), ...(await seedOrganisations(tx, ground))]);
    for (const [name, daysAgo, channel, text, became] of history) {
      const customerId = byName.get(name);
      if (customerId) await seedContact(tx, ground, { customerId, daysAgo, channel, text, became });
    }
    await tx.case.updateMany({ data: { touchedAt: ports.now() } }); // none of them is to fall back in the first minute
  };
  await prisma.$transaction(seed, { timeout: 60_000, maxWait: 30_000 });
}

async function seedPeople(tx: Tx, ground: Ground): Promise<Map<string, string>> {
  const byName = new Map<string, string>();
  for (const { members, telephone: line, ...address } of households) {
    for (const { givenName, familyName, nationalNumber, telephone, email } of members) {
      const id = await recordCustomer(tx, ground, {
        source: 'rijksregister',
        externalId: `demo-${byName.size + 1}`,
        kind: 'person',
        givenName,
        familyName,
        nationalNumber,
        birthDate: readNationalNumber(nationalNumber).number?.birthDate ?? null,
        telephones: telephone ? [line, telephone] : [line],
        emails: email ? [email] : [],
        address,
      });
      byName.set(`${givenName} ${familyName}`, id);
    }
  }
  return byName;
}

async function seedOrganisations(tx: Tx, ground: Ground): Promise<Map<string, string>> {
  const byName = new Map<string, string>();
  for (const { kind, source, organisationName, number, telephone, street, houseNumber } of organisations) {
    const id = await recordCustomer(tx, ground, {
      source,
      externalId: `demo-${number}`,
      kind,
      organisationName,
      ...(kind === 'company' ? { enterpriseNumber: number } : { associationCode: number }),
      telephones: [telephone],
      address: { street, houseNumber, postcode: '3000', municipality: 'Leuven' },
    });
    byName.set(organisationName, id);
  }
  return byName;
}

interface Past {
  readonly customerId: string;
  readonly daysAgo: number;
  readonly channel: string;
  readonly text: string;
  readonly became: string | { readonly kind: string; readonly group: string };
}

async function seedContact(tx: Tx, { prisma, ports }: Ground, past: Past) {
  const { customerId, daysAgo, channel, text, became } = past;
  const at = new Date(ports.now().getTime() - daysAgo * 86_400_000);
  const then: Ground = { prisma, ports: { ...ports, now: () => at } };
  const reference = await giveReference(tx);
  const correlationid = `demo-${reference}`;
  const answered = typeof became === 'string';
  const caseId = answered
    ? null
    : await openCase(tx, then, {
        kind: became.kind,
        title: titleOf(text),
        description: text,
        productNumber: null,
        handlerGroupKey: became.group,
        customerId,
        correlationid,
        actor,
        reason: texts.openedInContact,
      });
  await tx.contact.create({
    data: {
      reference,
      state: 'registered',
      channelKey: channel,
      customerId,
      summary: titleOf(text),
      agentSubject: actor.subject,
      agentName: actor.name,
      correlationid,
      startedAt: at,
      endedAt: at,
      registeredAt: at,
      questions: {
        create: [
          {
            position: 0,
            kind: answered ? 'question' : became.kind,
            text,
            outcome: answered ? 'answered' : 'case',
            answer: answered ? became : null,
            answeredAt: answered ? at : null,
            caseId,
          },
        ],
      },
    },
  });
}
