import { transact } from '../after-commit.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { actorOf, requireIdentity, viewOf } from '../privacy/who.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { holdAny, holdPromise } from './hold-promise.ts';
import { hashOf } from './links.ts';
import { prove } from './prove.ts';

/** The customer's own yes, signed in: his promise was kept. */
export function confirmPromise(
  ground: Ground,
  asking: Asking,
  input: { readonly idempotencyKey: string; readonly promiseId: string },
) {
  const identity = requireIdentity(asking);
  if (viewOf(asking).kind !== 'own') throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return once(ground, asking, 'confirmPromise', input, async (tx) => {
    const promise = await holdPromise(tx, ground, asking, input.promiseId);
    const proof = { kind: 'confirmation', at: ground.ports.now(), actorSubject: identity.subject } as const;
    await prove(tx, ground, promise, proof, actorOf(identity), asking);
    return { __typename: 'Promise', id: promise.id };
  });
}

/**
 * The same by the link in a message, without signing in. It works once: tapped again it answers the same and changes nothing.
 * Tells nothing of the promise but when it was confirmed.
 */
export function confirmByLink(ground: Ground, { token }: { readonly token: string }) {
  return transact(ground, async (tx) => {
    const tokenHash = hashOf(token);
    await tx.$executeRaw`select from promise_link where token_hash = ${tokenHash} for update`;
    const link = await tx.promiseLink.findUnique({ where: { tokenHash } });
    const now = ground.ports.now();
    if (!link || (link.usedAt === null && link.expiresAt < now))
      return notFound(texts.promiseLinkUnknown).complaint;
    const confirmed = { __typename: 'PromiseConfirmed', confirmedAt: link.usedAt ?? now };
    if (link.usedAt !== null) return confirmed;
    await tx.promiseLink.update({ where: { tokenHash }, data: { usedAt: now } });
    const promise = await holdAny(tx, link.promiseId);
    const actor = { subject: 'source:promise-link', name: texts.bySystem };
    if (promise?.state === 'open') await prove(tx, ground, promise, { kind: 'confirmation', at: now }, actor);
    return confirmed;
  });
}
