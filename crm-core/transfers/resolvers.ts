import { answering } from '../answering.ts';
import { batched } from '../batch.ts';
import { printReference } from '../contacts/reference.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Dial } from '../prisma/client/client.ts';
import { requireRole, viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { type Advice, adviseTransfer } from './advice.ts';
import { agreementsWith, agreeTransfers } from './agreement.ts';
import { answerTransfer } from './answer-transfer.ts';
import { callFigures, callTimes } from './call-times.ts';
import { coldTransfer } from './cold-transfer.ts';
import { dial, loadDial } from './dial.ts';
import { fellBack } from './fell-back.ts';
import { transferFigures } from './figures.ts';
import { transferChanges, transferOffers } from './live-transfers.ts';
import {
  findTransfers,
  loadTransfer,
  myOffers,
  nameOnCard,
  type TransferRow,
  transfersOfContact,
} from './load-transfers.ts';
import { offerTransfer } from './offer-transfer.ts';
import { reachabilityOf } from './reachability.ts';
import { recordTransfer } from './record-transfer.ts';
import { withdrawTransfer } from './withdraw-transfer.ts';

type Period = { since: string; until: string; handlerGroup?: string | null };
type Keyed = { readonly key: string };
type Identified = { readonly id: string };

export function transferResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const mutation = answering(ground, (asking, id) => loadTransfer(ground, asking, id));
  const staff = (asking: Asking) => requireRole(asking, 'agent', 'coordinator');
  const period = ({ since, until }: Period) => ({ since: new Date(since), until: new Date(until) });
  const group = (key: string | null) => key && { __typename: 'HandlerGroup', key };

  return {
    DateTime,
    Query: {
      transferAdvice: (_: unknown, args: { contactId: string; handlerGroup: string }, asking: Asking) =>
        adviseTransfer(ground, asking, args),
      transfer: (_: unknown, { id }: Identified, asking: Asking) => loadTransfer(ground, asking, id),
      myTransferOffers: (_: unknown, { first }: { first: number }, asking: Asking) =>
        myOffers(ground, asking, first),
      transferFigures(_: unknown, args: Period, asking: Asking) {
        staff(asking);
        return transferFigures(prisma, { ...period(args), handlerGroup: args.handlerGroup ?? null });
      },
      callFigures(_: unknown, args: Period, asking: Asking) {
        staff(asking);
        const { since, until } = period(args);
        return callFigures(prisma, since, until);
      },
    },
    Mutation: {
      offerTransfer: mutation(offerTransfer),
      answerTransfer: mutation(answerTransfer),
      withdrawTransfer: mutation(withdrawTransfer),
      recordTransfer: mutation(recordTransfer),
      coldTransfer: mutation(coldTransfer),
      async agreeTransfers(
        _: unknown,
        { input }: { input: Parameters<typeof agreeTransfers>[2] },
        asking: Asking,
      ) {
        const done = await agreeTransfers(ground, asking, input);
        return 'id' in done ? group(done.id) : done;
      },
      async dial(_: unknown, { input }: { input: Parameters<typeof dial>[2] }, asking: Asking) {
        const done = await dial(ground, asking, input);
        return 'id' in done ? { ...(await loadDial(ground, asking, done.id)), __typename: 'Dial' } : done;
      },
    },
    Subscription: {
      transferOffered: {
        subscribe: (_: unknown, __: unknown, asking: Asking) => transferOffers(ground, asking),
        resolve: (transfer: TransferRow) => transfer,
      },
      transferChanged: {
        subscribe: (_: unknown, { id }: Identified, asking: Asking) => transferChanges(ground, asking, id),
        resolve: (transfer: TransferRow) => transfer,
      },
    },
    Transfer: {
      __resolveReference: ({ id }: Identified, asking: Asking) => loadTransfer(ground, asking, id),
      kind: ({ kind }: TransferRow) => asEnum(kind),
      toldBy: ({ toldBy }: TransferRow) => asEnum(toldBy),
      state: ({ state, expiresAt }: TransferRow) =>
        asEnum(state === 'offered' && expiresAt && expiresAt <= ports.now() ? 'not-reached' : state),
      handlerGroup: ({ groupKey }: TransferRow) => group(groupKey),
      customerName: ({ contact }: TransferRow, _: unknown, asking: Asking) =>
        contact?.customerId && !contact.anonymous ? nameOnCard(ground, asking, contact.customerId) : null,
      reference: ({ contact }: TransferRow) => contact && printReference(contact.reference),
      articles: ({ articles }: TransferRow) => articles.map((productNumber) => ({ productNumber })),
      product: ({ productNumber }: TransferRow) => productNumber && { productNumber },
      contact: ({ contactId }: TransferRow) => contactId && { __typename: 'Contact', id: contactId },
      nudge: ({ knowledgeConsulted }: TransferRow) => (knowledgeConsulted === false ? texts.nudge : null),
      belongsTo: ({ belongsToKey }: TransferRow) => group(belongsToKey),
      callBackPromise: ({ callBackPromiseId: id }: TransferRow) => id && { __typename: 'Promise', id },
    },
    TransferAdvice: {
      handlerGroup: ({ groupKey }: Advice) => group(groupKey),
      recommended: ({ recommended }: Advice) => asEnum(recommended),
      untaken: ({ untaken }: Advice, _: unknown, asking: Asking) =>
        findTransfers(ground, asking, { id: { in: untaken.map(({ id }) => id) } }),
    },
    HandlerGroup: {
      __resolveReference: (reference: object) => reference,
      reachability({ key }: Keyed, _: unknown, asking: Asking) {
        requireRole(asking, 'agent', 'expert', 'coordinator');
        const load = (keys: string[]) => reachabilityOf(prisma, keys, ports.now());
        return batched(asking, 'reachability', key, load);
      },
      transferAgreement({ key }: Keyed, _: unknown, asking: Asking) {
        requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
        return batched(asking, 'transfer agreement', key, (keys) => agreementsWith(prisma, keys));
      },
    },
    Call: {
      __resolveReference: (reference: object) => reference,
      async transfers({ id }: Identified, _: unknown, asking: Asking) {
        const load = async (ids: string[]) =>
          Map.groupBy(
            await findTransfers(ground, asking, { callId: { in: ids } }),
            ({ callId }) => callId ?? '',
          );
        return (await batched(asking, 'transfers of call', id, load)) ?? [];
      },
      async fellBackFrom({ id }: Identified, _: unknown, asking: Asking) {
        if (viewOf(asking).kind !== 'all') return null;
        const [latest] =
          (await batched(asking, 'fell back', id, (ids) => fellBack(prisma, ids, ports.now()))) ?? [];
        return latest ? loadTransfer(ground, asking, latest) : null;
      },
      times(call: Identified, _: unknown, asking: Asking) {
        if (viewOf(asking).kind !== 'all') return null;
        return batched(asking, 'call times', call.id, (ids) => callTimes(prisma, ids));
      },
    },
    Contact: {
      __resolveReference: (reference: object) => reference,
      transfers: ({ id }: Identified, _: unknown, asking: Asking) => transfersOfContact(ground, asking, id),
    },
    Dial: {
      state: ({ state }: Dial) => asEnum(state),
      message: ({ state }: Dial) =>
        ({ refused: texts.dialRefused, unknown: texts.dialUnanswered })[state] ?? null,
    },
  };
}
