import test from 'ava';
import type { Identity } from '../../crm-core/ports.ts';
import { naughtyStrings, unkeepable } from './naughty-strings.ts';
import { draft, known, openedCase } from './scenes.ts';
import { type MutationShape, mutationsOf, schemaOf } from './schema-walk.ts';
import { type Answer, agent, type World, world } from './world.ts';

/** One who may do everything, so that nothing is refused for who asks. */
const everybody: Identity = {
  ...agent,
  roles: ['agent', 'expert', 'coordinator', 'admin', 'privacy-officer'],
  groups: ['burgerzaken', 'klachtencoordinatie', 'kcc'],
};

/** What a field must name to come as far as the texts beside it. */
const scenes: Readonly<Record<string, (city: World) => Promise<string>>> = {
  contactId: draft,
  caseId: openedCase,
  customerId: (city) => known(city),
  survivorId: (city) => known(city),
  otherId: (city) => known(city),
  channel: async () => 'desk',
  handlerGroup: async () => 'burgerzaken',
};

const tools = new Set(['replayDeadLetters', 'discardDeadLetter', 'repairDeadLetter']);

interface Outcome {
  readonly faults: readonly string[];
  readonly kept: boolean;
  /** What it named is not there any more, or not as it was. */
  readonly usedUp: boolean;
}

test('every string that people and attackers send is kept and shown unharmed in every text field of every mutation, or refused by the name of its field', async (t) => {
  t.timeout(600_000);
  const city = await world(t);
  const mutations = mutationsOf(schemaOf(city.publicSdl)).filter(({ name }) => !tools.has(name));
  t.true(mutations.length > 10);
  const outcomes = (
    await atMost(
      6,
      mutations.map((mutation) => () => everyTurn(city, mutation)),
    )
  ).flat();
  t.deepEqual([...new Set(outcomes.flatMap(({ faults }) => faults))], []);
  t.true(outcomes.filter(({ kept }) => kept).length > naughtyStrings.length);
});

const all = [...naughtyStrings, ...unkeepable];

/** Every string comes into every text; a field that only names something gets some of them. */
function turnsOf({ fields }: MutationShape): number[] {
  const each = fields.some(({ type }) => type === 'String') ? 1 : 9;
  return [...all.keys()].filter((turn) => fields.length > 0 && turn % each === 0);
}

/** What was made for a mutation to name serves until it is used up; then the same turn is taken with new ones, if that helps. */
async function everyTurn(city: World, mutation: MutationShape): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const made = new Map<string, string>();
  const take = async (turn: number) => {
    const outcome = await everyFieldAtOnce(city, mutation, await textsOf(city, mutation, turn, made));
    outcomes.push(outcome);
    return outcome.usedUp;
  };
  let renews = true;
  for (const turn of turnsOf(mutation)) {
    if (!((await take(turn)) && renews && made.size > 0)) continue;
    made.clear();
    renews = !(await take(turn));
  }
  return outcomes;
}

/** Another string in each field; a field that refuses its string gives way to the others, until none is left. */
async function everyFieldAtOnce(
  city: World,
  mutation: MutationShape,
  texts: Record<string, string>,
): Promise<Outcome> {
  const faults: string[] = [];
  for (;;) {
    const { data, errors } = await city.answer(everybody, mutation.document, {
      variables: { input: mutation.input(texts) },
    });
    const answer: Answer = (data as Answer)?.[mutation.name];
    const ours = (errors ?? []).filter(({ extensions }) => !mendable.has(String(extensions?.['code'])));
    faults.push(
      ...ours.map(({ message }) => `${mutation.name}: ${message} ${JSON.stringify(shortened(texts))}`),
    );
    const refused = answer?.__typename === 'InvalidInput' ? nameOf(answer.InvalidInput_field) : '';
    if (texts[refused] === undefined) {
      const usedUp = ['Conflict', 'NotFound'].includes(answer?.__typename);
      return { faults: [...faults, ...harmed(mutation, texts, answer)], kept: isDone(answer), usedUp };
    }
    delete texts[refused];
  }
}

/** In six of seven turns what a field names is there, so that the texts beside it are looked at. */
async function textsOf(
  city: World,
  { fields }: MutationShape,
  turn: number,
  made: Map<string, string>,
): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [place, { path }] of fields.entries()) {
    const scene = turn % 7 === 0 ? undefined : scenes[path.split('.').at(-1) ?? ''];
    if (scene && !made.has(path)) made.set(path, await scene(city));
    texts[path] = (scene && made.get(path)) ?? all[(turn + place * 5) % all.length] ?? '';
  }
  return texts;
}

const mendable = new Set([
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_VALIDATION_FAILED',
  'DOWNSTREAM_SERVICE_ERROR',
]);

function isDone(answer: Answer): boolean {
  return answer && !['InvalidInput', 'NotFound', 'Conflict'].includes(answer.__typename);
}

/** `questions.0.text` → `questions.text` */
function nameOf(field: string): string {
  return field.replaceAll(/\.\d+/g, '');
}

/** What shows a whole customer, where an authentic source comes before what was corrected, and what shows a value as it is compared. */
const showsAnother = new Set(['correctCustomer', 'addStopValue', 'removeStopValue']);

/** What an answer shows under the name of a field that was given, and that is not what was given. */
function harmed(mutation: MutationShape, texts: Readonly<Record<string, string>>, answer: Answer): string[] {
  if (!isDone(answer) || showsAnother.has(mutation.name)) return [];
  return Object.entries(texts).flatMap(([path, given]) => {
    const shown = shownOf(answer, path.split('.'));
    if (typeof shown !== 'string' || shown === '') return [];
    const clean = given.replaceAll('\r\n', '\n').normalize('NFC').trim();
    return shown === clean
      ? []
      : [`${mutation.name}.${path}: ${JSON.stringify([clean, shown]).slice(0, 200)}`];
  });
}

function shownOf(answer: Answer, [name = '', ...rest]: readonly string[]): unknown {
  const value = answer?.[`${answer.__typename}_${name}`];
  if (rest.length === 0) return value;
  return shownOf(Array.isArray(value) ? value[0] : value, rest);
}

function shortened(texts: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.slice(0, 40)]));
}

async function atMost<T>(hands: number, work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const hand = async () => {
    for (let one = work[next++]; one; one = work[next++]) done.push(await one());
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return done;
}
