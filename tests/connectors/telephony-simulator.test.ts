import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { childOrder } from '../../connectors/telephony/simulator/child-order.ts';
import { inOrder } from '../../connectors/telephony/simulator/document.ts';
import { childNames, childOf, readXml, textOf, type XmlNode } from '../../hub/index.ts';
import { frame } from './telephony-remote.ts';
import { citizen, openSwitch } from './telephony-world.ts';

/** An application of few words: asks, and keeps all that it is told. */
async function openApplication(t: ExecutionContext, port: unknown) {
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  t.teardown(() => socket.destroy());
  const told: { id: string; name: string; root: XmlNode; xml: string }[] = [];
  let held = Buffer.alloc(0);
  let wake = () => {};
  let closed = false;
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
    wake();
  });
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, Buffer.from(bytes)]);
    while (held.length >= 8 && held.length >= held.readUInt16BE(2)) {
      const xml = held.toString('utf8', 8, held.readUInt16BE(2));
      told.push({ id: held.toString('latin1', 4, 8), xml, ...readXml(xml, 'reading') });
      held = held.subarray(held.readUInt16BE(2));
    }
    wake();
  });
  const until = async <T>(find: () => T | undefined): Promise<T> => {
    for (let found = find(); ; found = find()) {
      if (found) return found;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  let last = 0;
  const ask = async (name: string, inner = '') => {
    last += 1;
    const id = String(last).padStart(4, '0');
    socket.write(frame(id, `<${name}>${inner}</${name}>`));
    const answer = await until(() => told.find((one) => one.id === id));
    return { ...answer, error: answer.name === 'CSTAErrorCode' ? errorIn(answer.root) : undefined };
  };
  const hears = (name: string) => until(() => told.find((one) => one.name === name));
  return { told, ask, hears, socket, isClosed: () => until(() => closed) };
}

function errorIn(root: XmlNode) {
  const [category = ''] = childNames(root);
  return `${category} ${textOf(root, category)}`;
}

const at = (element: string, callId: string, device: string) =>
  `<${element}><callID>${callId}</callID><deviceID>${device}</deviceID></${element}>`;

test('the switch refuses what a real one would refuse', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const { ask } = await openApplication(t, simulator.settings['port']);
  const monitor = (device: string) =>
    ask('MonitorStart', `<monitorObject><deviceObject>${device}</deviceObject></monitorObject>`);
  t.is((await monitor('7101')).error, 'security generic');
  await ask('SystemRegister', '<requestTypes><systemStatus>true</systemStatus></requestTypes>');
  t.is((await monitor('7999')).error, 'operation invalidMonitorObject');
  t.is((await monitor('7101')).error, undefined);
  const { callId } = await post('/calls', { ...citizen, to: '7101' });
  const errors = [
    await ask('AnswerCall', at('callToBeAnswered', 'DEAD', '7101')),
    await ask('HoldCall', at('callToBeHeld', callId, '7101')),
    await ask('RetrieveCall', at('callToBeRetrieved', callId, '7101')),
    await ask('ParkCall'),
    await ask(
      'MakeCall',
      '<callingDevice>7101</callingDevice><calledDirectoryNumber>x</calledDirectoryNumber>',
    ),
    await ask('SetAgentState', '<device>7101</device><requestedAgentState>ready</requestedAgentState>'),
  ];
  t.deepEqual(
    errors.map(({ error }) => error),
    [
      'operation invalidConnectionID',
      'stateIncompatibility noActiveCall',
      'stateIncompatibility noHeldCall',
      'operation serviceNotSupported',
      'operation invalidDestination',
      'stateIncompatibility invalidDeviceState',
    ],
  );
  await ask('AnswerCall', at('callToBeAnswered', callId, '7101'));
  t.is(
    (await ask('AnswerCall', at('callToBeAnswered', callId, '7101'))).error,
    'stateIncompatibility noCallToAnswer',
  );
});

for (const [what, bytes] of [
  ['bytes that are no frame', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a frame that is no XML', frame('0001', '<HoldCall>')],
  ['a DOCTYPE', frame('0001', '<!DOCTYPE a><HoldCall/>')],
  [
    'children in another order than the schema has',
    frame('0001', '<MakeCall><autoOriginate/><callingDevice/></MakeCall>'),
  ],
] as const) {
  test(`the switch closes on ${what}`, async (t) => {
    const { simulator } = await openSwitch(t);
    const { socket, isClosed } = await openApplication(t, simulator.settings['port']);
    socket.write(bytes);
    t.true(await isClosed());
  });
}

test('every message of the switch has its children in the order of the schema', async (t) => {
  const { simulator, post } = await openSwitch(t, { extensions: true });
  const { ask, hears, told } = await openApplication(t, simulator.settings['port']);
  await ask('SystemRegister');
  for (const device of ['7101', '7102', '7000']) {
    await ask('MonitorStart', `<monitorObject><deviceObject>${device}</deviceObject></monitorObject>`);
  }
  const { callId } = await post('/calls', citizen);
  await post(`/calls/${callId}/divert`, { device: '7000', to: '7101', cause: 'distributed' });
  await ask('AnswerCall', at('callToBeAnswered', callId, '7101'));
  const consulted = await ask(
    'ConsultationCall',
    `${at('existingCall', callId, '7101')}<consultedDevice>7102</consultedDevice>`,
  );
  const consultation = textOf(consulted.root, 'initiatedCall', 'callID') ?? '';
  await ask('AnswerCall', at('callToBeAnswered', consultation, '7102'));
  await ask('TransferCall', at('heldCall', callId, '7101') + at('activeCall', consultation, '7101'));
  await ask('HoldCall', at('callToBeHeld', consultation, '7102'));
  await ask('RetrieveCall', at('callToBeRetrieved', consultation, '7102'));
  await ask('SnapshotDevice', '<snapshotObject>7102</snapshotObject>');
  await post(`/calls/${consultation}/fail`, { device: '7102' });
  await ask(
    'SingleStepTransferCall',
    `${at('activeCall', consultation, '7102')}<transferredTo>7101</transferredTo>`,
  );
  await ask(
    'SetAgentState',
    '<device>7101</device><requestedAgentState>loggedOn</requestedAgentState><agentID>1</agentID>',
  );
  await ask('ClearConnection', at('connectionToBeCleared', 'FF000100000003', '7101'));
  await hears('ConnectionClearedEvent');
  const names = new Set(told.map(({ name }) => name));
  t.true(names.size >= 20, [...names].join(' '));
  for (const { name, xml, root } of told) {
    t.truthy(childOrder(name), name);
    const children = childNames(root).sort((a, b) => xml.indexOf(`<${a}`) - xml.indexOf(`<${b}`));
    t.true(inOrder(name, children), `${name}: ${children.join(' ')}`);
  }
  const transferred = told.find(({ name }) => name === 'TransferedEvent');
  t.is(textOf(childOf(transferred?.root, 'secondaryOldCall'), 'callID'), consultation);
});

interface Facts {
  messages: Record<string, { element?: string; children: { name?: string; oneOf?: { name: string }[] }[] }>;
}

test('the order that the switch keeps is that of the standard', (t) => {
  for (const edition of ['ed3', 'ed6']) {
    const facts = new URL(
      `../../../shared/data/telephony/schema-facts/csta-${edition}-facts.json`,
      import.meta.url,
    );
    if (!existsSync(facts)) {
      t.log('skipped: the facts of the schema are not beside this project');
      t.pass();
      return;
    }
    const { messages } = JSON.parse(readFileSync(facts, 'utf8')) as Facts;
    for (const [name, { element = name, children }] of Object.entries(messages)) {
      const ours = childOrder(element);
      const theirs = children.flatMap((child) => child.oneOf?.map((one) => one.name) ?? child.name ?? []);
      const shared = theirs.filter((child) => ours?.includes(child));
      t.deepEqual(ours?.filter((child) => theirs.includes(child)) ?? [], shared, `${element} in ${edition}`);
    }
  }
});
