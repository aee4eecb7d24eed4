/** One small city, seen by a single schema and by seven subgraphs alike. */
export interface City {
  readonly persons: PersonRow[];
  readonly organisations: OrganisationRow[];
  readonly products: ProductRow[];
  readonly municipalities: MunicipalityRow[];
  readonly cases: CaseRow[];
  readonly ratings: Map<string, number>;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly birthYear: number | null;
  readonly address: { readonly street: string; readonly postcode: string } | null;
}

export interface OrganisationRow {
  readonly id: string;
  readonly name: string;
  readonly kbo: { readonly number: string };
  readonly sector: string;
}

export interface ProductRow {
  readonly sku: string;
  readonly nis: string;
  readonly title: string;
  readonly price: number | null;
  readonly weight: number;
}

export interface MunicipalityRow {
  readonly nis: string;
  readonly name: string;
  readonly population: number;
}

export interface CaseRow {
  readonly id: string;
  readonly title: string;
  status: string;
  readonly productKey: readonly [sku: string, nis: string] | null;
  readonly partyId: string;
  readonly notes: string[];
}

/** A fresh city: what a mutation does to one is not seen in another. */
export function city(): City {
  return {
    persons: [
      { id: 'p1', name: 'An', birthYear: 1980, address: { street: 'Kerkstraat', postcode: '9000' } },
      { id: 'p2', name: 'Bo', birthYear: null, address: null },
    ],
    organisations: [{ id: 'o1', name: 'Fanfare', kbo: { number: '0123' }, sector: 'culture' }],
    products: [
      { sku: 'permit', nis: '44021', title: 'Parking permit', price: 50, weight: 2 },
      { sku: 'permit', nis: '11002', title: 'Residents permit', price: 75, weight: 3 },
      { sku: 'extract', nis: '44021', title: 'Extract', price: null, weight: 1 },
    ],
    municipalities: [
      { nis: '44021', name: 'Gent', population: 267_000 },
      { nis: '11002', name: 'Antwerpen', population: 536_000 },
    ],
    cases: [
      {
        id: 'c1',
        title: 'Lost permit',
        status: 'OPEN',
        productKey: ['permit', '44021'],
        partyId: 'p1',
        notes: ['first'],
      },
      {
        id: 'c2',
        title: 'Stage',
        status: 'CLOSED',
        productKey: ['permit', '11002'],
        partyId: 'o1',
        notes: [],
      },
      {
        id: 'c3',
        title: 'Extract',
        status: 'SEALED',
        productKey: ['extract', '44021'],
        partyId: 'p2',
        notes: [],
      },
      { id: 'c4', title: 'Nothing yet', status: 'OPEN', productKey: null, partyId: 'p1', notes: [] },
    ],
    ratings: new Map([
      ['p1', 4],
      ['o1', 5],
    ]),
  };
}

export function partyOf(
  { persons, organisations }: City,
  id: string,
): PersonRow | OrganisationRow | undefined {
  return persons.find((one) => one.id === id) ?? organisations.find((one) => one.id === id);
}

export function typeOfParty(row: object): 'Person' | 'Organisation' {
  return 'kbo' in row ? 'Organisation' : 'Person';
}

export function greetingOf(name: string): string {
  return `Dag ${name}`;
}

export function shippingOf(price: number | null, weight: number): number | null {
  return price === null ? null : price * weight;
}
