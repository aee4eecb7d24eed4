import type { Tx } from '../ports.ts';
import type { ScriptPrompt } from '../prisma/client/client.ts';

/** The lines of the script for a call about a product: those for every call, for its themes and for itself, in order. */
export async function promptsFor(tx: Tx, productNumber: string | null): Promise<ScriptPrompt[]> {
  const product = productNumber === null ? null : await tx.product.findUnique({ where: { productNumber } });
  const { themes = [] } = (product?.content ?? {}) as { themes?: string[] };
  return tx.scriptPrompt.findMany({
    where: {
      active: true,
      OR: [
        { productNumber: null, theme: null },
        ...(product ? [{ productNumber: product.productNumber }, { theme: { in: themes } }] : []),
      ],
    },
    orderBy: [{ position: 'asc' }, { key: 'asc' }],
  });
}
