import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Line } from './telephony-player.ts';

const greeting = '9000';
const ns = 'http://www.ecma-international.org/standards/ecma-323/csta/ed4';

/** The other end of the connector, told what to send. It registers by itself and watches everything asked of it. */
export async function openRemote(t: ExecutionContext, listens: boolean) {
  const asked: { id: string; xml: string }[] = [];
  let wake = () => {};
  let socket: Socket | undefined;
  let lastId = '0000';
  const hear = (connected: Socket, id: string, xml: string) => {
    const automatic = answerTo(xml);
    if (automatic) connected.write(frame(id, automatic));
    else if (id !== greeting) asked.push({ id, xml });
    wake();
  };
  const server = createServer({ noDelay: true }, (connected) => {
    socket = connected;
    connected.on('error', () => {});
    connected.write(
      frame(greeting, `<SystemStatus xmlns="${ns}"><systemStatus>enabled</systemStatus></SystemStatus>`),
    );
    const cut = cutter();
    connected.on('data', (bytes) => {
      for (const { id, xml } of cut(bytes)) hear(connected, id, xml);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      socket?.destroy();
      server.close(() => resolve());
    });
  if (listens) t.teardown(close);
  else await close();

  return {
    isUp: listens,
    settings: {
      host: '127.0.0.1',
      port,
      tls: 'none',
      devices: '7101, 7202',
      queues: ['7000'],
      timeoutMs: 3000,
    },
    async asked() {
      while (asked.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const next = asked.shift();
      lastId = next?.id ?? lastId;
      return next?.xml;
    },
    idFor: ({ xml = '', request, response }: Line) => {
      if (request) return '0042';
      return response || /<(CSTAErrorCode|\w+Response)\b/.test(xml) ? lastId : '9999';
    },
    async write(bytes: Buffer, how: 'in pieces' | 'whole' = 'in pieces') {
      for (let at = 0; at < bytes.length; ) {
        const size = how === 'whole' ? bytes.length : 1 + Math.floor(Math.random() * 200);
        if (!socket?.destroyed) socket?.write(bytes.subarray(at, at + size));
        at += size;
        await turn();
      }
    },
  };
}

/** What every recording leaves out: registering, monitors and empty snapshots. */
function answerTo(xml: string) {
  if (xml.includes('<SystemRegister ')) return '<SystemRegisterResponse/>';
  if (xml.includes('<MonitorStart '))
    return '<MonitorStartResponse><monitorCrossRefID>1</monitorCrossRefID></MonitorStartResponse>';
  return xml.includes('<SnapshotDevice ') ? '<SnapshotDeviceResponse/>' : undefined;
}

export function frame(id: string, xml: string): Buffer {
  const body = Buffer.from(xml);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(body.length + 8, 2);
  return Buffer.concat([head, Buffer.from(id), body]);
}

function cutter() {
  let held = Buffer.alloc(0);
  return (bytes: Buffer | string) => {
    held = Buffer.concat([held, Buffer.from(bytes)]);
    const frames: { id: string; xml: string }[] = [];
    while (held.length >= 8 && held.length >= held.readUInt16BE(2)) {
      const size = held.readUInt16BE(2);
      frames.push({ id: held.toString('latin1', 4, 8), xml: held.toString('utf8', 8, size) });
      held = held.subarray(size);
    }
    return frames;
  };
}
