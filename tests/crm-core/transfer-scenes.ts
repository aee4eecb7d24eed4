import { randomUUID } from 'node:crypto';
import { recordStaff } from '../../crm-core/directory/staff.ts';
import type { Identity } from '../../crm-core/ports.ts';
import { call } from './scenes.ts';
import { type Answer, agent, expert, type World } from './world.ts';

export const coordinator: Identity = {
  ...expert,
  subject: 'coordinator-an',
  name: 'An Smets',
  roles: ['coordinator'],
};

/** A colleague of Joris with a telephone of her own. */
export const lies: Identity = { ...expert, subject: 'expert-lies', name: 'Lies Maes' };

/** Joris (telephone 2001) and Lies (2002) of Burgerzaken, as the directory of staff tells them. */
export async function backOffice({ prisma }: World) {
  for (const [{ subject, name }, device] of [
    [expert, '2001'],
    [lies, '2002'],
  ] as const)
    await recordStaff(prisma, { subject, name, device, groups: [{ key: 'burgerzaken', lead: false }] });
}

/** A caller who is answered at the agent's telephone; answers his contact. */
export async function answered(city: World, changes: object = {}): Promise<string> {
  await city.tell(
    'crm.call.record',
    call('answered', { occurredAt: city.clock.now.toISOString(), ...changes }),
  );
  const { currentCall } = await city.ask(agent, '{ currentCall { draft { id } } }');
  return currentCall.draft.id;
}

/** Minutes later. */
export function later(city: World, minutes: number) {
  city.clock.now = new Date(city.clock.now.getTime() + minutes * 60_000);
}

const fields = `id kind toldBy state question said agreed queued nudge reason callBackAt answeredByName
  handlerGroup { key } belongsTo { key }
  callBackPromise { id kind state about words phone dueAt assigneeName handlerGroup { key } customer { id } contact { id } proof { kind } }`;

/** Somebody carries out a mutation that answers a transfer. */
export async function transferring(
  city: World,
  identity: Identity,
  mutation: string,
  input: object,
): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const { [mutation]: answer } = await city.ask(
    identity,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) {
      __typename ... on Transfer { ${fields} } ... on InvalidInput { field message }
      ... on Conflict { message } ... on NotFound { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return answer;
}

export function offer(city: World, contactId: string, input: object = {}): Promise<Answer> {
  const card = { handlerGroup: 'burgerzaken', question: 'Wanneer is mijn paspoort klaar?' };
  return transferring(city, agent, 'offerTransfer', { contactId, ...card, ...input });
}

export function tap(city: World, transferId: string, answer: string, input: object = {}, identity = expert) {
  return transferring(city, identity, 'answerTransfer', { transferId, answer, ...input });
}

export async function advice(city: World, contactId: string, handlerGroup = 'burgerzaken'): Promise<Answer> {
  const { transferAdvice } = await city.ask(
    agent,
    `query ($contactId: ID!, $handlerGroup: ID!) {
      transferAdvice(contactId: $contactId, handlerGroup: $handlerGroup) {
        __typename
        ... on TransferAdvice {
          recommended text nudge nextPerson { name answeredToday offeredToday }
          colleagues { name busy } untaken { state question said }
          handlerGroup { transferAgreement { connected fallback } }
        }
      }
    }`,
    { variables: { contactId, handlerGroup } },
  );
  return transferAdvice;
}

/** What is agreed with Burgerzaken, as its coordinator says it. */
export async function agree(city: World, input: object, identity = coordinator): Promise<Answer> {
  const { agreeTransfers } = await city.ask(
    identity,
    `mutation ($input: AgreeTransfersInput!) { agreeTransfers(input: $input) {
      __typename ... on HandlerGroup { transferAgreement { connected cold number queue fallback } }
      ... on InvalidInput { field }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), handlerGroup: 'burgerzaken', ...input } } },
  );
  return agreeTransfers;
}

/** An instant so many seconds after ten o'clock. */
export const at = (second: number) =>
  new Date(Date.parse('2026-11-23T09:00:00Z') + second * 1000).toISOString();
/** The switch passed `call-1` on. */
export const passed = (kind: string, toDevice: string, second: number) =>
  call('transferred', {
    transfer: { kind, fromDevice: '1001', toDevice },
    device: toDevice,
    occurredAt: at(second),
  });
const callKept = `{ transfers { kind toldBy state agreed handlerGroup { key } receiverName }
  fellBackFrom { question state handlerGroup { name } } }`;

/** How a call was passed on, and by which transfer it fell back. */
export async function transfersOf(city: World, callKey: string) {
  const { id } = await city.prisma.call.findUniqueOrThrow({ where: { callKey } });
  return (await city.ask(agent, `{ call(id: "${id}") ${callKept} }`)).call;
}

/** A switch that keeps what it was asked, and answers as it is told. */
export function theSwitch() {
  const asked: { question: string; data: unknown }[] = [];
  const failing: string[] = [];
  const ask = async (question: string, data: object) => {
    asked.push({ question, data });
    const failure = failing.shift();
    if (failure) throw Object.assign(new Error('refused'), { failure });
    return {};
  };
  return { asked, failing, ask };
}
