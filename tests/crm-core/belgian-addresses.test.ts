import test from 'ava';
import fc from 'fast-check';
import {
  addressForm,
  addressKey,
  splitHouseNumber,
  splitStreetLine,
  streetForm,
} from '../../crm-core/customers/belgium/address.ts';
import { naughtyStrings } from './naughty-strings.ts';

test('a house number with its box is the same however it is written', (t) => {
  for (const text of '12 bus 3|12/3|12b3|12 b 3|12 b.3|12bus3|12 Bus 03|12, bus 3|12 bte 003|12 boîte 3|12/0003|12_3|12 B3|12 bt 3'.split(
    '|',
  ))
    t.deepEqual(splitHouseNumber(text), { number: '12', box: '3' }, text);
});

test('a letter, a range or bis belongs to the house number, and is no box', (t) => {
  for (const [text, number, box = ''] of [
    ['12A', '12a'],
    ['12 a', '12a'],
    ['12b', '12b'],
    ['12 B', '12b'],
    ['12-14', '12-14'],
    ['12 – 14', '12-14'],
    ['12 bis', '12bis'],
    ['12A bus 2', '12a', '2'],
    ['12b bus b', '12b', 'b'],
    ['12-14/3', '12-14', '3'],
    ['12 bus A', '12', 'a'],
    ['12 bus 1.02', '12', '1.02'],
    ['12/A', '12', 'a'],
    ['', ''],
  ] as const)
    t.deepEqual(splitHouseNumber(text), { number, box }, text);
});

test('a street is the same with and without its abbreviations', (t) => {
  for (const alike of [
    ['Tiensestraat', 'Tiensestr.', 'Tiensestr', 'Tiense straat', 'TIENSESTRAAT', 'tiense str.'],
    ['Diestsesteenweg', 'Diestsestwg', 'Diestsestwg.', 'Diestse stw.', 'Diestse Steenwg', 'Diestsesteenwg.'],
    ['Sint-Jansstraat', 'St.-Jansstraat', 'St-Jansstr.', 'St. Jansstr', 'Sint Jansstraat', 'Sint-Janstraat'],
    ['Bondgenotenlaan', 'Bondgenotenln.', 'Bondgenoten laan'],
    ['Onze-Lieve-Vrouwstraat', 'O.L.V.-straat', 'OLV-straat', 'O.L.Vrouwstraat', 'O.L. Vrouwstr.'],
    ['Dokter Persoonslaan', 'Dr. Persoonslaan', 'dr Persoonsln.'],
    ['Kapeldreef', 'Kapeldr.'],
    ['Dijlestraat', 'Dylestraat', 'Dijlestr.', 'Dĳlestraat'],
    ['Martelarenplein', 'Martelarenpl.'],
    ['Café-straat', 'Cafestraat'],
  ])
    t.is(new Set(alike.map(streetForm)).size, 1, alike.map(streetForm).join(' '));
  for (const [one = '', other = ''] of [
    ['Tiensestraat', 'Tiensesteenweg'],
    ['Kerkstraat', 'Kerkplein'],
    ['Sint-Jansstraat', 'Sint-Jozefstraat'],
    ['Dorpsstraat', 'Dorpsplein'],
  ])
    t.not(streetForm(one), streetForm(other));
});

test('a line is taken apart into the street and the number at its end', (t) => {
  for (const [line, street, houseNumber] of [
    ['Tiensestraat 112 bus 3', 'Tiensestraat', '112 bus 3'],
    ['Tiensestraat 112/3', 'Tiensestraat', '112/3'],
    ['Tiensestraat, 112A', 'Tiensestraat', '112A'],
    ['11 Novemberlaan 12', '11 Novemberlaan', '12'],
    ['Plein 1940 5', 'Plein 1940', '5'],
    ['Tiensestraat', 'Tiensestraat', ''],
  ] as const)
    t.deepEqual(splitStreetLine(line), { street, houseNumber }, line);
});

test('two addresses compare equal when nothing that matters differs', (t) => {
  const one = {
    street: 'Sint-Jansstraat',
    houseNumber: '12',
    box: '3',
    postcode: '3000',
    municipality: 'Leuven',
  };
  const key = (changes: object) => addressKey(addressForm({ ...one, ...changes }));
  for (const same of [
    { houseNumber: '12 bus 3', box: null },
    { street: 'St.-Jansstr. 12/3', houseNumber: '', box: '' },
    { box: 'bus 003', postcode: 'B-3000', municipality: 'LEUVEN', country: 'be' },
    { municipality: 'Heverlee' },
  ])
    t.is(key(same), key({}), JSON.stringify(same));
  for (const other of [
    { box: null },
    { box: '4' },
    { houseNumber: '12A' },
    { postcode: '3001' },
    { country: 'NL' },
  ])
    t.not(key(other), key({}), JSON.stringify(other));
  t.is(addressForm({ ...one, municipality: 'St.-Truiden' }).municipality, 'sinttruiden');
});

test('whatever is typed as an address has a form, and the form of a form is itself', (t) => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...naughtyStrings));
  fc.assert(
    fc.property(text, text, (street, houseNumber) => {
      const form = addressForm({ street, houseNumber, postcode: street, municipality: street });
      t.is(streetForm(form.street), form.street);
      t.true(form.street.length < 1_000);
    }),
  );
});
