import test from 'ava';
import fc from 'fast-check';
import { giveReference } from '../../crm-core/contacts/give-reference.ts';
import {
  alphabet,
  newReference,
  parseReference,
  printReference,
  speakReference,
} from '../../crm-core/contacts/reference.ts';
import { world } from './world.ts';

const references = Array.from({ length: 300 }, newReference);

test('every wrong character in a reference is found (M2)', (t) => {
  const missed = references.flatMap((code) =>
    [...code].flatMap((right, place) =>
      [...alphabet]
        .filter((wrong) => wrong !== right)
        .map((wrong) => code.slice(0, place) + wrong + code.slice(place + 1))
        .filter((heard) => parseReference(heard).fault !== 'check'),
    ),
  );
  t.deepEqual(missed, []);
});

test('every two neighbours that changed places in a reference are found (M2)', (t) => {
  const missed = references.flatMap((code) =>
    [...code].flatMap((left, place) => {
      const right = code[place + 1] ?? left;
      const heard = code.slice(0, place) + right + left + code.slice(place + 2);
      return left === right || parseReference(heard).fault === 'check' ? [] : [heard];
    }),
  );
  t.deepEqual(missed, []);
});

test('a reference is read however it is typed', (t) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...references),
      fc.array(fc.constantFrom(' ', '-', '.', '\u2013', '\u00a0', ''), { minLength: 10, maxLength: 10 }),
      fc.boolean(),
      (code, between, small) => {
        const typed = [...code].map((character, index) => character + between[index]).join('');
        t.deepEqual(parseReference(small ? typed.toLowerCase() : typed), { code });
      },
    ),
  );
});

test('no text at all makes the reading of a reference fail', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const { code, fault } = parseReference(typed);
      t.true((code === undefined) !== (fault === undefined));
    }),
  );
});

test('a reference that was misheard is told apart from one that is too short or has a foreign character', (t) => {
  t.is(parseReference('7K-4P-XD').fault, 'length');
  t.is(parseReference('7O-4P-XD-9M-3C').fault, 'character');
  t.regex(parseReference('70-4P-XD-9M-3C').message ?? '', /teken 0 komt in geen enkele referentie voor/);
  t.is(parseReference('').fault, 'length');
});

test('a reference has no characters that look alike, and can be said in five pairs (R031)', (t) => {
  t.is(alphabet.length, 29);
  t.notRegex(alphabet, /[0O1I5SZ]/);
  t.is(printReference('7K4PXD9M3C'), '7K-4P-XD-9M-3C');
  t.is(speakReference('7K4PXD9M3C'), 'zeven Karel, vier Paula, Xavier David, negen Maria, drie Carolina');
  for (const character of alphabet) t.regex(speakReference(character + character), /^\p{L}{3,} \p{L}{3,}$/u);
});

test('a reference that was given before is drawn again', async (t) => {
  const { prisma } = await world(t);
  const [first = '', second = ''] = references;
  const draws = [first, first, second];
  const given = await prisma.$transaction(async (tx) => [
    await giveReference(tx, () => draws.shift() ?? ''),
    await giveReference(tx, () => draws.shift() ?? ''),
  ]);
  t.deepEqual(given, [first, second]);
  t.deepEqual(draws, []);
});
