import { batched } from '../batch.ts';
import { customerOf } from '../customers/cluster.ts';
import { matchNumber } from '../customers/match.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Call } from '../prisma/client/client.ts';
import { requireIdentity, viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { callChanges, currentCall, loadCall } from './calls.ts';
import { type CloseContactInput, closeContact, openQuestions } from './close-contact.ts';
import { type DivideQuestionInput, divideQuestion } from './divide-question.ts';
import { type OpenContactInput, openContact, type SaveDraftInput, saveDraft } from './draft.ts';
import { type HandDraftInput, handDraft } from './hand-draft.ts';
import {
  type ContactRow,
  contactsOfCase,
  draftsOf,
  findContacts,
  historyOf,
  loadContact,
} from './load-contacts.ts';
import { questionResolvers, typedPlace } from './question-resolvers.ts';
import { parseReference, printReference, speakReference } from './reference.ts';
import { type RegisterContactInput, registerContact } from './register-contact.ts';
import { repeatsOf } from './repeats.ts';
import { setAsideOf } from './set-aside.ts';
import { type LinkCustomerInput, linkCustomer } from './tie-customer.ts';
import type { Meant } from './who-is-meant.ts';

/** Who registered a contact knows more of it than what is loaded. */
type ShownContact = ContactRow & Partial<Pick<Meant, 'candidates'>> & { readonly customerToday?: string };

type Done = { readonly __typename: string; readonly id?: string };

export function contactResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const answer = async (asking: Asking, done: Done) =>
    done.__typename !== 'Contact' || done.id === undefined
      ? done
      : { ...(await loadContact(ground, asking, done.id)), __typename: 'Contact' };
  const mutation =
    <Input>(change: (ground: Ground, asking: Asking, input: Input) => Promise<Done>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking) =>
      answer(asking, await change(ground, asking, input));

  return {
    DateTime,
    Query: {
      currentCall: (_: unknown, __: unknown, asking: Asking) => currentCall(ground, asking),
      call: (_: unknown, { id }: { id: string }, asking: Asking) => loadCall(ground, asking, id),
      contact(_: unknown, { id }: { id: string }, asking: Asking) {
        requireIdentity(asking);
        return loadContact(ground, asking, id);
      },
      async contactByReference(_: unknown, { reference }: { reference: string }, asking: Asking) {
        viewOf(asking);
        const parsed = parseReference(reference);
        if (parsed.fault) return { __typename: 'InvalidInput', field: 'reference', message: parsed.message };
        const [contact] = await findContacts(ground, asking, { reference: parsed.code });
        return contact
          ? { ...contact, __typename: 'Contact' }
          : { __typename: 'NotFound', message: texts.referenceUnknown };
      },
      myDrafts: (_: unknown, { first }: { first: number }, asking: Asking) => draftsOf(ground, asking, first),
    },
    Mutation: {
      openContact: mutation<OpenContactInput>(openContact),
      saveDraft: mutation<SaveDraftInput>(saveDraft),
      divideQuestion: mutation<DivideQuestionInput>(divideQuestion),
      handDraft: mutation<HandDraftInput>(handDraft),
      closeContact: mutation<CloseContactInput>(closeContact),
      linkCustomer: mutation<LinkCustomerInput>(linkCustomer),
      registerContact: (_: unknown, { input }: { input: RegisterContactInput }, asking: Asking) =>
        registerContact(ground, asking, input),
    },
    Subscription: {
      callChanged: {
        subscribe: (_: unknown, __: unknown, asking: Asking) => callChanges(ground, asking),
        resolve: (call: Call) => call,
      },
    },
    Call: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadCall(ground, asking, id),
      state: ({ state }: Call) => asEnum(state),
      direction: ({ direction }: Call) => asEnum(direction),
      presentation: ({ presentation }: Call) => asEnum(presentation),
      transfer: ({ transfer }: Call) => transfer && asEnum(transfer),
      async candidates({ number }: Call, args: { first: number }) {
        const matches = await matchNumber(prisma, number, ports.now());
        return matches.slice(0, limited(args.first, 20)).map(({ customerId, ...match }) => ({
          ...match,
          customer: { __typename: 'Customer', id: customerId },
        }));
      },
      draft: (call: Call, _: unknown, asking: Asking) => contactOfCall(ground, asking, call.id),
    },
    Customer: {
      __resolveReference: (reference: object) => reference,
      history: ({ id }: { id: string }, args: { first: number; after?: string | null }, asking: Asking) =>
        historyOf(ground, asking, id, args),
    },
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      reference: ({ reference }: ContactRow) => printReference(reference),
      spokenReference: ({ reference }: ContactRow) => speakReference(reference),
      state: ({ state }: ContactRow) => asEnum(state),
      customer: ({ customerId, customerToday: id }: ShownContact, _: unknown, asking: Asking) =>
        id ? { __typename: 'Customer', id } : customerOf(ground, asking, customerId),
      call: ({ callId }: ContactRow, _: unknown, asking: Asking) =>
        callId && loadCall(ground, asking, callId),
      candidates: ({ candidates = [] }: ShownContact) => candidates,
      channel: ({ channelKey: key }: ContactRow) => ({ key }),
      team: ({ teamKey: key }: ContactRow) => key && { key },
      async openQuestions({ id }: ContactRow, _: unknown, asking: Asking) {
        const load = (ids: string[]) => openQuestions(prisma, ids);
        return (await batched(asking, 'open questions', id, load)) ?? 0;
      },
      repeats: (contact: ContactRow, args: { first: number }, asking: Asking) =>
        repeatsOf(ground, asking, contact, args),
      setAside: ({ id }: ContactRow, { first }: { first: number }, asking: Asking) =>
        setAsideOf(ground, asking, id, first),
    },
    Question: questionResolvers(ground),
    TypedQuestion: { place: ({ place }: { place?: unknown }) => typedPlace(place) },
    Case: {
      __resolveReference: (reference: object) => reference,
      contacts: ({ id }: { id: string }, { first }: { first: number }, asking: Asking) =>
        contactsOfCase(ground, asking, id, first),
    },
  };
}

async function contactOfCall(ground: Ground, asking: Asking, callId: string) {
  const load = async (ids: string[]) => {
    const contacts = await findContacts(ground, asking, { callId: { in: ids } });
    return new Map(contacts.map((contact) => [contact.callId ?? '', contact]));
  };
  return (await batched(asking, 'contact of call', callId, load)) ?? null;
}
