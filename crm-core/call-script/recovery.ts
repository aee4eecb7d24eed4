import { presentMembers } from '../directory/staff.ts';
import { contactCentre } from '../dispatch/route-of.ts';
import { sendMessage } from '../messages/send-message.ts';
import type { Ground, Identity, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { actorOf } from '../privacy/who.ts';
import { texts } from '../texts.ts';

const recoveryMs = 15 * 60_000;

/** Gives an agent time after a difficult call, and asks the leads of the contact centre who are there to speak with her (R048). */
export async function recover(tx: Tx, ground: Ground, contact: Contact, identity: Identity): Promise<void> {
  const now = ground.ports.now();
  const until = new Date(now.getTime() + recoveryMs);
  const present = await presentMembers(tx, contact.teamKey ?? contactCentre, now);
  const leads = present.filter(({ lead, subject }) => lead && subject !== identity.subject);
  await tx.recovery.create({
    data: {
      contactId: contact.id,
      agentSubject: identity.subject,
      until,
      supporters: leads.map(({ name }) => name),
    },
  });
  for (const { email } of leads) {
    if (email === null) continue;
    await sendMessage(tx, ground, {
      channel: 'email',
      recipient: email,
      subject: texts.supportSubject,
      body: texts.supportBody(identity.name, until),
      aboutType: 'contact',
      aboutId: contact.id,
      actor: actorOf(identity),
      correlationid: contact.correlationid,
    });
  }
}
