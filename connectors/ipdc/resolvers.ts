import type { Instance } from './wire.ts';

type Ask = (type: string, data: object) => Promise<unknown>;

/** The resolvers of `schema.graphql`. */
export default function resolvers(ask: Ask) {
  return {
    Product: {
      __resolveReference: (reference: object) => reference,
      async source({ productNumber }: { productNumber: string }) {
        const live = ((await ask('ipdc.instance.get', { productNumber })) as { instance: Instance | null })
          .instance;
        return (
          live && {
            receivedAt: live.generatedAtTime,
            publicUrl: live.publicatieLink?.url ?? null,
            archived: live.gearchiveerd ?? false,
          }
        );
      },
    },
  };
}
