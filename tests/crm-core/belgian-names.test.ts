import test from 'ava';
import { nameForms } from '../../crm-core/customers/belgium/name.ts';
import { naughtyStrings } from './naughty-strings.ts';

test('a family name is the same with its particles apart or glued, with ij or y, and in any case', (t) => {
  for (const alike of [
    ['Van den Broeck', 'Vandenbroeck', 'VANDEN BROECK', 'van den bröeck', 'Van Den Broeck'],
    ["D'Hondt", 'D’Hondt', 'Dhondt', "d' Hondt", 'D`Hondt'],
    ['De Cock', 'Decock', 'DE COCK'],
    ['Thijs', 'Thys', 'Thĳs', 'THIJS'],
    ['Van Dyck', 'Van Dijck', 'Vandÿck'],
    ['El Amrani', 'el-Amrani', 'Elamrani'],
    ['Yıldız', 'YILDIZ'],
  ])
    t.is(
      new Set(alike.map((name) => nameForms(name).glued)).size,
      1,
      alike.map((name) => nameForms(name).glued).join(' '),
    );
});

test('what is typed of a name is the beginning of it, apart or glued', (t) => {
  for (const typed of ['Vandenb', 'van den b', 'Van Den Br', 'vandenbroec'])
    t.true(nameForms('Van den Broeck').glued.startsWith(nameForms(typed).glued), typed);
});

test('the core of a name is what remains without its particles', (t) => {
  for (const [core = '', ...names] of [
    ['broeck', 'Van den Broeck', 'Vandenbroeck', 'Vanden Broeck', 'van der Broeck', 'Van Broeck', 'Broeck'],
    ['hondt', "D'Hondt", 'Dhondt', 'de Hondt'],
    ['putte', 'Van de Putte', 'Vandeputte', 'vande Putte'],
    ['cock', 'De Cock', 'Decock'],
    ['amrani', 'El Amrani', 'Amrani'],
    ['beeck', 'Op de Beeck'],
    ['van', 'Van', 'De Van'],
    ['daems', 'Daems'],
    ['dean', 'Dean'],
  ])
    for (const name of names) t.is(nameForms(name).core, core, name);
});

test('cores that sound alike have the same sound, and others have not', (t) => {
  for (const [one = '', other = ''] of [
    ['Van den Berghe', 'Vandenberge'],
    ['De Cock', 'De Kok'],
    ["D'Hondt", 'Dhont'],
    ['Claes', 'Klaas'],
    ['Wauters', 'Wouters'],
    ['Van Eyck', 'Vaneick'],
  ])
    t.is(nameForms(one).sound, nameForms(other).sound, `${one} ${other}`);
  t.not(nameForms('Peeters').sound, nameForms('Maes').sound);
});

test('a name of one letter, in another script or without letters has its forms without harm', (t) => {
  t.deepEqual(nameForms('Y'), { glued: 'y', core: 'y', sound: '' });
  t.is(nameForms('שלום').glued, 'שלום');
  t.deepEqual(nameForms('👍'), { glued: '', core: '', sound: '' });
  for (const text of naughtyStrings) t.notThrows(() => nameForms(text));
});
