import { streetForm } from '../customers/belgium/address.ts';
import { plain } from '../customers/names.ts';
import { texts } from '../texts.ts';
import { brusselsClock, type LocalMoment } from './brussels-clock.ts';
import { contactCentre } from './contact-centre.ts';
import type { Rule, When } from './rule.ts';

/** A question and all that decides where it goes. */
export interface Facts {
  readonly kind: string;
  readonly productNumber: string | null;
  readonly themes: readonly string[];
  /** The group that the catalogue names for the product. */
  readonly catalogueGroup: string | null;
  readonly text: string;
  readonly postcode: string | null;
  readonly street: string | null;
  readonly at: Date;
  /** How many open cases a group has; asked only where a rule depends on it. */
  openCases(groupKey: string): Promise<number> | number;
}

/** Where a question goes, and what sent it there. */
export interface Decision {
  readonly handlerGroupKey: string;
  readonly routedBy: 'rule' | 'catalogue' | 'contact-centre' | 'hand';
  readonly routedRule: string | null;
  readonly routedRevision: number | null;
}

/** What one rule made of a question; `against` is why it did not count, in Dutch. */
export interface Weighed {
  readonly rule: Rule;
  readonly against: string | null;
}

interface Question extends Facts {
  readonly words: string;
  readonly street: string | null;
  readonly moment: LocalMoment;
}

/** The first rule that counts decides (R081), else the catalogue (R082), else the contact centre. */
export async function decide(
  { rules, revision }: { readonly rules: readonly Rule[]; readonly revision: number },
  facts: Facts,
): Promise<{ readonly decision: Decision; readonly weighed: readonly Weighed[] }> {
  const question: Question = {
    ...facts,
    words: ` ${plain(facts.text)} `,
    street: facts.street === null ? null : streetForm(facts.street),
    moment: brusselsClock(facts.at),
  };
  const weighed: Weighed[] = [];
  for (const rule of rules) {
    const against = await whyNot(rule, question);
    weighed.push({ rule, against });
    if (against !== null) continue;
    if (rule.goesTo === null) break;
    const { id: routedRule, goesTo: handlerGroupKey } = rule;
    return { weighed, decision: { handlerGroupKey, routedBy: 'rule', routedRule, routedRevision: revision } };
  }
  const { catalogueGroup } = facts;
  const named = catalogueGroup !== null && catalogueGroup !== contactCentre;
  const decision: Decision = {
    handlerGroupKey: named ? catalogueGroup : contactCentre,
    routedBy: named ? 'catalogue' : 'contact-centre',
    routedRule: null,
    routedRevision: revision,
  };
  return { weighed, decision };
}

async function whyNot(rule: Rule, question: Question): Promise<string | null> {
  const failed = conditions.find(([holds]) => !holds(rule.when, question));
  if (failed) return failed[1](rule.when);
  const { whileFewerThan } = rule.when;
  if (whileFewerThan === null || rule.goesTo === null) return null;
  const open = await question.openCases(rule.goesTo);
  return open < whileFewerThan ? null : texts.ruleGroupFull(open, whileFewerThan);
}

type Condition = readonly [
  holds: (when: When, question: Question) => boolean,
  against: (when: When) => string,
];

const conditions: readonly Condition[] = [
  [
    ({ kinds }, { kind }) => anyOf(kinds, (one) => one === kind),
    ({ kinds }) => texts.ruleOtherKind(kinds.map((kind) => texts.kindName[kind])),
  ],
  [
    ({ products }, { productNumber }) => anyOf(products, (one) => one === productNumber),
    ({ products }) => texts.ruleOtherProduct(products),
  ],
  [
    ({ themes }, question) => anyOf(themes, (one) => question.themes.some((theme) => same(theme, one))),
    ({ themes }) => texts.ruleOtherTheme(themes),
  ],
  [
    ({ postcodes }, { postcode }) => anyOf(postcodes, (one) => one === postcode),
    ({ postcodes }) => texts.ruleOtherPostcode(postcodes),
  ],
  [
    ({ streets }, { street }) => anyOf(streets, (one) => streetForm(one) === street),
    ({ streets }) => texts.ruleOtherStreet(streets),
  ],
  [({ words }, question) => anyOf(words, said(question.words)), ({ words }) => texts.ruleOtherWords(words)],
  [
    ({ weekdays }, { moment }) => anyOf(weekdays, (one) => one === moment.weekday),
    () => texts.ruleOtherWeekday,
  ],
  [
    ({ hours }, { moment }) => hours === null || within(moment.clock, hours.from, hours.until, false),
    ({ hours }) => texts.ruleOtherHours(hours?.from ?? '', hours?.until ?? ''),
  ],
  [
    ({ season }, { moment }) => season === null || within(moment.day, season.from, season.until, true),
    ({ season }) => texts.ruleOtherSeason(season?.from ?? '', season?.until ?? ''),
  ],
];

function anyOf<One>(list: readonly One[], holds: (one: One) => boolean): boolean {
  return list.length === 0 || list.some(holds);
}

function same(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function said(text: string) {
  return (word: string) => text.includes(` ${plain(word)}${word.trim().endsWith('*') ? '' : ' '}`);
}

/** Also over the turn of the day or the year. */
function within(moment: string, from: string, until: string, included: boolean): boolean {
  const begun = moment >= from;
  const ended = included ? moment > until : moment >= until;
  return from <= until ? begun && !ended : begun || !ended;
}
