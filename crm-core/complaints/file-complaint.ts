import { openCase } from '../cases/open-case.ts';
import { lockCase } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { titleOf } from '../contacts/title-of.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import { type Why, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

const most = 50;

export interface NewComplaint {
  readonly text: string;
  readonly category: string;
  /** The record of who complains; null for somebody unknown. */
  readonly customerId: string | null;
  readonly aboutCases: readonly string[];
  readonly aboutContacts: readonly string[];
  readonly procedureTold: boolean;
  readonly choice: string;
  readonly actor: Actor;
  readonly correlationid: string;
}

/** Opens a complaint at the complaint coordinator, tied to what it is about (R162, R163). Answers its case's id. */
export async function openComplaint(tx: Tx, ground: Ground, wanted: NewComplaint): Promise<string> {
  const { text, customerId, actor, correlationid } = wanted;
  const caseId = await openCase(tx, ground, {
    kind: 'complaint',
    title: titleOf(text),
    description: text,
    productNumber: null,
    handlerGroupKey: null,
    customerId,
    correlationid,
    actor,
    reason: texts.complaintFiled,
  });
  await describe(tx, ground, actor, { correlationid }, caseId, wanted);
  return caseId;
}

type Described = Pick<NewComplaint, 'category' | 'aboutCases' | 'aboutContacts' | 'procedureTold' | 'choice'>;

/** What a complaint is about and what its customer wants, instead of what was known before. */
async function describe(
  tx: Tx,
  { ports }: Ground,
  actor: Actor,
  why: Why,
  caseId: string,
  wanted: Described,
) {
  const { category: categoryKey, choice, procedureTold, aboutCases, aboutContacts } = wanted;
  const at = ports.now();
  const before = await tx.complaint.findUnique({ where: { caseId } });
  const fields = {
    categoryKey,
    choice,
    procedureToldAt: before?.procedureToldAt ?? (procedureTold ? at : null),
  };
  await tx.complaint.upsert({
    where: { caseId },
    create: { caseId, openedAt: at, ...fields },
    update: fields,
  });
  await tx.complaintAbout.createMany({
    data: [
      ...aboutCases.map((id) => ({ complaintId: caseId, caseId: id })),
      ...aboutContacts.map((id) => ({ complaintId: caseId, contactId: id })),
    ],
    skipDuplicates: true,
  });
  await writeAudit(tx, at, actor, why, {
    act: 'complaint.describe',
    subjectType: 'case',
    subjectId: caseId,
    details: { category: categoryKey, choice, procedureTold },
  });
}

interface AboutInput {
  readonly category: string;
  readonly aboutCases: readonly string[];
  readonly aboutContacts: readonly string[];
  readonly procedureTold: boolean;
  readonly choice: string;
}

interface FileInput extends AboutInput {
  readonly idempotencyKey: string;
  readonly text: string;
}

/** Takes down a complaint about contacts or cases of one customer, who is its customer too. */
export function fileComplaint(ground: Ground, asking: Asking, input: FileInput) {
  const identity = requireRole(asking, 'agent', 'coordinator');
  return once(ground, asking, 'fileComplaint', input, async (tx) => {
    const text = requiredText('text', input.text);
    const about = await readAbout(tx, input);
    if (about.aboutCases.length + about.aboutContacts.length === 0)
      throw invalid('aboutCases', texts.complaintAboutWhat);
    const { correlationid } = asking;
    const actor = actorOf(identity);
    const id = await openComplaint(tx, ground, { ...about, text, actor, correlationid });
    return { __typename: 'Case', id };
  });
}

interface DescribeInput extends AboutInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
}

/** Says of a complaint that is there what it is about, whether the procedure was told and what the customer decides. */
export function describeComplaint(ground: Ground, asking: Asking, input: DescribeInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'describeComplaint', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (file.kind !== 'complaint') throw conflict(texts.noComplaint);
    const about = await readAbout(tx, input);
    if (about.aboutCases.includes(file.id)) throw invalid('aboutCases', texts.complaintAboutItself);
    await describe(tx, ground, actorOf(identity), file, file.id, about);
    return { __typename: 'Case', id: file.id };
  });
}

/** What a complaint is about, checked; its customer is the one of the first contact or case that has one. */
async function readAbout(tx: Tx, input: AboutInput) {
  const aboutCases = [...new Set(input.aboutCases.map((id) => id.toLowerCase()))];
  const aboutContacts = [...new Set(input.aboutContacts.map((id) => id.toLowerCase()))];
  if (aboutCases.length + aboutContacts.length > most) throw invalid('aboutCases', texts.tooManyAbout(most));
  const category = await tx.complaintCategory.findUnique({ where: { key: input.category } });
  if (!category?.active) throw invalid('category', texts.complaintCategoryUnknown);
  const [cases, contacts] = [
    await tx.case.findMany({ where: { id: { in: aboutCases.filter(isUuid) } }, orderBy: { id: 'asc' } }),
    await tx.contact.findMany({
      where: { id: { in: aboutContacts.filter(isUuid) } },
      orderBy: { id: 'asc' },
    }),
  ];
  if (cases.length < aboutCases.length) throw notFound(texts.caseUnknown);
  if (contacts.length < aboutContacts.length) throw notFound(texts.contactUnknown);
  const { procedureTold } = input;
  const customerId = [...contacts, ...cases].find((one) => one.customerId !== null)?.customerId ?? null;
  const choice = fromEnum(input.choice);
  if (choice === 'solved-at-once') throw invalid('choice', texts.solvedBySolving);
  return { category: category.key, aboutCases, aboutContacts, procedureTold, choice, customerId };
}
