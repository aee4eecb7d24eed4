import { errors } from 'jose';
import { AccessError, type AccessReason } from './access-error.ts';

export const algorithms = ['RS256', 'PS256', 'ES256'];

/** One sentence for each reason why an access token does not count; never the token or a value from it but its expiry. */
export function tokenRefusals(issuer: string, audience: string) {
  const say = (reason: AccessReason, message: string) => (cause?: unknown) =>
    new AccessError(message, { reason, cause });

  const sentences = {
    malformed: say('malformed', 'The access token is malformed.'),
    inactive: say('inactive', `The access token is not active (any more), says ${issuer}.`),
    issuer: say('issuer', `The access token was issued by another provider than ${issuer}.`),
    audience: say('audience', `The access token is meant for another audience than ${audience}.`),
    unknownKey: say('key', `The access token is signed with a key that ${issuer} does not publish.`),
    unreachable: say(
      'unreachable',
      `The access token cannot be checked now: no useful answer from ${issuer}.`,
    ),
    signature: say('signature', 'The signature of the access token does not fit its content.'),
    algorithm: say('signature', `The access token must be signed with ${algorithms.join(', ')}.`),
  };

  const expired = (exp: number) =>
    say('expired', `The access token expired at ${new Date(exp * 1000).toISOString()}.`)();

  const claim = (name: string) => {
    if (name === 'iss') return sentences.issuer();
    if (name === 'aud') return sentences.audience();
    return say('claims', `This is not an access token that counts here (${name}).`)();
  };

  return {
    ...sentences,
    expired,
    /** Why no key was found for a token. */
    key(error: unknown) {
      const unknown =
        error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
      return unknown ? sentences.unknownKey(error) : sentences.unreachable(error);
    },
    /** Why a JWT does not count; without the cause where that would carry the claims of a person. */
    jwt(error: unknown) {
      if (error instanceof errors.JWTExpired) return expired(error.payload.exp ?? 0);
      if (error instanceof errors.JWTClaimValidationFailed) return claim(error.claim);
      if (error instanceof errors.JOSEAlgNotAllowed) return sentences.algorithm(error);
      if (error instanceof errors.JWSSignatureVerificationFailed) return sentences.signature(error);
      return sentences.malformed(error);
    },
  };
}
