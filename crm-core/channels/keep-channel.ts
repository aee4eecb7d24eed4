import { cleanText, configurationKey, requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { channels } from './known-channel.ts';

export interface KeepChannelInput {
  readonly idempotencyKey: string;
  readonly key: string;
  readonly name: string;
  readonly active: boolean;
  readonly human: boolean;
  readonly position: number;
  readonly calendar: string;
  readonly outOfHours: string;
}

/** Keeps a channel as it is given. The last one with somebody at the other end stays active (R012). */
export async function keepChannel(ground: Ground, asking: Asking, input: KeepChannelInput) {
  const identity = requireRole(asking, 'admin');
  const done = await once(ground, asking, 'keepChannel', input, async (tx) => {
    const { active, human, position } = input;
    const key = configurationKey('key', input.key);
    const calendarKey = cleanText('calendar', input.calendar);
    if ((await tx.workingCalendar.count({ where: { key: calendarKey } })) === 0)
      throw invalid('calendar', texts.calendarUnknown);
    const fields = {
      active,
      human,
      position,
      name: requiredText('name', input.name),
      outOfHours: cleanText('outOfHours', input.outOfHours),
      calendarKey,
    };
    const others = { human: true, active: true, key: { not: key } };
    if (!(fields.human && fields.active) && (await tx.channel.count({ where: others })) === 0)
      throw conflict(texts.lastHumanChannel);
    await tx.channel.upsert({ where: { key }, create: { key, ...fields }, update: fields });
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'channel.keep',
      subjectType: 'configuration',
      subjectId: `channel:${key}`,
      details: { active: fields.active, human: fields.human },
    });
    return { __typename: 'Channel', id: key };
  });
  channels.forget(ground);
  return done;
}
