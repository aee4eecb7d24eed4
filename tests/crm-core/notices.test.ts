import test from 'ava';
import { call, known, nationalNumber } from './scenes.ts';
import { agent, world } from './world.ts';

test('who calls about a notice that the city sent him is recognised by it (R027)', async (t) => {
  const city = await world(t);
  const insz = nationalNumber(1);
  await known(city, { nationalNumber: insz });
  const recipient = {
    nationalNumber: insz,
    enterpriseNumber: null,
    associationCode: null,
    name: null,
    termEndsOn: '2026-12-31',
  };
  const told = {
    campaign: {
      key: 'eid-2026-12',
      name: 'Identiteitskaart vervalt',
      text: 'Uw kaart vervalt binnenkort.',
      productNumber: null,
    },
    sentBy: 'letter',
    sentAt: '2026-11-20T08:00:00.000Z',
    recipients: [recipient, { ...recipient, nationalNumber: '123' }],
  };
  await city.tell('crm.notices.record', told);
  await city.tell('crm.notices.record', told);
  t.is(await city.prisma.campaignNotice.count(), 1);
  await city.tell('crm.call.record', call('answered'));
  const { currentCall } = await city.ask(
    agent,
    '{ currentCall { draft { notices { campaign text termEndsOn sentBy customer { displayName } } } } }',
  );
  t.deepEqual(currentCall.draft.notices, [
    {
      campaign: 'Identiteitskaart vervalt',
      text: 'Uw kaart vervalt binnenkort.',
      termEndsOn: '2026-12-31',
      sentBy: 'LETTER',
      customer: { displayName: 'Marie Claes' },
    },
  ]);
});
