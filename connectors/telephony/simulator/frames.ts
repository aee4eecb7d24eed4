/** Annex J-2 as the switch reads it: two zero bytes, the whole length, four digits, the document. */
export function frame(invokeId: string, xml: string): Buffer {
  const document = Buffer.from(xml, 'utf8');
  const header = Buffer.from([0, 0, (document.length + 8) >> 8, (document.length + 8) & 0xff]);
  return Buffer.concat([header, Buffer.from(invokeId, 'ascii'), document]);
}

/** Collects bytes and hands out whole frames; throws when the bytes cannot be a frame. */
export function frameSplitter(): (bytes: Buffer) => { id: string; xml: string }[] {
  let held = Buffer.alloc(0);
  return (bytes) => {
    held = Buffer.concat([held, bytes]);
    const whole: { id: string; xml: string }[] = [];
    for (let size = sizeOf(held); size <= held.length; size = sizeOf(held)) {
      whole.push({ id: held.toString('ascii', 4, 8), xml: held.toString('utf8', 8, size) });
      held = held.subarray(size);
    }
    return whole;
  };
}

/** Infinite while the header is not all there. */
function sizeOf(bytes: Buffer): number {
  if (bytes.length < 8) return Number.POSITIVE_INFINITY;
  const size = bytes.readUInt16BE(2);
  const isHeader =
    bytes.readUInt16BE(0) === 0 && size >= 8 && /^[0-9]{4}$/.test(bytes.toString('ascii', 4, 8));
  if (!isHeader) throw new Error('not a frame');
  return size;
}
