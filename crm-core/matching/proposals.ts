import { requiredText } from '../clean-text.ts';
import { joinCustomers } from '../customers/merge.ts';
import { once } from '../once.ts';
import { decodeCursor, isUuid, limited, pageOf } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { MatchProposal } from '../prisma/client/client.ts';
import { auditRead, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface ProposalArgs {
  readonly first: number;
  readonly after?: string | null;
}

/** What is still to be decided, the surest first; each customer in it is written down as read. */
export async function openProposals(ground: Ground, asking: Asking, { first, after }: ProposalArgs) {
  requireRole(asking, 'agent');
  const most = limited(first, 50);
  const place = decodeCursor(after, /^[\d.e-]+ [0-9a-f-]{36}$/);
  const [probability = null, id = null] = place?.split(' ') ?? [];
  const rows = await ground.prisma.$queryRaw<{ id: string }[]>`
    select proposal.id::text from match_proposal as proposal
    join match_profile as one on one.customer_id = one_id join match_profile as other on other.customer_id = other_id
    where state = 'open' and (
      ${probability}::float8 is null or (probability, id) < (${probability}::float8, ${id}::uuid)
    )
    order by probability desc, id desc limit ${most + 1}::int`;
  const found = await ground.prisma.matchProposal.findMany({
    where: { id: { in: rows.map((row) => row.id) } },
  });
  const byId = new Map(found.map((proposal) => [proposal.id, proposal]));
  const page = pageOf(
    rows.flatMap((row) => byId.get(row.id) ?? []),
    most,
    after,
    (proposal) => `${proposal.probability} ${proposal.id}`,
  );
  await auditRead(
    ground,
    asking,
    page.edges.flatMap(({ node }) => [node.oneId, node.otherId]),
  );
  return page;
}

export interface DecideInput {
  readonly idempotencyKey: string;
  readonly proposalId: string;
  readonly reason: string;
  /** Whose id remains; of an acceptance only. */
  readonly survivorId?: string | null;
}

/** Joins the two; `undoMerge` takes it back. */
export function acceptDuplicate(ground: Ground, asking: Asking, input: DecideInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'acceptDuplicate', input, async (tx) => {
    const { id, oneId, otherId } = await lockOpen(tx, input.proposalId);
    const survivorId = input.survivorId ?? oneId;
    if (survivorId !== oneId && survivorId !== otherId) throw invalid('survivorId', texts.survivorUnknown);
    const absorbed = survivorId === oneId ? otherId : oneId;
    const reason = requiredText('reason', input.reason);
    await joinCustomers(tx, ground, asking, { survivorId, otherId: absorbed, reason });
    await settle(tx, ground, id, { state: 'accepted', reason }, identity);
    return { __typename: 'DuplicateProposal', id };
  });
}

/** Keeps that the two are not one, so that they are never proposed again. */
export function refuseDuplicate(ground: Ground, asking: Asking, input: DecideInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'refuseDuplicate', input, async (tx) => {
    const { id, oneId, otherId } = await lockOpen(tx, input.proposalId);
    const reason = requiredText('reason', input.reason);
    await settle(tx, ground, id, { state: 'refused', reason }, identity);
    const act = { act: 'customer.keep-apart', subjectType: 'customer', details: { proposal: id } } as const;
    await writeAudit(
      tx,
      ground.ports.now(),
      actorOf(identity),
      asking,
      { ...act, subjectId: oneId },
      { ...act, subjectId: otherId },
    );
    return { __typename: 'DuplicateProposal', id };
  });
}

async function lockOpen(tx: Tx, id: string): Promise<MatchProposal> {
  if (isUuid(id)) await tx.$executeRaw`select from match_proposal where id = ${id}::uuid for update`;
  const proposal = isUuid(id) ? await tx.matchProposal.findUnique({ where: { id } }) : null;
  if (!proposal) throw notFound(texts.duplicateUnknown);
  if (proposal.state !== 'open') throw conflict(texts.duplicateDecided);
  return proposal;
}

async function settle(
  tx: Tx,
  { ports }: Ground,
  id: string,
  decided: { state: 'accepted' | 'refused'; reason: string },
  { subject, name }: { subject: string; name: string },
) {
  await tx.matchProposal.update({
    where: { id },
    data: { ...decided, decidedSubject: subject, decidedName: name, decidedAt: ports.now() },
  });
}
