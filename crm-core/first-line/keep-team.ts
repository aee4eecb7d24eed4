import { cleanText, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface KeepFirstLineTeamInput {
  readonly idempotencyKey: string;
  readonly group: string;
  readonly normPercent: number;
  readonly productNumbers: readonly string[];
  readonly themes: readonly string[];
}

const mostProducts = 500;
const mostThemes = 100;

/** Keeps a specialised team of the first line as it is given (R029). */
export function keepFirstLineTeam(ground: Ground, asking: Asking, input: KeepFirstLineTeamInput) {
  const identity = requireRole(asking, 'admin');
  return once(ground, asking, 'keepFirstLineTeam', input, async (tx) => {
    const groupKey = cleanText('group', input.group);
    const { normPercent } = input;
    if ((await tx.handlerGroup.count({ where: { key: groupKey } })) === 0)
      throw invalid('group', texts.groupUnknown);
    if (normPercent < 1 || normPercent > 100) throw invalid('normPercent', texts.percent);
    if (input.productNumbers.length > mostProducts)
      throw invalid('productNumbers', texts.limit(mostProducts));
    if (input.themes.length > mostThemes) throw invalid('themes', texts.limit(mostThemes));
    const fields = {
      normPercent,
      productNumbers: input.productNumbers.map((number, index) =>
        requiredText(`productNumbers.${index}`, number),
      ),
      themes: input.themes.map((theme, index) => requiredText(`themes.${index}`, theme)),
    };
    await refuseUnknown(tx, fields.productNumbers);
    await tx.firstLineTeam.upsert({ where: { groupKey }, create: { groupKey, ...fields }, update: fields });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'first-line-team.keep',
      subjectType: 'configuration',
      subjectId: `first-line-team:${groupKey}`,
      details: { normPercent },
    });
    return { __typename: 'FirstLineTeam', id: groupKey };
  });
}

async function refuseUnknown(tx: Tx, productNumbers: readonly string[]) {
  const products = await tx.product.findMany({
    where: { productNumber: { in: [...productNumbers] } },
    select: { productNumber: true },
  });
  const known = new Set(products.map(({ productNumber }) => productNumber));
  const unknown = productNumbers.findIndex((number) => !known.has(number));
  if (unknown >= 0) throw invalid(`productNumbers.${unknown}`, texts.productUnknown);
}
