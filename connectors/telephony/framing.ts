import { ConnectorError } from '../../hub/index.ts';

const headerBytes = 8;
const maxBytes = 0xffff;

export interface Frame {
  /** Four digits; `9999` is an event. */
  readonly invokeId: string;
  readonly xml: Buffer;
  readonly raw: Buffer;
}

/** A frame of ECMA-323 Annex J-2: `00 00`, total length in two bytes, four digits, XML in UTF-8. */
export function encodeFrame(invokeId: string, xml: string): Buffer {
  const length = headerBytes + Buffer.byteLength(xml);
  if (length > maxBytes) {
    throw new ConnectorError(`writing a frame: over ${maxBytes} bytes`, { failure: 'rejected' });
  }
  const frame = Buffer.alloc(length);
  frame.writeUInt16BE(length, 2);
  frame.write(invokeId, 4, 'latin1');
  frame.write(xml, headerBytes, 'utf8');
  return frame;
}

/** Cuts a byte stream into frames, however the network cut it. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  /** The beginning of a frame that is still to come. */
  get rest(): Buffer {
    return this.#rest;
  }

  /** The frames that are complete now; `lost` holds what is left once the stream is out of step, and is final. */
  push(chunk: Buffer): { frames: Frame[]; lost?: Buffer } {
    let at = 0;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (bytes.length - at >= headerBytes) {
      const length = bytes.readUInt16BE(at + 2);
      const invokeId = bytes.toString('latin1', at + 4, at + headerBytes);
      if (bytes.readUInt16BE(at) !== 0 || length < headerBytes || !/^\d{4}$/.test(invokeId)) break;
      if (bytes.length - at < length) break;
      const raw = bytes.subarray(at, at + length);
      frames.push({ invokeId, raw, xml: raw.subarray(headerBytes) });
      at += length;
    }
    const rest = bytes.subarray(at);
    const isLost = outOfStep(rest);
    this.#rest = isLost ? Buffer.alloc(0) : rest;
    return isLost ? { frames, lost: rest } : { frames };
  }
}

/** Judged on as many bytes of the header as there are, so that a stream that stalls is found out too. */
function outOfStep(rest: Buffer): boolean {
  if (rest.subarray(0, 2).some((byte) => byte !== 0)) return true;
  if (rest.length >= 4 && rest.readUInt16BE(2) < headerBytes) return true;
  return !/^\d{0,4}$/.test(rest.toString('latin1', 4, headerBytes));
}
