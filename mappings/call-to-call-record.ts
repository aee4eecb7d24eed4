import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CallEvent } from '../connectors/telephony/wire.ts';
import type { RecordCall } from '../crm-core/contacts/record-call.ts';
import { defineMapping, rulesFor } from '../hub/index.ts';

const { copy, derive, read } = rulesFor<CallEvent>();

export default defineMapping<CallEvent, RecordCall>({
  name: 'telephony.call.* -> crm.call.record',

  fields: {
    callKey: copy('callKey'),
    happening: copy('happening'),
    occurredAt: copy('occurredAt'),
    device: copy('device'),
    direction: copy('direction'),
    number: derive(
      ['number', 'presentation'],
      'E.164 as dialled in Belgium; null when withheld or no number',
      ({ number, presentation }) => (presentation === 'shown' ? belgianE164(number) : null),
    ),
    presentation: copy('presentation'),
    dialled: read('dialled', e164OrExtension),
    queue: copy('queue'),
    transfer: copy('transfer'),
    ending: derive(
      ['happening', 'cause', 'answered', 'direction'],
      'ended or failed: link-lost, completed once answered, busy, else abandoned (inbound) or no-answer',
      endingOf,
    ),
  },

  drops: {
    callId: 'changes with a transfer and is reused by the switch; callKey stands for it',
    correlator: 'data of other applications at the switch, which nobody here needs',
  },
});

/** A number as somebody in Belgium would dial it, as E.164; null for what is not a telephone number. */
function belgianE164(number: string | null): string | null {
  if (number === null) return null;
  const dialled = number.replace(/\(0\)/, '').replaceAll(/[\s./()-]/g, '');
  const parsed = parsePhoneNumberFromString(dialled, 'BE') ?? international(dialled);
  if (parsed?.isPossible()) return parsed.number;
  return international(dialled)?.number ?? null;
}

/** Some switches leave out the `+` or the `00`. */
function international(digits: string) {
  const parsed = /^[1-9]\d{7,14}$/.test(digits) ? parsePhoneNumberFromString(`+${digits}`) : undefined;
  return parsed?.isValid() ? parsed : undefined;
}

/** An extension of our own has no E.164 number and stays as it is. */
function e164OrExtension(number: string | null): string | null {
  return belgianE164(number) ?? number;
}

function endingOf(
  call: Pick<CallEvent, 'happening' | 'cause' | 'answered' | 'direction'>,
): RecordCall['ending'] {
  const { happening, cause, answered, direction } = call;
  if (happening !== 'ended' && happening !== 'failed') return null;
  if (cause === 'linkLost') return 'link-lost';
  if (answered && happening === 'ended') return 'completed';
  return endingOfCause(cause) ?? unansweredEnding(happening, direction);
}

function endingOfCause(cause: string | null) {
  if (cause === null) return null;
  if (/busy/i.test(cause)) return 'busy';
  return /NoAnswer|NotAnswered|alertTimeExpired/i.test(cause) ? 'no-answer' : null;
}

function unansweredEnding(happening: 'ended' | 'failed', direction: CallEvent['direction']) {
  if (happening === 'failed') return 'failed';
  return direction === 'inbound' ? 'abandoned' : 'no-answer';
}
