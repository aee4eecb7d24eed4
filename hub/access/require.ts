import { AccessError } from './access-error.ts';
import type { Identity, Role } from './identity.ts';

/** Somebody, or `AccessError` UNAUTHENTICATED. */
export function requireIdentity(identity: Identity | null): Identity {
  if (!identity)
    throw new AccessError('Sign in first: nobody is known behind this question.', { reason: 'anonymous' });
  return identity;
}

/** Somebody with one of these roles, or `AccessError`. */
export function requireRole(identity: Identity | null, ...oneOf: readonly Role[]): Identity {
  const somebody = requireIdentity(identity);
  if (oneOf.some((role) => somebody.roles.includes(role))) return somebody;
  throw new AccessError(`This needs the role ${oneOf.join(' or ')}.`, { reason: 'role' });
}

/** A service with this scope, or `AccessError`. */
export function requireScope(identity: Identity | null, scope: string): Identity {
  const somebody = requireIdentity(identity);
  if (somebody.scopes.includes(scope)) return somebody;
  throw new AccessError(`This needs the scope ${scope}.`, { reason: 'scope' });
}
