import { batched } from '../batch.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Product } from '../prisma/client/client.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { findProducts } from './find-products.ts';
import { type RecordProduct, sectionKinds } from './record-product.ts';

type Said = Omit<RecordProduct, 'generatedAt'>;

/** The catalogue is public: nobody has to sign in to read it. */
export function knowledgeResolvers(ground: Ground): Resolvers {
  const load = async (asking: Asking, productNumber: string) => {
    const loadAll = async (numbers: string[]) => {
      const products = await ground.prisma.product.findMany({ where: { productNumber: { in: numbers } } });
      return new Map(products.map((product) => [product.productNumber, product]));
    };
    return (await batched(asking, 'product', productNumber, loadAll)) ?? null;
  };
  const said =
    <Field extends keyof Said>(field: Field) =>
    ({ content }: Product) =>
      (content as unknown as RecordProduct)[field];

  return {
    DateTime,
    Query: {
      products: (_: unknown, args: { search: string; first: number; after?: string | null }) =>
        findProducts(ground, args),
      product: (_: unknown, { productNumber }: { productNumber: string }, asking: Asking) =>
        load(asking, productNumber),
    },
    Product: {
      __resolveReference: ({ productNumber }: Product, asking: Asking) => load(asking, productNumber),
      descriptionHtml: said('descriptionHtml'),
      language: said('language'),
      kind: said('kind'),
      audiences: said('audiences'),
      themes: said('themes'),
      searchTerms: said('searchTerms'),
      sections: (product: Product) =>
        said('sections')(product).toSorted(
          (a, b) => sectionKinds.indexOf(a.kind) - sectionKinds.indexOf(b.kind),
        ),
      links: said('links'),
      contactPoints: said('contactPoints'),
      sourceUri: said('sourceUri'),
      handlerGroup: ({ handlerGroupKey: key }: Product) => ({ key }),
      generatedAt: ({ generatedAt }: Product) => new Date(Number(generatedAt / 1000n)),
    },
    ProductSection: { kind: ({ kind }: Said['sections'][number]) => asEnum(kind) },
  };
}
