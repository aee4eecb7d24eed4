import { randomUUID } from 'node:crypto';
import * as documents from './documents.ts';
import { type GraphClient, graphClient } from './graph-client.ts';
import { follow, poll, read, steer } from './steer.ts';

export interface World {
  readonly url: string;
  /** Steers the simulated telephone switch. */
  readonly telephonyUrl: string;
  /** Steers the simulated DOSIS. */
  readonly dosisUrl: string;
  readonly token: (persona: string) => Promise<string>;
  /** The number that calls, and the telephone that it reaches. */
  readonly caller: string;
  readonly device: string;
  /** Told of every step. */
  readonly told: (step: string, detail: string) => void;
}

export interface Story {
  readonly correlationid: string;
  readonly contactReference: string;
  readonly caseReference: string;
  /** What the colleague at the other telephone saw of this call: nothing. */
  readonly seenByOthers: number;
  /** What DOSIS itself holds in the end. */
  readonly dossier: { readonly code: string };
  readonly journey: readonly Step[];
  readonly audit: readonly AuditEntry[];
}

interface Call {
  readonly callKey: string;
  readonly state: string;
  readonly number: string | null;
  readonly candidates: readonly { readonly score: number; readonly customer: Customer }[];
  readonly draft: { readonly id: string; readonly reference: string } | null;
}

interface Customer {
  readonly id: string;
  readonly displayName: string;
  readonly history: { readonly edges: readonly unknown[] };
  readonly openCases: readonly unknown[];
}

interface Step {
  readonly at: string;
  readonly type: string;
  readonly state: string;
}

interface AuditEntry {
  readonly number: number | null;
  readonly actorName: string;
  readonly act: string;
}

interface Dossier {
  readonly dossierNumber: string;
  readonly current: { readonly Status: { readonly VlaamsCode: string } };
}

interface OpenedCase {
  readonly id: string;
  readonly reference: string;
  readonly dueAt: string;
  readonly handlerGroup: { readonly key: string; readonly name: string };
}

/** One call, from the ring of the phone to the status in DOSIS, as agents, an expert and a citizen live it. */
export async function playStory(world: World): Promise<Story> {
  const as = async (persona: string) => graphClient(world.url, await world.token(persona));
  const [agent, colleague, expert] = await Promise.all([as('agent'), as('agent2'), as('expert-burgerzaken')]);
  const done = new AbortController();
  try {
    const seenByOthers = await countRings(colleague, done.signal);
    const call = await callComesIn(world, agent, done.signal);
    const opened = await contactIsRegistered(world, agent, call);
    await expertAnswers(world, expert, opened);
    const dossier = await citizenSeesIt(world, agent, opened);
    const story = await lookBack(world, as, call.callKey);
    const contactReference = call.draft?.reference ?? '';
    const caseReference = opened.reference;
    return {
      correlationid: call.callKey,
      contactReference,
      caseReference,
      seenByOthers: seenByOthers(),
      dossier,
      ...story,
    };
  } finally {
    done.abort();
  }
}

async function countRings(client: GraphClient, signal: AbortSignal) {
  let count = 0;
  const rings = await client.subscribe(documents.ring, signal);
  void (async () => {
    for await (const _ of rings) count += 1;
  })();
  return () => count;
}

async function callComesIn(world: World, agent: GraphClient, signal: AbortSignal): Promise<Call> {
  const { told, caller, device } = world;
  const calls = follow<{ callChanged: Call }>(await agent.subscribe(documents.ring, signal));
  const { callId } = await steer<{ callId: string }>(world.telephonyUrl, '/calls', {
    from: caller,
    to: device,
  });
  told('a caller rings', `at telephone ${device}`);
  const isOurs = ({ number }: Call) => number?.endsWith(caller.slice(-8)) ?? false;
  const ringing = await calls.until(
    ({ callChanged }) => callChanged.state === 'RINGING' && isOurs(callChanged),
  );
  const [match] = ringing.callChanged.candidates;
  told('the agent sees the caller before picking up', describe(match));

  await steer(world.telephonyUrl, `/calls/${callId}/answer`, { device });
  await calls.until(({ callChanged }) => callChanged.state === 'ANSWERED' && isOurs(callChanged));
  told('the agent picks up', 'the contact stands open for notes');
  const { currentCall } = await agent.ask<{ currentCall: Call }>(documents.currentCall);
  await agent.ask(documents.saveDraft, {
    input: {
      idempotencyKey: randomUUID(),
      contactId: currentCall.draft?.id,
      summary: 'Nieuwe identiteitskaart: hoe lang nog?',
    },
  });
  told('what she types is kept at every pause', 'on the server');
  await steer(world.telephonyUrl, `/calls/${callId}/hangup`, { by: 'caller' });
  const ended = await calls.until(({ callChanged }) => callChanged.state === 'ENDED' && isOurs(callChanged));
  told('the call ends', `a draft stands ready with reference ${ended.callChanged.draft?.reference}`);
  if (match && ended.callChanged.draft) {
    const input = {
      idempotencyKey: randomUUID(),
      contactId: ended.callChanged.draft.id,
      customerId: match.customer.id,
    };
    await agent.ask(documents.linkCustomer, { input });
  }
  return ended.callChanged;
}

function describe(match: Call['candidates'][number] | undefined) {
  if (!match) return 'nobody is known by this number';
  const { customer, score } = match;
  const cases = `${customer.openCases.length} open case(s), ${customer.history.edges.length} earlier contact(s)`;
  return `${customer.displayName} (${Math.round(score * 100)}%), ${cases}`;
}

async function contactIsRegistered({ told }: World, agent: GraphClient, call: Call): Promise<OpenedCase> {
  const { products } = await agent.ask<{
    products: { edges: { node: { productNumber: string; name: string } }[] };
  }>(documents.searchProducts, { text: 'identiteitskaart' });
  const product = products.edges[0]?.node;
  if (!product) throw new Error('the catalogue has no product yet');
  told('the agent finds the product', product.name);
  const question = {
    text: 'Ik vroeg mijn nieuwe identiteitskaart drie weken geleden aan. Waar blijft ze?',
    outcome: 'CASE',
  };
  const { registerContact } = await agent.ask<{
    registerContact: {
      __typename: string;
      message?: string;
      reference: string;
      spokenReference: string;
      questions: { case: OpenedCase }[];
    };
  }>(documents.register, {
    input: {
      idempotencyKey: randomUUID(),
      contactId: call.draft?.id,
      summary: 'Nieuwe identiteitskaart: hoe lang nog?',
      questions: [{ ...question, productNumber: product.productNumber }],
    },
  });
  const opened = registerContact.questions?.[0]?.case;
  if (!opened) throw new Error(`registering: ${registerContact.message ?? registerContact.__typename}`);
  told(
    'one press registers it',
    `reference ${registerContact.reference}, read aloud: “${registerContact.spokenReference}”`,
  );
  told(
    'the question goes where the product says',
    `${opened.handlerGroup.name}, case ${opened.reference}, due ${opened.dueAt}`,
  );
  return opened;
}

async function expertAnswers({ told }: World, expert: GraphClient, { id }: OpenedCase) {
  await expert.ask(documents.takeCase, { input: { idempotencyKey: randomUUID(), caseId: id } });
  const { answerCase } = await expert.ask<{
    answerCase: { __typename: string; message?: string; stateName: string };
  }>(documents.answerCase, {
    input: {
      idempotencyKey: randomUUID(),
      caseId: id,
      answer:
        'Uw identiteitskaart ligt klaar aan het loket Burgerzaken. Breng uw oude kaart en uw brief met codes mee.',
    },
  });
  if (answerCase.__typename !== 'Case') throw new Error(`answering: ${answerCase.message}`);
  told('the expert answers', answerCase.stateName);
}

async function citizenSeesIt({ told, dosisUrl }: World, agent: GraphClient, { id, reference }: OpenedCase) {
  told('the status goes to DOSIS', 'its result comes later');
  interface Status {
    case: {
      citizenStatus: { publication: string; state: string | null; stateName: string };
      dossierStatus: { code: string; label: string; phase: string } | null;
    };
  }
  const seen = await poll(async () => {
    const status = await agent.ask<Status>(documents.caseStatus, { id });
    const { publication, state } = status.case.citizenStatus;
    return publication === 'PUBLISHED' && state === 'ANSWERED' ? status : undefined;
  });
  const dossiers = await read<Dossier[]>(dosisUrl, '/dossiers');
  const dossier = dossiers.find(({ dossierNumber }) => dossierNumber === reference);
  if (!dossier) throw new Error('DOSIS does not know the dossier');
  const { citizenStatus, dossierStatus } = seen.case;
  told(
    'the agent sees what the citizen sees',
    `${citizenStatus.stateName}; DOSIS says ${dossierStatus?.code} (${dossierStatus?.phase})`,
  );
  return { code: dossier.current.Status.VlaamsCode };
}

async function lookBack({ told }: World, as: (persona: string) => Promise<GraphClient>, id: string) {
  const [admin, officer] = await Promise.all([as('admin'), as('privacy-officer')]);
  const { hub } = await admin.ask<{ hub: { journey: Step[] } }>(documents.journey, { id });
  const { auditTrail } = await officer.ask<{ auditTrail: { edges: { node: AuditEntry }[] } }>(
    documents.auditTrail,
    { id },
  );
  const audit = auditTrail.edges.map(({ node }) => node);
  told(
    'one trace holds all of it',
    `${hub.journey.length} steps of the hub, ${audit.length} entries in the audit chain`,
  );
  return { journey: hub.journey, audit };
}
