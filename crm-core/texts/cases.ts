import type { CaseState } from '../cases/case-status-changed.ts';

/** Of cases. */
export const caseTexts = {
  caseUnknown: 'Deze vraag bestaat niet.',
  caseDone: 'Deze vraag is al afgehandeld.',
  caseTaken: (name: string) => `${name} behandelt deze vraag al.`,
  caseAtContactCentre: 'Deze vraag ligt al bij het klantencontactcentrum.',
  caseInGroup: 'Deze vraag ligt al bij deze groep.',

  caseTakenReason: 'In behandeling genomen.',
  caseAnsweredReason: 'Beantwoord.',

  stateName: {
    received: 'Ontvangen',
    assigned: 'Toegewezen',
    'in-progress': 'In behandeling',
    'waiting-for-customer': 'Wacht op u',
    answered: 'Beantwoord',
    closed: 'Afgesloten',
    withdrawn: 'Ingetrokken',
  } satisfies Record<CaseState, string>,

  /** What a citizen reads with a state; `group` is the name of the handler group. */
  explanation: {
    received: () => 'Wij hebben uw vraag goed ontvangen en bekijken wie u het best kan helpen.',
    assigned: (group) => `Uw vraag ligt bij de dienst ${group}. U krijgt zo snel mogelijk een antwoord.`,
    'in-progress': (group) => `De dienst ${group} behandelt uw vraag.`,
    'waiting-for-customer': () => 'Wij hebben nog iets van u nodig om verder te kunnen.',
    answered: (_, answer) => `Uw vraag is beantwoord. ${answer}`.trim(),
    closed: () => 'Uw vraag is afgesloten.',
    withdrawn: () => 'U hebt uw vraag ingetrokken.',
  } satisfies Record<CaseState, (group: string, answer: string) => string>,
};
