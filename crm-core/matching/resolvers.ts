import type { Asking, Ground, Resolvers } from '../ports.ts';
import { asEnum } from '../scalars.ts';
import type { AskedCustomer } from './asked-profile.ts';
import type { Weighed } from './decide.ts';
import { explain } from './explain.ts';
import type { Candidate, Matching } from './find-candidates.ts';
import { matchCustomers } from './match-customers.ts';

export function matchingResolvers(ground: Ground): Resolvers {
  return {
    Query: {
      matchCustomers: (_: unknown, args: { input: AskedCustomer; first: number }, asking: Asking) =>
        matchCustomers(ground, asking, args.input, args.first),
    },
    CustomerMatching: {
      decision: ({ decision }: Matching) => asEnum(decision),
    },
    CustomerCandidate: {
      customer: ({ of }: Weighed<Candidate>) => ({ __typename: 'Customer', id: of.customerId }),
      reasons: ({ evidence }: Weighed<Candidate>) => explain(evidence),
    },
  };
}
