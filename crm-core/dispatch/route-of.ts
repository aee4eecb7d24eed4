import type { Tx } from '../ports.ts';

export const contactCentre = 'kcc';
const complaintCoordinator = 'klachtencoordinatie';

/** What decides where a new case goes. */
export interface Routed {
  readonly kind: string;
  readonly productNumber: string | null;
}

/** The key of the group that must handle it: a complaint goes to the complaint coordinator (R162), the rest where the product says (R082), or to the contact centre. */
export async function routeOf(tx: Tx, { kind, productNumber }: Routed): Promise<string> {
  if (kind === 'complaint') return complaintCoordinator;
  if (productNumber === null) return contactCentre;
  const product = await tx.product.findUnique({
    where: { productNumber },
    select: { handlerGroupKey: true },
  });
  return product?.handlerGroupKey ?? contactCentre;
}
