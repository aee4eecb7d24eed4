import test from 'ava';
import { ConnectorError, childNames, childOf, escapeXml, readXml, textOf } from '../../hub/index.ts';

const hostile: Record<string, string> = {
  'a DOCTYPE': '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
  'a billion laughs': `<!DOCTYPE l [<!ENTITY l "l">${Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n} "${`&l${n ? n - 1 : ''};`.repeat(10)}">`).join('')}]><l>&l8;</l>`,
  'an external entity': '<!doctype a SYSTEM "file:///etc/passwd"><a/>',
  'an entity nobody declared': '<a>&x;</a>',
  'a hundred thousand levels': `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
  'levels hidden behind quoted brackets': `${'<a b=">">'.repeat(100)}${'</a>'.repeat(100)}`,
  'a NUL': '<a>\u0000</a>',
  'a NUL by number': '<a>&#0;</a>',
  'half a surrogate by number': '<a>&#xD800;</a>',
  'a million opening brackets': '<'.repeat(1_000_000),
  'a hundred thousand comments that never end': `<a>${'<!--'.repeat(100_000)}</a>`,
  'a hundred thousand open quotes': '<a b="'.repeat(100_000),
  'two roots': '<a/><b/>',
  'text behind the root': '<a/>more',
  'text before the root': 'more<a/>',
  'a tag that closes nothing': '</a><a/>',
  'a tag that another closes': '<a><b></a></b>',
  'a bracket inside an attribute': '<a b="<"/>',
  'an element named like a property of every object': '<a><constructor>1</constructor></a>',
  'an element named like a prototype': '<a><__proto__><admin>1</admin></__proto__></a>',
  'more than a megabyte': `<a>${'é'.repeat(600_000)}</a>`,
  nothing: '',
  'no XML': 'HTTP/1.1 400 Bad Request',
};

const refused = test.macro({
  title: (_, name: string) => `XML with ${name} is refused as malformed`,
  exec(t, name: string) {
    const error = t.throws(() => readXml(hostile[name] ?? '', 'reading'), { instanceOf: ConnectorError });
    t.is((error as ConnectorError).failure, 'malformed');
    t.true(error.message.startsWith('reading: '));
    t.true(error.message.length < 80, 'the message holds nothing of the document');
  },
});
for (const name of Object.keys(hostile)) test(refused, name);

test('names come without prefix and values stay what they were', (t) => {
  const { name, root } = readXml(
    '<?xml version="1.0"?><!-- > --><n:a xmlns:n="u"><n:code>001</n:code><n:no/><b>x<c>1</c></b></n:a>',
    'reading',
  );
  t.is(name, 'a');
  t.is(textOf(root, 'code'), '001');
  t.is(textOf(root, 'no'), '');
  t.is(textOf(root, 'b'), 'x');
  t.is(textOf(root, 'b', 'c'), '1');
  t.is(textOf(root, 'b', 'd'), undefined);
  t.is(childOf(root, 'toString'), undefined);
  t.deepEqual(childNames(root).sort(), ['b', 'code', 'no']);
});

test('CDATA, comments and instructions may hold brackets', (t) => {
  const { root } = readXml('<a><![CDATA[<b></c>]]><!-- </a> --><?x </a> ?></a>', 'reading');
  t.is(textOf({ a: [root] }, 'a'), '<b></c>');
});

test('a value that was escaped comes back as it was', (t) => {
  const value = `N<7101>"Jan" & 'An';displayNumber=+32`;
  t.is(readXml(`<a>${escapeXml(value)}</a>`, 'reading').root, value);
  t.deepEqual(readXml(`<a b="${escapeXml(value)}"/>`, 'reading').root, { $: { b: value } });
});
