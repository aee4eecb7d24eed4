import { batched } from '../batch.ts';
import { type ContactRow, loadContact } from '../contacts/load-contacts.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { OutgoingMessage } from '../prisma/client/client.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { type SendInformationInput, sendInformation } from './send-information.ts';

export function messageResolvers(ground: Ground): Resolvers {
  const load = async (ids: string[]) => {
    const messages = await ground.prisma.outgoingMessage.findMany({
      where: { aboutType: 'contact', aboutId: { in: ids } },
      orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    });
    return Map.groupBy(messages, ({ aboutId }) => aboutId);
  };
  return {
    DateTime,
    Mutation: {
      sendInformation: (_: unknown, { input }: { input: SendInformationInput }, asking: Asking) =>
        sendInformation(ground, asking, input),
    },
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      async messages({ id }: ContactRow, { first }: { first: number }, asking: Asking) {
        const most = limited(first, 100);
        return ((await batched(asking, 'messages', id, load)) ?? []).slice(0, most);
      },
    },
    OutgoingMessage: {
      channel: ({ channel }: OutgoingMessage) => asEnum(channel),
      state: ({ state }: OutgoingMessage) => asEnum(state),
    },
  };
}
