import type { Command, Ground } from '../ports.ts';
import { actorOfCause } from '../privacy/who.ts';
import { recordContact } from './record-contact.ts';
import { takeIn } from './take-in.ts';

/** `crm.contact.record`: takes in what came by a form, a mail or a portal. */
export function contactCommand(ground: Ground): Command {
  return {
    shape: recordContact,
    async handle(tx, data, cause) {
      const { source, correlationid } = cause;
      const told = recordContact.parse(data);
      await takeIn(tx, ground, told, { actor: actorOfCause(cause), source, correlationid });
    },
  };
}
