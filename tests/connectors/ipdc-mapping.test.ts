import test from 'ava';
import { buildHistories } from '../../connectors/ipdc/simulator/histories.ts';
import { readSheets } from '../../connectors/ipdc/simulator/product-sheet.ts';
import { type Instance, instance } from '../../connectors/ipdc/wire.ts';
import { recordProduct } from '../../crm-core/knowledge/record-product.ts';
import { translate, unaccounted } from '../../hub/index.ts';
import mapping from '../../mappings/ipdc-instance-to-product.ts';

const bare: Instance = {
  '@id': 'https://ipdc.example.org/id/instantiesnapshot/1',
  isVersionOf: 'https://ipdc.example.org/id/instantie/44187',
  generatedAtTime: '2026-02-03T09:15:02.56039Z',
  productnummer: '44187',
  naam: { nl: 'Standplaats op de markt' },
};

function described(html: string) {
  return translate(mapping, { ...bare, beschrijving: { nl: html } }).descriptionHtml;
}

const reads = test.macro({
  title: (_, tags: string) => `of ${tags} the most polite is taken`,
  exec(t, tags: string, chosen: string) {
    const naam = Object.fromEntries(tags.split(', ').map((tag) => [tag, `in ${tag}`]));
    const product = translate(mapping, { ...bare, naam });
    t.is(product.language, chosen);
    t.is(product.name, `in ${chosen}`);
  },
});

test(reads, 'en, nl, nl-BE-x-informal, nl-BE-x-generated-formal, nl-BE-x-formal', 'nl-BE-x-formal');
test(reads, 'en, nl-BE-x-informal, nl, nl-BE-x-generated-formal', 'nl-BE-x-generated-formal');
test(reads, 'nl, nl/u, nl/je', 'nl/u');
test(reads, 'nl-BE-x-generated-informal, nl-BE-x-informal, nl', 'nl');
test(reads, 'en, nl-BE-x-generated-informal, nl-BE-x-informal', 'nl-BE-x-informal');
test(reads, 'en-x-generated, en, nl-BE-x-generated-informal', 'nl-BE-x-generated-informal');
test(reads, 'fr, en', 'en');
test(reads, 'fr', 'fr');

test('a field that is empty in the chosen language is taken from the next one', (t) => {
  const naam = { 'nl-BE-x-formal': 'Uw markt', nl: 'Je markt' };
  const beschrijving = { 'nl-BE-x-formal': '<p> </p>', nl: '<p>Wil je verkopen?</p>' };
  const product = translate(mapping, { ...bare, naam, beschrijving });
  t.is(product.language, 'nl-BE-x-formal');
  t.is(product.descriptionHtml, '<p>Wil je verkopen?</p>');
});

const cleans = test.macro({
  title: (_, what: string) => `a text with ${what} is made safe`,
  exec(t, _: string, html: string, safe: string) {
    t.is(described(html), safe);
  },
});

const hidden = "javascript:location.href='mailto:'+String.fromCharCode";
test(cleans, 'a script', '<p>Ja</p><script>alert(1)</script>', '<p>Ja</p>');
test(cleans, 'an event handler', '<p onclick="x()" style="color:red">Ja</p>', '<p>Ja</p>');
test(cleans, 'a javascript link', '<a href="javascript:alert(1)">Klik</a>', 'Klik');
test(cleans, 'a broken-up javascript link', '<a href="jav&#x09;ascript:alert(1)">Klik</a>', 'Klik');
test(cleans, 'a data link', '<a href="data:text/html,x">Klik</a>', 'Klik');
test(cleans, 'a link to nowhere', '<a href="/gemeente">Klik</a> <a>hier</a>', 'Klik hier');
test(
  cleans,
  'a hidden address',
  `<a href="${hidden}(97,64,98,46,98,101)+'?%27">Mail</a>`,
  '<a href="mailto:a@b.be">Mail</a>',
);
test(cleans, 'a hidden address that is none', `<a href="${hidden}(60,98,62)">Mail</a>`, 'Mail');
test(
  cleans,
  'hidden code after an address',
  `<a href="${hidden}(97,64,98,46,98,101,34,62)">Mail</a>`,
  'Mail',
);
test(
  cleans,
  'a telephone link',
  '<a href="tel:016272000" class="vl-link">Bel</a>',
  '<a href="tel:016272000">Bel</a>',
);
test(
  cleans,
  'a web link',
  '<a class="vl-link" data-story="1" target="_top" href="http://example.org/a?b=1&amp;c=2">Meer</a>',
  '<a href="http://example.org/a?b=1&amp;c=2" rel="noopener noreferrer" target="_blank">Meer</a>',
);
test(
  cleans,
  'a table',
  '<table data-x="1"><tr><td colspan="2">Ja</td></tr></table>',
  '<table><tr><td colspan="2">Ja</td></tr></table>',
);

test('a name is plain text, whatever it was written in', (t) => {
  const product = translate(mapping, { ...bare, naam: { nl: '<b>Eten &amp; drinken</b>' } });
  t.is(product.name, 'Eten & drinken');
});

test('instants keep their microseconds, so that text orders as time does', (t) => {
  const at = (generatedAtTime: string) => translate(mapping, { ...bare, generatedAtTime }).generatedAt;
  t.is(at('2026-02-03T09:15:02.56039Z'), '2026-02-03T09:15:02.560390Z');
  t.is(at('2026-02-03T09:15:02Z'), '2026-02-03T09:15:02.000000Z');
  t.is(at('2026-02-03T09:15:02.166676488Z'), '2026-02-03T09:15:02.166676Z');
  t.true(at('2026-02-03T09:15:02.5604Z') > at('2026-02-03T09:15:02.56039Z'));
});

test('every version of every simulated product is one that the core accepts, in Dutch and without a trap', (t) => {
  const versions = buildHistories(readSheets());
  const departments = new Set<string>();
  for (const raw of versions) {
    const product = recordProduct.parse(translate(mapping, instance.parse(raw)));
    t.deepEqual(unaccounted(mapping, raw as unknown as Instance), []);
    t.regex(product.language, /^nl/);
    t.notRegex(JSON.stringify(product), /javascript:|<script|onerror|<iframe/i);
    t.true(product.sections.length >= 2, product.productNumber);
    for (const department of product.executingAuthorities) departments.add(department);
  }
  t.is(new Set(versions.map(({ productnummer }) => productnummer)).size, 120);
  t.true(departments.size >= 10);
});
