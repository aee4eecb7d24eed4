import type { Actor, Tx } from '../ports.ts';
import type { Amendment } from '../prisma/client/client.ts';

interface Done extends Pick<Amendment, 'aboutType' | 'aboutId' | 'correlationid'> {
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/** Keeps an amendment that needs nobody else: it is done with the act that asked for it. Answers its id. */
export async function keepDone(tx: Tx, at: Date, author: Actor, done: Done): Promise<string> {
  const { id } = await tx.amendment.create({
    data: {
      ...done,
      intent: 'change',
      state: 'done',
      authorSubject: author.subject,
      authorName: author.name,
      askedAt: at,
      settledAt: at,
      nextAt: at,
    },
  });
  return id;
}
