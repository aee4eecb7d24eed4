/** Title → document and variables: each is asked of one schema and of the graph, and must be answered alike. */
export interface Question {
  readonly title: string;
  readonly document: string;
  readonly variables?: Record<string, unknown>;
}

const q = (title: string, document: string, variables?: Record<string, unknown>): Question =>
  variables ? { title, document, variables } : { title, document };

export const questions: readonly Question[] = [
  q('a field of one source', '{ person(id: "p1") { id name } }'),
  q('what is not there', '{ person(id: "nobody") { id name greeting } }'),
  q('an entity over two sources', '{ cases { id party { id name } } }'),
  q('a compound key with a nested one', '{ cases { product { title municipality { name population } } } }'),
  q('a key that is an object', '{ parties { ... on Organisation { kbo { number } sector } } }'),
  q('a field that requires another', '{ person(id: "p1") { greeting } }'),
  q('a field that requires two, one of which is null', '{ products { shipping } }'),
  q(
    'a field that requires what was asked under an alias',
    '{ products { price: title cost: price shipping } }',
  ),
  q('a key asked under an alias', '{ cases { id: title party { id: name } } }'),
  q('a field that another source took over', '{ cases { noteCount } }'),
  q('a field over an interface object', '{ parties { rating } }'),
  q('an interface object and the type behind it', '{ parties { __typename rating name } }'),
  q('a list over an interface object', '{ parties { id cases { title } } }'),
  q('an interface from a source that knows only the key', '{ cases { party { __typename name rating } } }'),
  q(
    'a union',
    '{ search(text: "a") { __typename ... on Person { name } ... on Product { title } ... on Case { title } } }',
  ),
  q(
    'a union over sources',
    '{ search(text: "per") { ... on Product { price municipality { name } } ... on Case { status } } }',
  ),
  q(
    'a shareable value',
    '{ person(id: "p1") { address { street } } parties { ... on Person { address { postcode } } } }',
  ),
  q('an inaccessible enum value as null', '{ cases { id status } }'),
  q('an enum as argument', 'query($s: Status) { cases(status: $s) { id } }', { s: 'CLOSED' }),
  q('the type name of the root', '{ __typename person(id: "p1") { __typename } }'),
  q(
    'fragments',
    '{ cases { ...C } } fragment C on Case { id party { ...P } } fragment P on Party { name ...R } fragment R on Party { rating }',
  ),
  q(
    'the same fragment twice',
    '{ a: case(id: "c1") { ...C } b: case(id: "c2") { ...C } } fragment C on Case { title notes }',
  ),
  q(
    'the same field in two places',
    '{ case(id: "c1") { party { id } party { name } ... on Case { party { rating } } } }',
  ),
  q(
    'aliases of one field with other arguments',
    '{ a: case(id: "c1") { title } b: case(id: "c2") { title party { name } } }',
  ),
  q(
    'deep nesting',
    '{ case(id: "c1") { party { cases { party { cases { product { municipality { name } } } } } } } }',
  ),
  q('a skipped field', 'query($no: Boolean!) { cases { id title @skip(if: $no) } }', { no: true }),
  q(
    'an included field of another source',
    'query($yes: Boolean!) { cases { id party @include(if: $yes) { name } } }',
    { yes: true },
  ),
  q(
    'a field of another source left out',
    'query($yes: Boolean!) { cases { id party @include(if: $yes) { name } } }',
    { yes: false },
  ),
  q(
    'a skipped fragment',
    'query($no: Boolean!) { cases { id ...C @skip(if: $no) } } fragment C on Case { title party { name } }',
    { no: true },
  ),
  q(
    'a fragment that is not skipped',
    'query($no: Boolean!) { cases { id ...C @skip(if: $no) } } fragment C on Case { title party { name } }',
    { no: false },
  ),
  q(
    'both skip and include',
    'query($a: Boolean!, $b: Boolean!) { cases { id title @skip(if: $a) @include(if: $b) } }',
    { a: false, b: true },
  ),
  q(
    'a field asked twice, once conditionally',
    'query($a: Boolean!) { cases { title @include(if: $a) title } }',
    { a: false },
  ),
  q(
    'a sub-field under one of two conditions',
    'query($a: Boolean!) { cases { party @include(if: $a) { id } party { name } } }',
    { a: false },
  ),
  q('a literal condition', '{ cases { id title @skip(if: true) status @include(if: false) } }'),
  q('a variable with a default', 'query($id: ID! = "c2") { case(id: $id) { title } }'),
  q('an absent optional variable', 'query($s: Status) { cases(status: $s) { id } }'),
  q('a null in a nullable list', '{ fragile { id must may } }'),
  q('a null that takes the whole answer', '{ strict { id must } }'),
  q(
    'mutations, each seeing the one before',
    'mutation { a: addNote(case: "c1", text: "x") { notes noteCount } b: addNote(case: "c1", text: "y") { notes } }',
  ),
  q(
    'mutations of two sources in order',
    'mutation { a: closeCase(id: "c1") { status party { rating } } rate(party: "p1", rating: 1) { name rating } b: closeCase(id: "c4") { status party { rating } } }',
  ),
  q('nothing but introspection', '{ __type(name: "Status") { enumValues { name } } }'),
  q('introspection beside data', '{ case(id: "c1") { title } __schema { queryType { name } } }'),
  q('a type behind an interface object', '{ cases { party { __typename ... on Person { birthYear } } } }'),
  q('a required field behind an interface object', '{ cases { party { ... on Person { greeting } } } }'),
  q('a field that another source provides on the way', '{ products { home { name } } }'),
  q(
    'beside what is provided, what is not',
    '{ products { home { nis name population } municipality { name } } }',
  ),
  q(
    'the same of several entities in one request',
    '{ a: case(id: "c1") { ...C } b: case(id: "c2") { ...C } c: case(id: "c3") { ...C } } fragment C on Case { party { name rating } product { shipping municipality { name } } }',
  ),
];
