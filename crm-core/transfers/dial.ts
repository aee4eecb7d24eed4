import { askHouse } from '../ask-house.ts';
import { requiredText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { CoreError } from '../core-error.ts';
import { e164 } from '../customers/belgium/telephone.ts';
import { type Done, once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Dial } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { type Complaint, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

export interface DialInput {
  readonly idempotencyKey: string;
  readonly number: string;
  readonly contactId?: string | null;
}

const stateAfter = { done: 'placed', refused: 'refused', silent: 'unknown' } as const;

/** Has the agent's own telephone call a number (R060); a repeated key never calls a second time. */
export async function dial(ground: Ground, asking: Asking, input: DialInput): Promise<Done | Complaint> {
  const { device, ...identity } = requireRole(asking, 'agent', 'expert', 'coordinator');
  if (!device) throw new CoreError(texts.noDevice, 'FORBIDDEN');
  const { prisma, ports } = ground;
  let wanted: { device: string; number: string } | undefined;
  const done = await once(ground, asking, 'dial', input, async (tx) => {
    const number = e164(requiredText('number', input.number));
    if (number === null) throw invalid('number', texts.telephone);
    const contact = input.contactId ? await lockContact(tx, input.contactId) : null;
    const story = contact ? inStory(asking, contact) : asking;
    const { correlationid } = story;
    const asked = { device, number, contactId: contact?.id ?? null, agentSubject: identity.subject };
    const askedAt = ports.now();
    const { id } = await tx.dial.create({ data: { ...asked, correlationid, askedAt } });
    await writeAudit(tx, askedAt, actorOf(identity), story, {
      act: 'call.dial',
      subjectType: 'call',
      subjectId: id,
    });
    wanted = { device, number };
    return { __typename: 'Dial', id };
  });
  if (!(wanted && 'id' in done)) return done;
  const { outcome } = await askHouse(ground, 'telephony.call.dial', wanted);
  await prisma.dial.update({ where: { id: done.id }, data: { state: stateAfter[outcome] } });
  return done;
}

/** What became of it, for the one who asked. */
export async function loadDial({ prisma }: Ground, asking: Asking, id: string): Promise<Dial | null> {
  const { subject } = requireRole(asking, 'agent', 'expert', 'coordinator');
  return isUuid(id) ? prisma.dial.findFirst({ where: { id, agentSubject: subject } }) : null;
}
