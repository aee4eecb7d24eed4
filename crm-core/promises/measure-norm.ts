import { z } from 'zod';
import type { Command, Ground } from '../ports.ts';
import { dueBy, normOf } from './norms.ts';

/** Command `crm.appointment.offered`: the first free appointment that somebody was shown (R143). */
const appointmentOffered = z.strictObject({
  handlerGroup: z.string(),
  productNumber: z.string().nullable(),
  askedAt: z.iso.datetime(),
  /** Null where nothing was free at all. */
  firstFreeAt: z.iso.datetime().nullable(),
});

/** Lays what was offered beside the norm that was in force, so that it can be watched. */
export function appointmentCommand(ground: Ground): Command {
  return {
    shape: appointmentOffered,
    async handle(tx, data) {
      const { handlerGroup, productNumber, askedAt, firstFreeAt } = appointmentOffered.parse(data);
      const at = new Date(askedAt);
      const owed = { kind: 'appointment', handlerGroupKey: handlerGroup, productNumber, openedAt: at };
      await tx.normMeasurement.create({
        data: {
          kind: 'appointment',
          handlerGroupKey: handlerGroup,
          productNumber,
          askedAt: at,
          offeredAt: firstFreeAt && new Date(firstFreeAt),
          normAt: await dueBy(tx, ground, await normOf(tx, ground, owed), at),
        },
      });
    },
  };
}
