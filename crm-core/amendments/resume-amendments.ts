import type { Ground } from '../ports.ts';
import { advance } from './advance.ts';

const atOnce = 20;

/** Carries on what waits for a back end, or was left by a node that stopped in the middle. Answers how many it took up. */
export async function resumeAmendments(ground: Ground): Promise<number> {
  const now = ground.ports.now();
  const waiting = await ground.prisma.amendment.findMany({
    where: {
      aboutType: 'booking',
      state: { in: ['open', 'undoing'] },
      nextAt: { lte: now },
      OR: [{ heldUntil: null }, { heldUntil: { lte: now } }],
    },
    select: { id: true },
    orderBy: { nextAt: 'asc' },
    take: atOnce,
  });
  const ended = await Promise.allSettled(waiting.map(({ id }) => advance(ground, id)));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return waiting.length;
}
