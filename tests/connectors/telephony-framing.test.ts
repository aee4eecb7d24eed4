import test from 'ava';
import fc from 'fast-check';
import { connectionOf, hexText, numberIn, partyOf, readCsta } from '../../connectors/telephony/csta.ts';
import { encodeFrame, FrameReader } from '../../connectors/telephony/framing.ts';
import { ConnectorError, childOf } from '../../hub/index.ts';

const frames = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 9999 }).map((id) => String(id).padStart(4, '0')),
    xml: fc.string({ unit: 'binary', maxLength: 300 }),
  }),
  { minLength: 1, maxLength: 8 },
);
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...at.map((part) => Math.floor(part * bytes.length)), bytes.length].sort((a, b) => a - b);
  return places.map((place, index) => bytes.subarray(places[index - 1] ?? 0, place));
}

test('frames come out whole and in order, however the network cuts them', (t) => {
  fc.assert(
    fc.property(frames, cuts, (written, at) => {
      const reader = new FrameReader();
      const stream = Buffer.concat(written.map(({ id, xml }) => encodeFrame(id, xml)));
      const read = cut(stream, at).flatMap((chunk) => reader.push(chunk).frames);
      t.deepEqual(
        read.map(({ invokeId, xml }) => ({ id: invokeId, xml: xml.toString('utf8') })),
        written.map(({ id, xml }) => ({ id, xml: Buffer.from(xml).toString('utf8') })),
      );
      t.is(reader.rest.length, 0);
    }),
  );
});

test('a length counts bytes and itself', (t) => {
  t.deepEqual([...encodeFrame('9999', 'é').subarray(0, 8)], [0, 0, 0, 10, 0x39, 0x39, 0x39, 0x39]);
});

test('a stream out of step is found at its first wrong byte, with the frames before it', (t) => {
  for (const wrong of ['3c', '00ff', '00000007', '0000000930303078']) {
    const reader = new FrameReader();
    const bytes = Buffer.concat([encodeFrame('0001', '<a/>'), Buffer.from(wrong, 'hex')]);
    const { frames: read, lost } = reader.push(bytes);
    t.is(read.length, 1);
    t.is(lost?.toString('hex'), wrong);
  }
});

test('a message that fits in no frame is refused before it is sent', (t) => {
  t.notThrows(() => encodeFrame('0001', 'x'.repeat(65_527)));
  const error = t.throws(() => encodeFrame('0001', 'x'.repeat(65_528)), { instanceOf: ConnectorError });
  t.is((error as ConnectorError).failure, 'rejected');
});

test('a number is found in every way in which a switch writes one', (t) => {
  const written = {
    '7101': '7101',
    '+32470000001': '+32470000001',
    'N<3021061290002>;noa=nk': '3021061290002',
    'N<7868772298>Line71001;displayNumber=7868772298;uid=4f': '7868772298',
    'N<12>Émilie;displayNumber=0470 00 00 01': '0470 00 00 01',
    'tel:+3216272000;phone-context=x': '+3216272000',
    'sip:7101@switch.example.org': '7101',
    '': '',
  };
  for (const [text, number] of Object.entries(written)) t.is(numberIn(text), number);
});

test('a caller who is withheld, anonymous or unknown never has a number', (t) => {
  const party = (inner: string) =>
    partyOf(readCsta(Buffer.from(`<callingDevice>${inner}</callingDevice>`)).root);
  t.deepEqual(party('<restricted/>'), { number: null, presentation: 'restricted' });
  t.deepEqual(party('<deviceIdentifier>anonymous</deviceIdentifier>'), {
    number: null,
    presentation: 'restricted',
  });
  t.deepEqual(party('<notKnown/>'), { number: null, presentation: 'unknown' });
  t.deepEqual(party('<deviceIdentifier/>'), { number: null, presentation: 'unknown' });
});

test('hexBinary may be broken over lines, and is dropped where it is no text', (t) => {
  t.is(hexText('75726E3A\n 4b 4343'), 'urn:KCC');
  t.is(hexText('C3A9'), 'é');
  t.is(hexText('757'), null);
  t.is(hexText('00FF'), null);
  t.is(hexText('zz'), null);
  t.is(hexText(undefined), null);
});

test('the children of a connection may stand in either order, with any prefix', (t) => {
  const xml = '<n:a xmlns:n="u"><n:c><n:deviceID>7101</n:deviceID><n:callID>X</n:callID></n:c></n:a>';
  t.deepEqual(connectionOf(childOf(readCsta(Buffer.from(xml)).root, 'c')), { callId: 'X', device: '7101' });
});

test('bytes that are not UTF-8 are refused', (t) => {
  const error = t.throws(() => readCsta(Buffer.from('<a>\xe9</a>', 'latin1')), {
    instanceOf: ConnectorError,
  });
  t.is((error as ConnectorError).failure, 'malformed');
});
