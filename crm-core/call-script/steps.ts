import { cleanText, optionalText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { type Done, once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { recover } from './recovery.ts';

interface StepInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly note?: string | null;
}

export type DoScriptStepInput = StepInput & { readonly prompt: string };
export type EscalateInput = StepInput & { readonly rung: string; readonly result: string };
export type RecordDifficultCallInput = StepInput & { readonly step: string };

interface Step {
  readonly kind: 'prompt' | 'escalation' | 'difficult';
  readonly step: string;
  readonly result?: string;
}

const rungs = ['colleague', 'senior', 'supervisor', 'back-office'];
const protocol = ['warned', 'announced', 'ended'];

/** Records that a line of the script was said or checked (R050, R052). */
export function doScriptStep(ground: Ground, asking: Asking, input: DoScriptStepInput) {
  return record(ground, asking, 'doScriptStep', input, async (tx) => {
    const key = cleanText('prompt', input.prompt);
    if ((await tx.scriptPrompt.count({ where: { key, active: true } })) === 0)
      throw invalid('prompt', texts.promptUnknown);
    return { kind: 'prompt', step: key };
  });
}

/** Records who was asked for an answer; a rung of the ladder is asked after the one below it (R054). */
export function escalate(ground: Ground, asking: Asking, input: EscalateInput) {
  return record(ground, asking, 'escalate', input, async (tx, contact) => {
    const rung = fromEnum(input.rung);
    const below = rungs[rungs.indexOf(rung) - 1];
    const asked = below && (await done(tx, contact.id, 'escalation', below));
    if (below && !asked) throw invalid('rung', texts.rungBefore(texts.rungName[below] ?? below));
    return { kind: 'escalation', step: rung, result: fromEnum(input.result) };
  });
}

/**
 * Records a step of the protocol for a difficult call: no call is ended before the caller was asked to speak calmly and
 * told that it will be (R048). Once it was, the agent has time to recover and somebody to speak with.
 */
export function recordDifficultCall(ground: Ground, asking: Asking, input: RecordDifficultCallInput) {
  return record(ground, asking, 'recordDifficultCall', input, async (tx, contact, identity) => {
    const step = fromEnum(input.step);
    const below = protocol[protocol.indexOf(step) - 1];
    if (below && !(await done(tx, contact.id, 'difficult', below)))
      throw invalid('step', texts.protocolBefore);
    if (await done(tx, contact.id, 'difficult', step)) throw conflict(texts.protocolTaken);
    if (step === 'ended') await recover(tx, ground, contact, identity);
    return { kind: 'difficult', step };
  });
}

async function done(tx: Tx, contactId: string, kind: string, step: string): Promise<boolean> {
  return (await tx.scriptStep.count({ where: { contactId, kind, step } })) > 0;
}

function record<Input extends StepInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  stepOf: (tx: Tx, contact: Contact, identity: Identity) => Promise<Step>,
) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, mutation, input, async (tx): Promise<Done> => {
    const contact = await lockContact(tx, input.contactId);
    const note = optionalText('note', input.note);
    const step = await stepOf(tx, contact, identity);
    const at = ground.ports.now();
    const { subject: actorSubject, name: actorName } = identity;
    await tx.scriptStep.create({
      data: { ...step, contactId: contact.id, note, actorSubject, actorName, at },
    });
    await writeAudit(tx, at, actorOf(identity), inStory(asking, contact), {
      act: `contact.${step.kind}`,
      subjectType: 'contact',
      subjectId: contact.id,
      details: { step: step.step },
    });
    return { __typename: 'Contact', id: contact.id };
  });
}
