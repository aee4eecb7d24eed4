import type { CaseInput } from '../cases/act-on-case.ts';
import { audienceOf } from '../cases/audience.ts';
import { customerDataOf } from '../cases/customer-data.ts';
import { lockCase } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { printReference } from '../contacts/reference.ts';
import type { CustomerView } from '../customers/customer-view.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { eventPlace } from '../reports/place.ts';
import { texts } from '../texts.ts';
import type { ProcessRequested } from './process-requested.ts';

/**
 * Begins the process of a case's product in the system that handles it, with the customer's and the question's data, so that
 * the first contact is where it begins (R090, R091).
 */
export function startProcess(ground: Ground, asking: Asking, input: CaseInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const { ports } = ground;
  return once(ground, asking, 'startProcess', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    const { productNumber } = file;
    const process = productNumber ? await tx.productProcess.findUnique({ where: { productNumber } }) : null;
    if (!(process && productNumber)) throw conflict(texts.noProcess);
    const at = ports.now();
    const { subject: actorSubject, name: actorName } = identity;
    const { id } = await tx.processStart.create({
      data: { caseId: file.id, productNumber, actorSubject, actorName, at },
    });
    const data: ProcessRequested = {
      processId: id,
      system: process.system,
      productNumber,
      caseId: file.id,
      reference: printReference(file.reference),
      question: {
        kind: file.kind,
        title: file.title,
        description: file.description,
        place: eventPlace(file),
      },
      customer: await customerOf(tx, ground, file),
      requestedAt: at.toISOString(),
    };
    const { correlationid } = file;
    await ports.emit(tx, { type: 'crm.process.requested', time: data.requestedAt, correlationid, data });
    await writeAudit(tx, at, actorOf(identity), inStory(asking, file), {
      act: 'process.start',
      subjectType: 'case',
      subjectId: file.id,
      details: { system: process.system },
    });
    return { __typename: 'ProcessStart', id };
  });
}

async function customerOf(tx: Tx, ground: Ground, file: Case): Promise<ProcessRequested['customer']> {
  const { customerId } = file;
  if (customerId === null) return null;
  const view = await customerDataOf(tx, ground, customerId);
  const { parties } = await audienceOf(tx, ground, [file]);
  const points = (kind: string) =>
    view.contactPoints.filter((point) => point.kind === kind).map(({ value }) => value);
  const { kind, displayName, givenName, familyName, organisationName, birthDate } = view;
  return {
    ...{ kind, displayName, givenName, familyName, organisationName },
    birthDate: birthDate?.toISOString().slice(0, 10) ?? null,
    identifiers: parties.get(customerId) ?? [],
    telephones: points('phone'),
    emails: points('email'),
    address: addressOf(view),
  };
}

function addressOf({ address }: CustomerView) {
  if (!address) return null;
  const { street, houseNumber, box, postcode, municipality, country } = address;
  return { street, houseNumber, box, postcode, municipality, country };
}

interface ProcessInput {
  readonly idempotencyKey: string;
  readonly productNumber: string;
  readonly system: string;
  readonly title: string;
  readonly url: string;
}

/** Says which process, in which system, handles a product. */
export function recordProductProcess(ground: Ground, asking: Asking, input: ProcessInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  return once(ground, asking, 'recordProductProcess', input, async (tx) => {
    const { productNumber } = input;
    if ((await tx.product.count({ where: { productNumber } })) === 0)
      throw invalid('productNumber', texts.productUnknown);
    const system = requiredText('system', input.system);
    if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(system)) throw invalid('system', texts.keyForm);
    const url = requiredText('url', input.url);
    if (!(URL.canParse(url) && new URL(url).protocol === 'https:')) throw invalid('url', texts.httpsUrl);
    const fields = { system, title: requiredText('title', input.title), url };
    await tx.productProcess.upsert({
      where: { productNumber },
      create: { productNumber, ...fields },
      update: fields,
    });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'process.record',
      subjectType: 'product',
      subjectId: productNumber,
      details: { system },
    });
    return { __typename: 'ProductProcess', id: productNumber };
  });
}
