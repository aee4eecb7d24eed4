import { CoreError } from '../core-error.ts';
import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { HandlerGroup, PublicAddress, PublishedContact } from '../prisma/client/client.ts';
import { asEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { planPublicAddress, publicAddressCount, publicAddresses } from './public-addresses.ts';
import { publishContact, publishedAt } from './publish-contact.ts';

type PublishArgs = { input: Parameters<typeof publishContact>[2] };
type PlanArgs = { input: Parameters<typeof planPublicAddress>[2] };
type ListArgs = Parameters<typeof publicAddresses>[2];
type ContactArgs = { readonly group?: string | null; readonly at?: string | null; readonly first: number };

/** How the city is reached, as all that is published says it, and what its site still says beside that. */
export function publishingResolvers(ground: Ground) {
  const { prisma, ports } = ground;
  return {
    Query: {
      async publishedContacts(_: unknown, { group = null, at, first }: ContactArgs) {
        const moment = at ? new Date(at) : ports.now();
        if (Number.isNaN(moment.getTime())) throw new CoreError(texts.instant, 'BAD_USER_INPUT');
        return (await publishedAt(prisma, group, moment)).slice(0, limited(first, 50));
      },
      publicAddresses: (_: unknown, args: ListArgs, asking: Asking) => publicAddresses(ground, asking, args),
      publicAddressCount: (_: unknown, { kind }: { kind: string }, asking: Asking) =>
        publicAddressCount(ground, asking, kind),
    },
    Mutation: {
      async publishContact(_: unknown, { input }: PublishArgs, asking: Asking) {
        const done = await publishContact(ground, asking, input);
        if (!('id' in done)) return done;
        const groupKey = done.id || null;
        const now = await publishedAt(prisma, groupKey, ports.now());
        const later = await prisma.publishedContact.findMany({
          where: { groupKey, validFrom: { gt: ports.now() } },
          orderBy: { validFrom: 'asc' },
          take: 50,
        });
        return { __typename: 'PublishedContacts', now, later };
      },
      async planPublicAddress(_: unknown, { input }: PlanArgs, asking: Asking) {
        const done = await planPublicAddress(ground, asking, input);
        if (!('id' in done)) return done;
        const address = await prisma.publicAddress.findUniqueOrThrow({
          where: { id: done.id },
          include: { owner: true },
        });
        return { ...address, __typename: 'PublicAddress' };
      },
    },
    HandlerGroup: {
      publishedContacts: ({ key }: HandlerGroup) => publishedAt(prisma, key, ports.now()),
    },
    types: {
      PublishedContact: {
        kind: ({ kind }: PublishedContact) => asEnum(kind),
        own: ({ groupKey }: PublishedContact) => groupKey !== null,
      },
      PublicAddress: {
        kind: ({ kind }: PublicAddress) => asEnum(kind),
        pages: ({ pages }: PublicAddress) => pages.slice(0, 200),
      },
    },
  };
}
