import { batched } from '../batch.ts';
import { optionalText } from '../clean-text.ts';
import { type ContactRow, loadContact } from '../contacts/load-contacts.ts';
import type { Done } from '../once.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Recovery, ScriptPrompt, ScriptStep } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import type { Complaint } from '../refusal.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { type KeepScriptPromptInput, keepScriptPrompt } from './keep-prompt.ts';
import { promptsFor } from './prompts.ts';
import { doScriptStep, escalate, recordDifficultCall } from './steps.ts';

const phases = ['opening', 'analysis', 'action', 'closing', 'difficult'];
const staff = ['agent', 'expert', 'coordinator', 'admin'];

type Change<Input> = (ground: Ground, asking: Asking, input: Input) => Promise<Done | Complaint>;

export function callScriptResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const stepsOf = async (asking: Asking, contactId: string) => {
    requireRole(asking, 'agent', 'expert', 'coordinator');
    const load = async (ids: string[]) => {
      const steps = await prisma.scriptStep.findMany({
        where: { contactId: { in: ids } },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
      });
      return Map.groupBy(steps, (step) => step.contactId);
    };
    return (await batched(asking, 'script steps', contactId, load)) ?? [];
  };
  const scriptOf = async (asking: Asking, { questions }: ContactRow) => {
    const productNumber = questions.find((question) => question.productNumber)?.productNumber ?? '';
    const load = async (numbers: string[]) =>
      new Map(
        await Promise.all(
          numbers.map(async (number) => [number, await promptsFor(prisma, number || null)] as const),
        ),
      );
    return (await batched(asking, 'script', productNumber, load)) ?? [];
  };
  const mutation =
    <Input>(change: Change<Input>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking) => {
      const done = await change(ground, asking, input);
      return 'id' in done ? { ...(await loadContact(ground, asking, done.id)), ...done } : done;
    };

  return {
    DateTime,
    Query: {
      async callScript(_: unknown, args: { productNumber?: string | null }, asking: Asking) {
        requireRole(asking, ...staff);
        const prompts = await promptsFor(prisma, optionalText('productNumber', args.productNumber));
        const linesOf = (phase: string) => prompts.filter((prompt) => prompt.phase === phase);
        return { phases: phases.map((phase) => ({ phase, prompts: linesOf(phase) })) };
      },
      myRecovery(_: unknown, __: unknown, asking: Asking) {
        const { subject } = requireRole(asking, 'agent');
        return prisma.recovery.findFirst({
          where: { agentSubject: subject, until: { gt: ports.now() } },
          orderBy: { until: 'desc' },
        });
      },
    },
    Mutation: {
      doScriptStep: mutation(doScriptStep),
      escalate: mutation(escalate),
      recordDifficultCall: mutation(recordDifficultCall),
      async keepScriptPrompt(_: unknown, { input }: { input: KeepScriptPromptInput }, asking: Asking) {
        const done = await keepScriptPrompt(ground, asking, input);
        return 'id' in done
          ? { ...done, ...(await prisma.scriptPrompt.findUnique({ where: { key: done.id } })) }
          : done;
      },
    },
    ScriptPhase: {
      phase: ({ phase }: { phase: string }) => asEnum(phase),
      name: ({ phase }: { phase: string }) => texts.phaseName[phase],
    },
    ScriptPrompt: {
      phase: ({ phase }: ScriptPrompt) => asEnum(phase),
      kind: ({ kind }: ScriptPrompt) => asEnum(kind),
    },
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      scriptSteps: async ({ id }: ContactRow, { first }: { first: number }, asking: Asking) =>
        (await stepsOf(asking, id)).slice(0, limited(first, 200)),
      async scriptPhase(contact: ContactRow, _: unknown, asking: Asking) {
        const last = (await stepsOf(asking, contact.id)).at(-1);
        if (!last) return null;
        if (last.kind !== 'prompt') return last.kind === 'difficult' ? 'DIFFICULT' : 'ACTION';
        const prompt = (await scriptOf(asking, contact)).find(({ key }) => key === last.step);
        return prompt ? asEnum(prompt.phase) : null;
      },
      async checksLeft(contact: ContactRow, _: unknown, asking: Asking) {
        const made = new Set((await stepsOf(asking, contact.id)).map(({ step }) => step));
        const script = await scriptOf(asking, contact);
        return script.filter(({ kind, key }) => kind === 'check' && !made.has(key));
      },
    },
    ScriptStep: {
      kind: ({ kind }: ScriptStep) => asEnum(kind),
      result: ({ result }: ScriptStep) => result && asEnum(result),
    },
    Recovery: {
      endsAt: ({ until }: Recovery) => until,
      contact: ({ contactId }: Recovery, _: unknown, asking: Asking) =>
        loadContact(ground, asking, contactId),
    },
  };
}
