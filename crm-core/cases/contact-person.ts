import { batched } from '../batch.ts';
import { presentMembers, standInFor } from '../directory/staff.ts';
import type { Asking, Ground } from '../ports.ts';

export interface ContactPerson {
  readonly name: string;
  readonly email: string | null;
  readonly device: string | null;
  readonly handlerGroupKey: string;
  /** Whom he stands in for; null where it is himself. */
  readonly standsInFor: string | null;
}

interface Owned {
  readonly handlerGroupKey: string;
  readonly assigneeSubject: string | null;
  readonly assigneeName: string | null;
}

/**
 * Who is to be spoken to about a case (R103): who has it, or his stand-in while he is away, or else the first of its group
 * who is there, a lead before others. Null where nobody is.
 */
export async function contactPersonOf(ground: Ground, asking: Asking, file: Owned) {
  const { handlerGroupKey, assigneeSubject, assigneeName } = file;
  const key = JSON.stringify([handlerGroupKey, assigneeSubject, assigneeName]);
  const load = async (keys: string[]) => {
    const found = await Promise.all(
      keys.map(async (each) => {
        const [group, subject, name] = JSON.parse(each);
        return [each, await findPerson(ground, group, subject, name)] as const;
      }),
    );
    return new Map(found);
  };
  return (await batched(asking, 'contact person', key, load)) ?? null;
}

async function findPerson(
  { prisma, ports }: Ground,
  handlerGroupKey: string,
  subject: string | null,
  name: string | null,
): Promise<ContactPerson | null> {
  const now = ports.now();
  const there = subject === null ? null : await standInFor(prisma, subject, now);
  const member = there === null ? null : await prisma.staffMember.findUnique({ where: { subject: there } });
  const standsInFor = there === subject ? null : name;
  if (member) return { ...member, handlerGroupKey, standsInFor };
  if (there !== null && there === subject)
    return { name: name ?? '', email: null, device: null, handlerGroupKey, standsInFor };
  const [first] = await presentMembers(prisma, handlerGroupKey, now);
  return first ? { ...first, handlerGroupKey, standsInFor: name } : null;
}
