import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { MatchProposal } from '../prisma/client/client.ts';
import { asEnum, DateTime } from '../scalars.ts';
import type { AskedCustomer } from './asked-profile.ts';
import { type ConfirmFormInput, confirmForm } from './confirm-form.ts';
import type { Evidence, Weighed } from './decide.ts';
import { explain } from './explain.ts';
import type { Candidate, Matching } from './find-candidates.ts';
import { formReceipt } from './form-receipt.ts';
import { matchCustomers } from './match-customers.ts';
import {
  acceptDuplicate,
  type DecideInput,
  openProposals,
  type ProposalArgs,
  refuseDuplicate,
} from './proposals.ts';
import { type SendFormInput, sendForm } from './send-form.ts';
import { proposeDuplicates, type StartRunInput } from './start-run.ts';
import {
  addStopValue,
  removeStopValue,
  type StopValueArgs,
  type StopValueInput,
  stopValues,
} from './stop-values.ts';

type Done = { readonly __typename: string; readonly id?: string };

export function matchingResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const customer = (id: string) => ({ __typename: 'Customer', id });
  const decided = async (done: Done) =>
    done.id === undefined
      ? done
      : { ...(await prisma.matchProposal.findUnique({ where: { id: done.id } })), ...done };
  return {
    DateTime,
    Query: {
      matchCustomers: (_: unknown, args: { input: AskedCustomer; first: number }, asking: Asking) =>
        matchCustomers(ground, asking, args.input, args.first),
      duplicateProposals: (_: unknown, args: ProposalArgs, asking: Asking) =>
        openProposals(ground, asking, args),
      stopValues: (_: unknown, args: StopValueArgs, asking: Asking) => stopValues(ground, asking, args),
    },
    Mutation: {
      async proposeDuplicates(_: unknown, { input }: { input: StartRunInput }, asking: Asking) {
        const done: Done = await proposeDuplicates(ground, asking, input);
        if (done.id === undefined) return done;
        return { ...(await prisma.matchRun.findUnique({ where: { id: done.id } })), ...done };
      },
      acceptDuplicate: async (_: unknown, { input }: { input: DecideInput }, asking: Asking) =>
        decided(await acceptDuplicate(ground, asking, input)),
      refuseDuplicate: async (_: unknown, { input }: { input: DecideInput }, asking: Asking) =>
        decided(await refuseDuplicate(ground, asking, input)),
      addStopValue: (_: unknown, { input }: { input: StopValueInput }, asking: Asking) =>
        addStopValue(ground, asking, input),
      removeStopValue: (_: unknown, { input }: { input: StopValueInput }, asking: Asking) =>
        removeStopValue(ground, asking, input),
      sendForm: async (_: unknown, { input }: { input: SendFormInput }, asking: Asking) =>
        formReceipt(ground, await sendForm(ground, asking, input)),
      confirmForm: (_: unknown, { input }: { input: ConfirmFormInput }, asking: Asking) =>
        confirmForm(ground, asking, input),
    },
    CustomerMatching: {
      decision: ({ decision }: Matching) => asEnum(decision),
    },
    CustomerCandidate: {
      customer: ({ of }: Weighed<Candidate>) => customer(of.customerId),
      reasons: ({ evidence }: Weighed<Candidate>) => explain(evidence),
    },
    DuplicateProposal: {
      one: ({ oneId }: MatchProposal) => customer(oneId),
      other: ({ otherId }: MatchProposal) => customer(otherId),
      state: ({ state }: MatchProposal) => asEnum(state),
      reasons: ({ evidence }: MatchProposal) => explain(evidence as unknown as Evidence[]),
    },
  };
}
