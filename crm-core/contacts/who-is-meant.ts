import { rootsOf } from '../customers/cluster.ts';
import type { AskedCustomer } from '../matching/asked-profile.ts';
import { explain } from '../matching/explain.ts';
import type { Matching } from '../matching/find-candidates.ts';
import { likelyCustomers, matchCustomers } from '../matching/match-customers.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

/** Whom a contact is about. */
export interface Meant {
  /** A record; null for somebody unknown, or who wants to stay so. */
  readonly customerId: string | null;
  /** Who was found to be meant beyond doubt. */
  readonly tied: string | null;
  /** Who it may be, where nobody is meant beyond doubt. */
  readonly candidates: readonly Candidate[];
  /** The customers of today whom the answer shows. */
  readonly shown: readonly string[];
}

interface Candidate {
  readonly customer: { readonly __typename: 'Customer'; readonly id: string };
  readonly score: number;
  /** In Dutch. */
  readonly reasons: readonly string[];
}

const mostCandidates = 5;

/** The customer to whom it is tied already, or who is meant by what is known of him. */
export async function whoIsMeant(
  tx: Tx,
  ground: Ground,
  { customerId }: Pick<Contact, 'customerId'>,
  { anonymous, customer }: { readonly anonymous: boolean; readonly customer?: AskedCustomer | null },
): Promise<Meant> {
  if (anonymous && customer) throw invalid('customer', texts.contactAnonymous);
  if (anonymous) return nobody;
  if (customerId !== null) {
    const roots = await rootsOf(tx, [customerId]);
    return { ...nobody, customerId, shown: [...roots.values()] };
  }
  if (!customer) return nobody;
  const { decision, candidates } = await likelyCustomers(tx, ground, customer, mostCandidates);
  const best = candidates[0]?.of.customerId;
  if (decision === 'same' && best) return { ...nobody, customerId: best, tied: best, shown: [best] };
  return { ...nobody, candidates: shownAs({ candidates }), shown: candidates.map(({ of }) => of.customerId) };
}

/** The candidates of a contact that was registered before, as they are by now; written down as read. */
export async function candidatesNow(
  ground: Ground,
  asking: Asking,
  { customerId, anonymous }: Contact,
  customer: AskedCustomer | null | undefined,
): Promise<readonly Candidate[]> {
  if (!customer || anonymous || customerId !== null) return [];
  return shownAs(await matchCustomers(ground, asking, customer, mostCandidates));
}

const nobody: Meant = { customerId: null, tied: null, candidates: [], shown: [] };

function shownAs({ candidates }: Pick<Matching, 'candidates'>): Candidate[] {
  return candidates.map(({ of, probability, evidence }) => ({
    customer: { __typename: 'Customer', id: of.customerId },
    score: probability,
    reasons: explain(evidence).map(({ message }) => message),
  }));
}
