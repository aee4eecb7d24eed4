import type { PublishDossier, VlaamseCode, VlaamseFase } from '../connectors/dosis/wire.ts';
import type { CaseState, CaseStatusChanged } from '../crm-core/cases/case-status-changed.ts';
import { defineMapping, rulesFor } from '../hub/index.ts';

const { copy, derive } = rulesFor<CaseStatusChanged>();

/** Our states in the words of the Flemish code lists, each with why that code says it best. */
const statuses: Readonly<Record<CaseState, { code: VlaamseCode; phase: VlaamseFase; because: string }>> = {
  received: {
    code: 'Ontvangen',
    phase: 'Samenstelling',
    because: 'formally received; nobody has looked whether it is complete',
  },
  assigned: {
    code: 'Ontvangen',
    phase: 'Behandeling',
    because: 'it lies with those who handle it, and no one has begun',
  },
  'in-progress': {
    code: 'InVerwerking',
    phase: 'Behandeling',
    because: 'the authority is busy with it; InBehandeling says the same and is not in the published list',
  },
  'waiting-for-customer': {
    code: 'InWacht',
    phase: 'Behandeling',
    because:
      'paused for an action from outside; DossierOnvolledig would say that the request itself falls short',
  },
  answered: {
    code: 'Uitgevoerd',
    phase: 'Uitvoering',
    because: 'what was needed is done; Beslist would promise a formal decision',
  },
  closed: { code: 'Afgehandeld', phase: 'Afgerond', because: 'the end, without a judgement on the outcome' },
  withdrawn: { code: 'Stopgezet', phase: 'Afgerond', because: 'ended before it could be handled' },
};

/** The right to look, as DOSIS writes it; that of an organisation names its context. */
const rights: Readonly<Record<CaseStatusChanged['parties'][number]['kind'], string>> = {
  person: 'Raadpleger',
  enterprise: 'Raadpleger - Dossierstatus',
  association: 'Raadpleger - Dossierstatus',
};

export default defineMapping<CaseStatusChanged, PublishDossier>({
  name: 'crm.case.status-changed -> dosis.dossier.publish',

  fields: {
    dossierNumber: copy('reference'),
    name: copy('title'),
    changedAt: copy('changedAt'),
    code: derive(['state'], explained('code'), ({ state }) => statuses[state].code),
    phase: derive(['state'], explained('phase'), ({ state }) => statuses[state].phase),
    details: derive(['explanation'], 'one detail, none where it is empty', ({ explanation }) =>
      explanation === '' ? [] : [explanation],
    ),
    action: copy('action'),
    url: copy('url'),
    productNumbers: derive(['productNumber'], 'a list of one, or of none', ({ productNumber }) =>
      productNumber === null ? [] : [productNumber],
    ),
    handler: copy('handlerGroup'),
    agents: derive(
      ['parties'],
      'INSZ and enterprise number in digits only, VCode as it is; a person may look (Raadpleger), an organisation in the context Dossierstatus',
      ({ parties }) =>
        parties.map(({ kind, identifier }) => ({ identifier: bare(identifier), right: rights[kind] })),
    ),
  },

  drops: {
    caseId: 'our own key; the citizen knows the reference',
    kind: 'DOSIS makes no difference between a question and a complaint; the title tells',
  },
});

function explained(word: 'code' | 'phase') {
  return Object.entries(statuses)
    .map(([state, status]) => `${state} → ${status[word]}${word === 'code' ? ` (${status.because})` : ''}`)
    .join('; ');
}

function bare(identifier: string) {
  return identifier.replaceAll(/[\s./-]/g, '');
}
