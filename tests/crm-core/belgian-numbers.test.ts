import test from 'ava';
import fc from 'fast-check';
import { readAssociationCode } from '../../crm-core/customers/belgium/association-code.ts';
import {
  printEnterpriseNumber,
  readEnterpriseNumber,
} from '../../crm-core/customers/belgium/enterprise-number.ts';
import {
  maskNationalNumber,
  printNationalNumber,
  readNationalNumber,
  testNationalNumber,
} from '../../crm-core/customers/belgium/national-number.ts';
import { readTelephones } from '../../crm-core/customers/belgium/telephone.ts';

const today = new Date('2026-11-27T12:00:00Z');

/** Nine digits with their check digits; of this century where asked. */
function checked(body: string, century: 19 | 20 = 19): string {
  return body + String(97n - (BigInt(century === 20 ? `2${body}` : body) % 97n)).padStart(2, '0');
}

test('a national number tells the day of birth, the century and the registered sex', (t) => {
  for (const [digits, birthDate, sex] of [
    [checked('850730033'), '1985-07-30', 'male'],
    [checked('850730034'), '1985-07-30', 'female'],
    [checked('000229001', 20), '2000-02-29', 'male'],
    [checked('120917998', 20), '2012-09-17', 'female'],
  ] as const)
    t.deepEqual(readNationalNumber(digits, today).number, {
      digits,
      kind: 'national',
      test: false,
      birthDate,
      sex,
    });
});

test('a bis number adds 20 to the month, or 40 where the sex is known; a test number 60 or 80', (t) => {
  for (const [month, kind, nobodys, sex] of [
    ['07', 'national', false, 'male'],
    ['27', 'bis', false, null],
    ['47', 'bis', false, 'male'],
    ['67', 'national', true, 'male'],
    ['87', 'bis', true, null],
  ] as const)
    t.like(readNationalNumber(checked(`85${month}30033`)).number, {
      kind,
      test: nobodys,
      sex,
      birthDate: '1985-07-30',
    });
});

test('zeros stand for a day of birth that was not known', (t) => {
  for (const body of ['850000001', '850700001', '400000001', '002000001', '850012001'])
    t.is(readNationalNumber(checked(body)).number?.birthDate, null, body);
  t.is(readNationalNumber(checked('000001001')).number?.birthDate, null);
});

test('a national number is read in every usual notation', (t) => {
  const digits = checked('850730033');
  for (const text of [
    digits,
    printNationalNumber(digits),
    ` ${digits} `,
    '85.07.30 033-28',
    '850730 033 28',
    '85-07-30-033-28',
    '85/07/30.033.28',
  ])
    t.is(readNationalNumber(text).number?.digits, digits, text);
  t.is(printNationalNumber(digits), '85.07.30-033.28');
  t.is(maskNationalNumber(digits), '••.••.••-•••.28');
});

test('a national number with a wrong check, an impossible month, day, serial or future is refused, and told which', (t) => {
  for (const [text, fault] of [
    ['85.07.30-033.29', 'check'],
    [checked('859930033'), 'month'],
    [checked('851330033'), 'month'],
    [checked('853330033'), 'month'],
    [checked('857330033'), 'month'],
    [checked('850231033'), 'day'],
    [checked('850732033'), 'day'],
    [checked('850431033'), 'day'],
    [checked('000229001'), 'day'],
    [checked('010229001', 20), 'day'],
    [checked('850730000'), 'serial'],
    [checked('850730999'), 'serial'],
    [checked('261128001', 20), 'future'],
    [checked('400000001', 20), 'future'],
    ['8507300332', 'form'],
    ['850730033281', 'form'],
    ['8507300332B', 'form'],
    ['٨٥٠٧٣٠٠٣٣٢٨', 'form'],
    ['', 'form'],
  ] as const)
    t.is(readNationalNumber(text, today).fault, fault, text);
  t.truthy(readNationalNumber(checked('261127001', 20), today).number);
});

test('no single wrong digit makes another national number of the same century', (t) => {
  const birth = fc.date({
    min: new Date('1900-01-01T00:00:00Z'),
    max: new Date('2026-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(birth, fc.integer({ min: 1, max: 998 }), fc.nat(10), fc.nat(9), (date, serial, at, digit) => {
      const digits = testNationalNumber(date.toISOString().slice(0, 10), serial);
      t.like(readNationalNumber(digits).number, { birthDate: date.toISOString().slice(0, 10), test: true });
      const century = (text: string) => readNationalNumber(text).number?.birthDate?.slice(0, 2);
      const wrong = digits.slice(0, at) + digit + digits.slice(at + 1);
      if (wrong !== digits) t.not(century(wrong), century(digits));
    }),
  );
});

test('an enterprise number is read in every usual notation, and told from an establishment and a branch', (t) => {
  for (const [text, digits, kind] of [
    ['0403.449.823', '0403449823', 'enterprise'],
    ['0403449823', '0403449823', 'enterprise'],
    ['BE 0403 449 823', '0403449823', 'enterprise'],
    ['be0403.449.823', '0403449823', 'enterprise'],
    ['BTW BE 403.449.823', '0403449823', 'enterprise'],
    ['403 449 823', '0403449823', 'enterprise'],
    ['BTW-BE-0403.449.823', '0403449823', 'enterprise'],
    ['2.000.000.339', '2000000339', 'establishment'],
    ['9.000.006.626', '9000006626', 'branch'],
  ] as const) {
    t.deepEqual(readEnterpriseNumber(text).number, { digits, kind }, text);
    t.deepEqual(readEnterpriseNumber(printEnterpriseNumber(digits)).number, { digits, kind });
  }
  for (const [text, fault] of [
    ['0403.449.824', 'check'],
    ['0000.000.000', 'check'],
    ['2.000.000.338', 'check'],
    ['0403.449.82', 'check'],
    ['0403.449', 'form'],
    ['NL 0403.449.823', 'form'],
    ['', 'form'],
  ] as const)
    t.is(readEnterpriseNumber(text).fault, fault, text);
});

test('a VCode is read however it is typed; what the register says in its place is none', (t) => {
  for (const text of ['V0001001', 'v0001001', ' V 0001001 ', 'V-0001001', 'v.0001.001'])
    t.is(readAssociationCode(text), 'V0001001', text);
  for (const text of ['NVT', 'NNB', 'V0001000', 'V0000000', 'V001001', 'V00010010', '0001001', ''])
    t.is(readAssociationCode(text), null, text);
});

test('telephone numbers are found in a field as people fill it in, and a truncated one is told', (t) => {
  const [mobile, line] = ['+32476123456', '+3216272000'];
  for (const [text, numbers, unread = []] of [
    ['0476/12.34.56', [mobile]],
    ['0032476123456', [mobile]],
    ['00 32 476 12 34 56', [mobile]],
    ['+32 (0)476 12 34 56', [mobile]],
    ['+32(0)16 27 20 00', [line]],
    ['0476.12.34.56 (na 18u)', [mobile]],
    ['gsm: 0476 123 456, niet op woensdag', [mobile]],
    ['(016) 27 20 00', [line]],
    ['016-27 20 00', [line]],
    ['016/27.20.00 of 0476/12.34.56', [line, mobile]],
    ['016 27 20 00 / 0476 12 34 56', [line, mobile]],
    ['016/272000-0476/123456', [line, mobile]],
    ['0476123456; 0476 12 34 56', [mobile]],
    ['0476 12 34 56 / 57', [mobile]],
    ['0800 12 345', ['+3280012345']],
    ['+31 6 12345678', ['+31612345678']],
    ['0476 12 34', [], ['0476 12 34']],
    ['016 27 20 00 of 0476 12 34', [line], ['0476 12 34']],
    ['047612345', [], ['047612345']],
    ['geen', []],
    ['-', []],
    ['', []],
  ] as const)
    t.deepEqual(readTelephones(text), { numbers, unread }, text);
});
