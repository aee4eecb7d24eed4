import { CoreError } from '../core-error.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { AuditEntry, Retention } from '../prisma/client/client.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { auditTrail, type TrailArgs } from './audit-trail.ts';
import { type RetentionInput, setRetention } from './retention.ts';
import { auditHead } from './seal.ts';
import { verify } from './verify.ts';
import { requireRole } from './who.ts';

interface KeptHead {
  readonly headNumber?: number | null;
  readonly headHash?: string | null;
}

export function privacyResolvers(ground: Ground): Resolvers {
  return {
    DateTime,
    Query: {
      auditTrail(_: unknown, args: TrailArgs, asking: Asking) {
        requireRole(asking, 'privacy-officer');
        return auditTrail(ground, args);
      },
      auditHead(_: unknown, __: unknown, asking: Asking) {
        requireRole(asking, 'privacy-officer', 'admin');
        return auditHead(ground);
      },
      auditVerification(_: unknown, { headNumber, headHash }: KeptHead, asking: Asking) {
        requireRole(asking, 'privacy-officer');
        if ((headNumber == null) !== (headHash == null))
          throw new CoreError(texts.wholeHead, 'BAD_USER_INPUT');
        return verify(
          ground,
          headNumber != null && headHash != null ? { number: headNumber, hash: headHash } : undefined,
        );
      },
      retentions(_: unknown, { first }: { first: number }, asking: Asking) {
        requireRole(asking, 'privacy-officer', 'admin');
        return ground.prisma.retention.findMany({ orderBy: { what: 'asc' }, take: limited(first, 100) });
      },
    },
    Mutation: {
      async setRetention(_: unknown, { input }: { input: RetentionInput }, asking: Asking) {
        const done = await setRetention(ground, asking, input);
        if (!('id' in done)) return done;
        const kept = await ground.prisma.retention.findUniqueOrThrow({ where: { what: done.id } });
        return { ...kept, __typename: 'Retention' };
      },
    },
    Retention: {
      what: ({ what }: Retention) => asEnum(what),
    },
    AuditEntry: {
      number: ({ number }: AuditEntry) => (number === null ? null : Number(number)),
      details: ({ details }: AuditEntry) => JSON.stringify(details),
      hash: ({ hash }: AuditEntry) => hash && Buffer.from(hash).toString('hex'),
    },
  };
}
