import { type Claims, defaultOrganisation } from '../identity.ts';

/** An invented person who can sign in at the bundled provider; his id is the `sub` of his tokens. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  /** What he is, in Dutch, for the login page. */
  readonly part: string;
  /** As ACM/IDM would give them. National numbers are test numbers: month + 60, with a valid check. */
  readonly claims: Claims;
}

/** Everybody who can sign in at the bundled provider, with the roles of this organisation. */
export function personas(organisation = defaultOrganisation): readonly Persona[] {
  const staff = (id: string, given: string, family: string, part: string, roles: string[], device?: string) =>
    persona(id, given, family, part, {
      vo_doelgroepcode: 'LB',
      vo_doelgroepnaam: 'Lokale besturen',
      vo_orgcode: organisation,
      vo_orgnaam: 'Stad Leuven',
      vo_email: `${id}@example.org`,
      schakel_rol_3d: roles.map((role) => `${role}:${organisation}`),
      ...(device === undefined ? {} : { schakel_toestel: device }),
    });
  return [
    ...customers,
    staff('agent', 'An', 'Claes', 'KCC-medewerker, toestel 7101', ['KCC-Agent'], '7101'),
    staff('agent2', 'Bram', 'Wouters', 'KCC-medewerker, toestel 7102', ['KCC-Agent'], '7102'),
    staff(
      'kcc-lead',
      'Mieke',
      'Jacobs',
      'Teamleider KCC, toestel 7103',
      ['KCC-Agent', 'Coordinator-kcc'],
      '7103',
    ),
    staff('expert-burgerzaken', 'Els', 'Martens', 'Expert Burgerzaken', ['Expert-burgerzaken']),
    staff('expert-openbaar-domein', 'Tom', 'Goossens', 'Expert Openbaar Domein', ['Expert-openbaar-domein']),
    staff('expert-welzijn', 'Nadia', 'Benali', 'Expert Welzijn', ['Expert-welzijn']),
    staff('coordinator', 'Koen', 'Hermans', 'Coördinator Klachten', ['Coordinator-klachtencoordinatie']),
    staff('admin', 'Ines', 'Willems', 'Beheerder', ['Beheerder']),
    staff('privacy-officer', 'Joris', 'Mertens', 'Functionaris voor gegevensbescherming', ['PrivacyOfficer']),
  ];
}

const customers: readonly Persona[] = [
  persona('burger', 'Jan', 'Peeters', 'Burger', { vo_doelgroepcode: 'BUR', rrn: '84651200313' }),
  persona('burger2', 'Fatima', 'El Amrani', 'Burger', { vo_doelgroepcode: 'BUR', rrn: '91630802451' }),
  persona('ondernemer', 'Lies', 'Maes', 'Ondernemer, Bakkerij De Gouden Aar', {
    vo_doelgroepcode: 'EA',
    rrn: '78670211787',
    vo_orgcode: '0199999944',
    vo_orgnaam: 'Bakkerij De Gouden Aar',
    wv_orgcode: '0199999944',
  }),
  persona('vereniging', 'Piet', 'Lemmens', 'Vereniging, Buurtwerking De Brug', {
    vo_doelgroepcode: 'VER',
    rrn: '68661105253',
    vo_orgcode: 'V0009012',
    vo_orgnaam: 'Buurtwerking De Brug',
  }),
];

function persona(id: string, given: string, family: string, part: string, claims: Claims): Persona {
  const names = { given_name: given, family_name: family, vo_id: `persona-${id}` };
  return { id, name: `${given} ${family}`, part, claims: { ...names, ...claims } };
}
