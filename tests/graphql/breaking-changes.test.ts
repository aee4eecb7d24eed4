import test from 'ava';
import { breakingChanges } from '../../graphql/breaking-changes.ts';

const published = `
  type Query { case(id: ID!): Case worklist(filter: Filter): [Case!]! }
  type Case { reference: String! title: String dueAt: String! }
  type Contact { reference: String! }
  type Note { body: Int }
  union Found = Case | Contact
  enum State { OPEN CLOSED }
  input Filter { state: State text: String }
`;

const breaks: readonly (readonly [change: string, from: string, to: string, told: string])[] = [
  ['a renamed field', 'title: String', 'heading: String', 'Case.title was removed.'],
  [
    'a type that may now be null',
    'dueAt: String!',
    'dueAt: String',
    'Case.dueAt changed type from String! to String.',
  ],
  ['another type', 'title: String', 'title: Int', 'Case.title changed type from String to Int.'],
  [
    'a new argument that must be given',
    'case(id: ID!)',
    'case(id: ID!, purpose: String!)',
    'A required arg purpose on Query.case was added.',
  ],
  [
    'a narrowed argument',
    'filter: Filter)',
    'filter: Filter!)',
    'Query.worklist arg filter has changed type from Filter to Filter!.',
  ],
  ['a removed argument', '(filter: Filter)', '', 'Query.worklist arg filter was removed.'],
  ['a removed value', 'OPEN CLOSED', 'OPEN', 'CLOSED was removed from enum type State.'],
  ['a removed member of a union', 'Case | Contact', 'Case', 'Contact was removed from union type Found.'],
  [
    'a new input field that must be given',
    'text: String }',
    'text: String group: ID! }',
    'A required field group on input type Filter was added.',
  ],
  ['a removed input field', 'state: State text', 'text', 'Filter.state was removed.'],
  ['a removed type', 'type Note { body: Int }', '', 'Note was removed.'],
];

for (const [change, from, to, told] of breaks) {
  test(`${change} breaks clients, and is named`, (t) => {
    const renewed = published.replace(from, to);
    t.true(breakingChanges(published, renewed).includes(told), breakingChanges(published, renewed).join(' '));
  });
}

test('what is only added breaks nobody', (t) => {
  const renewed = published
    .replace('title: String', 'title: String parts(first: Int): [String!]')
    .replace('text: String }', 'text: String group: ID }');
  t.deepEqual(breakingChanges(published, renewed), []);
});
