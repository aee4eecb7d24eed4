import { defineConnector } from '../../hub/index.ts';
import { Line } from './line.ts';
import { settings } from './settings.ts';
import { agentChanged, callEvent, commands, deviceSnapshot, frameUnreadable, linkChanged } from './wire.ts';

export default defineConnector({
  name: 'telephony',
  summary: 'Calls, agents and click-to-dial, with any switch that speaks CSTA XML (ECMA-323).',
  owner: 'team-contact-centre',
  settings,

  emits: {
    'telephony.call.queued': callEvent,
    'telephony.call.ringing': callEvent,
    'telephony.call.answered': callEvent,
    'telephony.call.held': callEvent,
    'telephony.call.retrieved': callEvent,
    'telephony.call.diverted': callEvent,
    'telephony.call.transferred': callEvent,
    'telephony.call.ended': callEvent,
    'telephony.call.failed': callEvent,
    'telephony.agent.changed': agentChanged,
    'telephony.link.changed': linkChanged,
    'telephony.frame.unreadable': frameUnreadable,
  },
  accepts: { ...commands, 'telephony.device.snapshot': deviceSnapshot },

  async open(given, context) {
    const line = new Line(given, context);
    return {
      probe: () => line.probe(),
      receive: (signal) => line.receive(signal),
      send: (message, signal) => line.send(message, signal),
      request: (message, signal) => line.request(message, signal),
      close: async () => line.close(),
    };
  },
});
