import { cleanText, optionalText, requiredText } from '../clean-text.ts';
import { plain } from '../customers/names.ts';
import type { Tx } from '../ports.ts';
import { readInstant } from '../read-instant.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import type { Example, Rule, When } from './rule.ts';
import type { TryInput } from './try-routing.ts';

type Span = { readonly from: string; readonly until: string };

export interface RuleInput {
  readonly name: string;
  readonly when: {
    readonly kinds?: readonly string[] | null;
    readonly products?: readonly string[] | null;
    readonly themes?: readonly string[] | null;
    readonly postcodes?: readonly string[] | null;
    readonly streets?: readonly string[] | null;
    readonly words?: readonly string[] | null;
    readonly weekdays?: readonly number[] | null;
    readonly hours?: Span | null;
    readonly season?: Span | null;
    readonly whileFewerThan?: number | null;
  };
  readonly goesTo?: string | null;
  readonly examples: readonly ExampleInput[];
}

export interface ExampleInput extends TryInput {
  readonly openCases?: number | null;
  readonly goesTo: string;
}

const mostExamples = 50;
const mostValues = 200;

/** A rule as an editor wrote it, or what he must mend in it. */
export async function readRule(tx: Tx, id: string, input: RuleInput): Promise<Rule> {
  if (input.examples.length === 0) throw invalid('rule.examples', texts.ruleNeedsExample);
  if (input.examples.length > mostExamples) throw invalid('rule.examples', texts.limit(mostExamples));
  const goesTo = optionalText('rule.goesTo', input.goesTo);
  const when = await readWhen(tx, input.when);
  const timed = when.hours !== null || when.season !== null || when.weekdays.length > 0;
  const examples = input.examples.map((example, index) =>
    readExample(example, `rule.examples.${index}`, timed),
  );
  const groups = [...(goesTo === null ? [] : [goesTo]), ...examples.map((example) => example.goesTo)];
  const known = await activeGroups(tx, groups);
  if (goesTo !== null && !known.has(goesTo)) throw invalid('rule.goesTo', texts.groupUnknown);
  const strange = examples.findIndex((example) => !known.has(example.goesTo));
  if (strange >= 0) throw invalid(`rule.examples.${strange}.goesTo`, texts.groupUnknown);
  return { id, name: requiredText('rule.name', input.name), when, goesTo, examples };
}

async function activeGroups(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const groups = await tx.handlerGroup.findMany({ where: { key: { in: [...keys] }, active: true } });
  return new Set(groups.map(({ key }) => key));
}

async function readWhen(tx: Tx, input: RuleInput['when']): Promise<When> {
  const products = readTexts('products', input.products);
  const sold = await tx.product.findMany({
    where: { productNumber: { in: products } },
    select: { productNumber: true },
  });
  const known = new Set(sold.map(({ productNumber }) => productNumber));
  const strange = products.findIndex((one) => !known.has(one));
  if (strange >= 0) throw invalid(`rule.when.products.${strange}`, texts.productUnknown);
  const { hours = null, season = null, whileFewerThan = null } = input;
  if (whileFewerThan !== null && whileFewerThan < 1)
    throw invalid('rule.when.whileFewerThan', texts.ruleCount);
  return {
    kinds: (input.kinds ?? []).map(kindOf),
    products,
    themes: readWords('themes', input.themes),
    postcodes: readTexts('postcodes', input.postcodes, /^\d{4}$/, texts.postcode),
    streets: readWords('streets', input.streets),
    words: readWords('words', input.words),
    weekdays: readWeekdays(input.weekdays ?? []),
    hours: readSpan('hours', hours, /^([01]\d|2[0-3]):[0-5]\d$/),
    season: readSpan('season', season, /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/),
    whileFewerThan,
  };
}

function kindOf(kind: string): When['kinds'][number] {
  return fromEnum(kind) as When['kinds'][number];
}

function readTexts(
  list: string,
  given: readonly string[] | null | undefined,
  form = /./,
  message = texts.required,
) {
  const values = given ?? [];
  if (values.length > mostValues) throw invalid(`rule.when.${list}`, texts.limit(mostValues));
  return values.map((value, index) => {
    const field = `rule.when.${list}.${index}`;
    const text = requiredText(field, value);
    if (!form.test(text)) throw invalid(field, message);
    return text;
  });
}

/** What is compared without capitals and signs must have something left without them. */
function readWords(list: string, given: readonly string[] | null | undefined) {
  const words = readTexts(list, given);
  const silent = words.findIndex((word) => plain(word) === '');
  if (silent >= 0) throw invalid(`rule.when.${list}.${silent}`, texts.ruleNeedsLetters);
  return words;
}

function readWeekdays(days: readonly number[]): number[] {
  const strange = days.findIndex((day) => day < 1 || day > 7);
  if (strange >= 0) throw invalid(`rule.when.weekdays.${strange}`, texts.ruleWeekday);
  return [...new Set(days)];
}

function readSpan(field: string, span: Span | null, form: RegExp): Span | null {
  if (span === null) return null;
  for (const end of ['from', 'until'] as const)
    if (!form.test(span[end])) throw invalid(`rule.when.${field}.${end}`, texts.ruleSpan);
  return { from: span.from, until: span.until };
}

function readExample(input: ExampleInput, field: string, timed: boolean): Example {
  if (timed && !input.at) throw invalid(`${field}.at`, texts.ruleExampleNeedsMoment);
  return {
    kind: kindOf(input.kind),
    productNumber: optionalText(`${field}.productNumber`, input.productNumber),
    text: cleanText(`${field}.text`, input.text ?? ''),
    postcode: optionalText(`${field}.postcode`, input.postcode),
    street: optionalText(`${field}.street`, input.street),
    at: input.at ? readInstant(`${field}.at`, input.at).toISOString() : null,
    openCases: Math.max(0, input.openCases ?? 0),
    goesTo: requiredText(`${field}.goesTo`, input.goesTo),
  };
}
