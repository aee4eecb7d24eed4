import { CoreError } from '../core-error.ts';
import type { Actor, Asking, Cause, Identity } from '../ports.ts';
import { texts } from '../texts.ts';

/** Somebody, or UNAUTHENTICATED. */
export function requireIdentity({ identity }: Asking): Identity {
  if (!identity) throw new CoreError(texts.signIn, 'UNAUTHENTICATED');
  return identity;
}

/** Somebody with one of these roles, or UNAUTHENTICATED or FORBIDDEN. */
export function requireRole(asking: Asking, ...oneOf: readonly string[]): Identity {
  const identity = requireIdentity(asking);
  if (!oneOf.some((role) => identity.roles.includes(role)))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return identity;
}

/** Somebody who works for the city, and the keys of his groups. */
export interface Worker {
  readonly subject: string;
  readonly groups: readonly string[];
}

/** What somebody may see of customers, contacts and cases. */
export type View =
  | { readonly kind: 'all' }
  | ({ readonly kind: 'groups' } & Worker)
  | { readonly kind: 'own'; readonly identity: Identity };

/** Agents see all, experts and coordinators their groups, customers their own; others nothing: FORBIDDEN. */
export function viewOf(asking: Asking): View {
  const identity = requireIdentity(asking);
  const { roles, groups, kind, subject } = identity;
  if (roles.includes('agent')) return { kind: 'all' };
  if (roles.includes('expert') || roles.includes('coordinator')) return { kind: 'groups', groups, subject };
  if (kind === 'citizen' || kind === 'entrepreneur' || kind === 'association')
    return { kind: 'own', identity };
  throw new CoreError(texts.notAllowed, 'FORBIDDEN');
}

export function actorOf({ subject, name }: Identity): Actor {
  return { subject, name };
}

/** A remote's message acts in its own name. */
export function actorOfCause({ source }: Cause): Actor {
  return { subject: `source:${source}`, name: texts.bySystem };
}
