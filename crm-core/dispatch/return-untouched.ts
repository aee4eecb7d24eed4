import { announceOnCommit } from '../after-commit.ts';
import { holdCase, stepCase } from '../cases/step-case.ts';
import { printReference } from '../contacts/reference.ts';
import type { Ground, Tx } from '../ports.ts';
import type { Case, HandlerGroup } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { addWorkingTime } from '../working-time/working-time.ts';
import { contactCentre } from './contact-centre.ts';
import { giveNotice } from './notice.ts';

const atOnce = 50;
const actor = { subject: 'source:schakel', name: texts.bySystem };

/**
 * What lies untouched with a group, in working time: its holder is reminded, then those who lead the group, then it goes back
 * to the contact centre. Each step says why in the history of the case, and leaves the next one its own time, also after the
 * round was down. In batches; answers how many steps it took.
 */
export async function returnUntouched(ground: Ground): Promise<number> {
  const groups = await ground.prisma.handlerGroup.findMany({ where: { key: { not: contactCentre } } });
  let steps = 0;
  for (const group of groups)
    for (const nudge of [0, 1, 2])
      for (let batch = atOnce; batch === atOnce; steps += batch)
        batch = await ground.prisma.$transaction((tx) => stepsIn(tx, ground, group, nudge), {
          timeout: 60_000,
        });
  return steps;
}

async function stepsIn(tx: Tx, ground: Ground, group: HandlerGroup, nudge: number): Promise<number> {
  const ladder = [0, group.remindAfter, group.leadAfter, group.poolAfter];
  const hours = ladder[nudge + 1] ?? 0;
  const calendar = await calendarOf(tx, ground, 'city');
  const now = ground.ports.now();
  const ago = (worked: number) => addWorkingTime(calendar, now, { minutes: -60 * worked });
  const found = await tx.$queryRaw<{ id: string }[]>`
    select file.id::text from case_file file
    where file.handler_group_key = ${group.key} and file.state in ('assigned', 'in-progress') and file.nudges = ${nudge}
      and coalesce(file.touched_at, file.opened_at) <= ${ago(hours)}
      and (${nudge} = 0 or ${ago(hours - (ladder[nudge] ?? 0))} >= (
        select change.at from case_change change where change.case_id = file.id order by change.number desc limit 1
      ))
    order by coalesce(file.touched_at, file.opened_at) limit ${atOnce} for update of file skip locked`;
  for (const { id } of found) {
    const file = await holdCase(tx, id);
    if (file) await climb(tx, ground, file, hours);
  }
  return found.length;
}

async function climb(tx: Tx, ground: Ground, file: Case, hours: number) {
  const { id: caseId, handlerGroupKey: groupKey, nudges } = file;
  const text = texts.noticeUntouched(printReference(file.reference), hours);
  const holder = nudges === 0 ? file.assigneeSubject : null;
  await giveNotice(tx, ground, { groupKey, subject: holder, leadsOnly: nudges === 1, caseId, text });
  if (nudges === 0) {
    const reason = texts.untouchedReminder(hours, file.assigneeName ?? texts.theGroup);
    return note(tx, ground, file, 'case.remind', reason);
  }
  if (nudges === 1) return note(tx, ground, file, 'case.warn-lead', texts.untouchedLead(hours));
  const reason = texts.untouchedPool(hours);
  await stepCase(tx, ground, actor, file, file, {
    act: 'case.fall-back',
    state: 'received',
    reason,
    handlerGroupKey: contactCentre,
    assignee: null,
    fields: { returnedAt: ground.ports.now() },
  });
  const fallen = texts.noticeReturned(printReference(file.reference), reason);
  await giveNotice(tx, ground, { groupKey: contactCentre, caseId, text: fallen });
}

/** A step that changes nothing for the customer: in the history and the trail, and not told to him. */
async function note(tx: Tx, ground: Ground, file: Case, act: string, reason: string) {
  const { id: caseId, state, handlerGroupKey, version } = file;
  const at = ground.ports.now();
  const number = 1 + (await tx.caseChange.count({ where: { caseId } }));
  const { subject: actorSubject, name: actorName } = actor;
  await tx.caseChange.create({
    data: { caseId, number, state, handlerGroupKey, actorSubject, actorName, reason, at, version },
  });
  await tx.case.update({ where: { id: caseId }, data: { nudges: { increment: 1 } } });
  await writeAudit(tx, at, actor, file, { act, subjectType: 'case', subjectId: caseId });
  await announceOnCommit(tx, ground, [{ topic: `case:${caseId}`, payload: { caseId } }]);
}
