import { promptsFor } from '../call-script/prompts.ts';
import type { Tx } from '../ports.ts';
import { texts } from '../texts.ts';

interface Article {
  readonly descriptionHtml: string;
  readonly sections: readonly { readonly kind: string; readonly title: string; readonly html: string }[];
  readonly links: readonly { readonly url: string }[];
}

/** What the catalogue says of products, in plain text, with what the city asks to get a question clear (R017, R018, R051). */
export async function basicInformation(tx: Tx, productNumbers: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(productNumbers)];
  if (wanted.length === 0) return [];
  const products = await tx.product.findMany({
    where: { productNumber: { in: wanted } },
    orderBy: { name: 'asc' },
  });
  const articles = products.map(({ name, content }) => {
    const { descriptionHtml, sections, links } = content as unknown as Article;
    const parts = sections.map(({ title, html }) => `${title}: ${plainText(html)}`);
    return texts.article(name, [plainText(descriptionHtml), ...parts], links[0]?.url ?? null);
  });
  const prompts = [];
  for (const number of wanted) prompts.push(await promptsFor(tx, number));
  const questions = prompts
    .flat()
    .filter(({ kind, theme, productNumber }) => kind === 'question' && (theme ?? productNumber) !== null);
  const asked = [...new Set(questions.map(({ text }) => text))];
  return asked.length > 0 ? [...articles, texts.clarify(asked)] : articles;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
};

/** The text of the catalogue's own, already sanitized mark-up. */
function plainText(html: string): string {
  return html
    .replaceAll(/<li>/gi, '\n- ')
    .replaceAll(/<\/(?:p|ul|ol|h\d)>|<br\s*\/?>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all)
    .replaceAll(/\n{2,}/g, '\n')
    .trim();
}
