import { printReference } from '../contacts/reference.ts';
import { sayTelephone } from '../promises/say-telephone.ts';
import { texts } from '../texts.ts';
import { sayMoment } from '../working-time/say-moment.ts';
import { bookingTerms, type Difference, differenceOf, type Terms } from './terms.ts';

const onDay = new Intl.DateTimeFormat('nl-BE', {
  timeZone: 'Europe/Brussels',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const onClock = new Intl.DateTimeFormat('nl-BE', {
  timeZone: 'Europe/Brussels',
  hour: '2-digit',
  minute: '2-digit',
});

/** `vrijdag 4 december`, and for an appointment `om 10:00` with it. */
function momentInDutch(kind: string, instant: string): string {
  const at = new Date(instant);
  return kind === 'collection' ? onDay.format(at) : `${onDay.format(at)} om ${onClock.format(at)}`;
}

/** A difference as an agent and a citizen read it, in one line. */
export function differenceInDutch(kind: string, { field, name, before, after }: Difference): string {
  if (field === 'items' && before === null) return texts.differenceAdded(name ?? '', after ?? '');
  if (field === 'items' && after === null) return texts.differenceGone(name ?? '');
  const label = name ?? texts.differenceField[field];
  return texts.differenceChanged(label, valueInDutch(kind, field, before), valueInDutch(kind, field, after));
}

function valueInDutch(kind: string, field: Difference['field'], value: string | null): string {
  if (value === null || value === '') return texts.differenceNothing;
  if (field === 'startsAt') return momentInDutch(kind, value);
  if (field === 'dueAt') return sayMoment(new Date(value));
  if (field === 'telephone') return sayTelephone(value);
  if (field === 'online') return value === 'true' ? texts.differenceYes : texts.differenceNo;
  return value;
}

export interface Told {
  readonly kind: string;
  readonly reference: string;
}

/** What the customer is written, and nothing else: all of what was booked, or only the difference. */
export function messageOf(
  { kind, reference: code }: Told,
  intent: 'book' | 'change' | 'cancel',
  before: unknown,
  after: unknown,
): { readonly subject: string; readonly body: string } {
  const reference = printReference(code);
  const subject = texts.toldSubject(kind, intent, reference);
  const is = bookingTerms.parse(after);
  if (intent === 'cancel') {
    return { subject, body: texts.toldCancelled(kind, reference, momentInDutch(kind, is.startsAt)) };
  }
  if (intent === 'book') return { subject, body: texts.toldBooked(kind, reference, allOf(kind, is)) };
  const lines = differenceOf(bookingTerms.parse(before), is).map((one) => differenceInDutch(kind, one));
  return { subject, body: texts.toldChanged(kind, reference, lines) };
}

function allOf(kind: string, { startsAt, items, location, address, note }: Terms): string[] {
  const { differenceField: label } = texts;
  return [
    momentInDutch(kind, startsAt),
    ...items.map(({ name, count }) => `${name}: ${count}`),
    ...(location ? [`${label.location}: ${location}`] : []),
    ...(address ? [`${label.address}: ${address}`] : []),
    ...(note ? [`${label.note}: ${note}`] : []),
  ];
}
