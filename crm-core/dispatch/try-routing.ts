import { cleanText } from '../clean-text.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { Refusal } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { decide } from './decide.ts';
import { openCasesOf } from './open-cases-of.ts';
import { knownOf } from './route-of.ts';
import { rulesOf } from './routing-rules.ts';

export interface TryInput {
  readonly kind: string;
  readonly productNumber?: string | null;
  readonly text?: string | null;
  readonly postcode?: string | null;
  readonly street?: string | null;
  readonly at?: string | null;
}

/** Where a question would go now, and what each rule made of it. Changes nothing, keeps nothing. */
export async function tryRouting(ground: Ground, asking: Asking, input: TryInput) {
  requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
  try {
    return await trial(ground, input);
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

export type Trial = Awaited<ReturnType<typeof trial>>;

async function trial(ground: Ground, input: TryInput) {
  const { prisma, ports } = ground;
  const { productNumber = null, postcode = null, street = null, at } = input;
  const { revision, themes, catalogueGroup } = await knownOf(prisma, productNumber);
  const outcome = await decide(await rulesOf(prisma, ground, revision), {
    kind: fromEnum(input.kind),
    productNumber,
    themes,
    catalogueGroup,
    text: cleanText('text', input.text ?? ''),
    postcode,
    street,
    at: at ? readInstant('at', at) : ports.now(),
    openCases: (groupKey) => openCasesOf(prisma, groupKey),
  });
  return { ...outcome, __typename: 'RoutingTrial' as const };
}
