import { contactCentre } from '../dispatch/contact-centre.ts';
import type { Command, Ground, Identity, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { recordStaff, staffMember } from './staff.ts';

/** `crm.staff.record`: groups that are not named any more are left. */
export function staffCommand({ ports }: Ground): Command {
  return {
    shape: staffMember,
    async handle(tx, data, cause) {
      const told = staffMember.parse(data);
      await recordStaff(tx, told);
      await writeAudit(tx, ports.now(), actorOfCause(cause), cause, {
        act: 'staff.record',
        subjectType: 'staff',
        subjectId: told.subject,
        details: { groups: told.groups.map(({ key }) => key), active: told.active },
      });
    },
  };
}

/** Knows a member of staff by what he signed in with, until the directory of staff tells of him; what that told stays. */
export async function knowSignedIn(tx: Tx, identity: Identity): Promise<void> {
  const { subject, name, device = null, roles, groups } = identity;
  const own = roles.includes('agent') ? [...groups, contactCentre] : groups;
  await tx.$executeRaw`
    with known as (
      insert into staff_member (subject, name, device, source) values (${subject}, ${name}, ${device}, 'sign-in')
      on conflict (subject) do update set name = excluded.name, device = excluded.device
      where staff_member.source = 'sign-in'
      returning subject
    )
    insert into group_member (subject, group_key, lead)
    select known.subject, handler_group.key, ${roles.includes('coordinator')}
    from known join handler_group on handler_group.key = any(${own}::text[])
    on conflict do nothing`;
}
