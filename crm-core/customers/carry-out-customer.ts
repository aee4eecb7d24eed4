import { z } from 'zod';
import type { Command, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';
import { readAssociationCode } from './belgium/association-code.ts';
import { isEnterpriseNumber } from './belgium/enterprise-number.ts';
import { isNationalNumber } from './belgium/national-number.ts';
import { e164 } from './belgium/telephone.ts';
import { recordVersion } from './record-customer.ts';

const text = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .refine((value) => value.isWellFormed());
const day = z.iso.date();
const digits = z.string().regex(/^\d+$/);

/** What a source tells of one customer, in our words: the data of `crm.customer.record` and of the replies of registers. */
export const toldCustomer = z.strictObject({
  /** Such as `rijksregister`, `kbo`, `verenigingsregister`. */
  source: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
  externalId: z.string().min(1).max(200),
  toldAt: z.iso.datetime({ offset: true }),
  kind: z.enum(['person', 'company', 'association']),
  givenName: text.nullable().default(null),
  familyName: text.nullable().default(null),
  organisationName: text.nullable().default(null),
  birthDate: day.nullable().default(null),
  formOfAddress: z.enum(['mevrouw', 'heer', 'neutral']).nullable().default(null),
  nationalNumber: digits.refine(isNationalNumber).nullable().default(null),
  enterpriseNumber: digits.refine(isEnterpriseNumber).nullable().default(null),
  associationCode: z
    .string()
    .refine((code) => readAssociationCode(code) === code)
    .nullable()
    .default(null),
  telephones: z
    .array(z.string().refine((number) => e164(number) === number))
    .max(50)
    .default([]),
  emails: z
    .array(
      z
        .string()
        .max(254)
        .regex(/^[^\sA-Z@]+@[^\sA-Z@]+$/),
    )
    .max(50)
    .default([]),
  address: z
    .strictObject({
      street: text,
      houseNumber: text,
      box: text.nullable().default(null),
      postcode: text,
      municipality: text,
      country: z.string().regex(/^[A-Z]{2}$/),
    })
    .nullable()
    .default(null),
  validFrom: day.nullable().default(null),
  validUntil: day.nullable().default(null),
});

/** `crm.customer.record`: keeps a version of what a source tells of somebody. */
export function customerCommand(ground: Ground): Command {
  return {
    shape: toldCustomer,
    async handle(tx, data, cause) {
      const told = toldCustomer.parse(data);
      const actor = actorOfCause(cause);
      const by = { actor, correlationid: cause.correlationid };
      const { id, outcome } = await recordVersion(tx, ground, told, by);
      await writeAudit(tx, ground.ports.now(), actor, cause, {
        act: 'customer.record',
        subjectType: 'customer',
        subjectId: id,
        details: { source: told.source, outcome },
      });
    },
  };
}
