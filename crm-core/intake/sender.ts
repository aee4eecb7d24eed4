import { readAssociationCode } from '../customers/belgium/association-code.ts';
import { readEnterpriseNumber } from '../customers/belgium/enterprise-number.ts';
import { readNationalNumber } from '../customers/belgium/national-number.ts';
import { recordCustomer } from '../customers/record-customer.ts';
import { blindIndex } from '../customers/vault.ts';
import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import { mended } from './mend.ts';

/** Who signed in: at most one of the numbers. */
export interface SignedIn {
  readonly nationalNumber: string | null;
  readonly enterpriseNumber: string | null;
  readonly associationCode: string | null;
  readonly name: string | null;
}

/**
 * The record of somebody who signed in, known or new: nothing of him is typed again (R015). Null for who did not sign in,
 * or by a number that is none.
 */
export async function signedIn(
  tx: Tx,
  ground: Ground,
  source: string,
  party: SignedIn,
): Promise<string | null> {
  const number = numberOf(ground, party);
  if (!number) return null;
  const known = await tx.customerRecord.findFirst({
    where: whereOf(ground, number),
    orderBy: { recordedAt: 'asc' },
    select: { id: true },
  });
  if (known) return known.id;
  const name = mended(party.name ?? '') || texts.nameUnknown;
  return number.kind === 'person'
    ? recordCustomer(tx, ground, {
        source,
        kind: 'person',
        familyName: name,
        nationalNumber: number.value,
      })
    : recordCustomer(tx, ground, {
        source,
        kind: number.kind,
        organisationName: name,
        ...(number.kind === 'company'
          ? { enterpriseNumber: number.value }
          : { associationCode: number.value }),
      });
}

type Number = { readonly kind: 'person' | 'company' | 'association'; readonly value: string };

function numberOf(ground: Ground, party: SignedIn): Number | null {
  const enterprise = readEnterpriseNumber(party.enterpriseNumber ?? '').number;
  if (enterprise?.kind === 'enterprise') return { kind: 'company', value: enterprise.digits };
  const code = readAssociationCode(party.associationCode ?? '');
  if (code !== null) return { kind: 'association', value: code };
  const national = readNationalNumber(party.nationalNumber ?? '', ground.ports.now()).number;
  return national ? { kind: 'person', value: national.digits } : null;
}

function whereOf({ ports }: Ground, { kind, value }: Number) {
  if (kind === 'company') return { enterpriseNumber: value };
  if (kind === 'association') return { associationCode: value };
  return { nationalNumberIndex: blindIndex(ports, value) };
}
