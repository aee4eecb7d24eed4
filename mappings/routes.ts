import type { CaseStatusChanged } from '../crm-core/cases/case-status-changed.ts';
import type { Routes } from '../hub/routes.ts';
import callToCallRecord from './call-to-call-record.ts';
import caseStatusToDossier from './case-status-to-dossier.ts';
import dossierResultToConfirmation from './dossier-result-to-confirmation.ts';
import ipdcInstanceToProduct from './ipdc-instance-to-product.ts';

const happenings = [
  'queued',
  'ringing',
  'answered',
  'held',
  'retrieved',
  'diverted',
  'transferred',
  'ended',
  'failed',
];

/** The whole traffic on one page: message type → mapping → destination. */
export const routes: Routes = {
  inbound: [
    ...happenings.map((happening) => ({
      from: `telephony.call.${happening}`,
      mapping: callToCallRecord,
      to: 'crm.call.record',
    })),
    {
      from: 'telephony.agent.changed',
      setAside: 'presence comes with the directory; the switch’s view stays in the journal',
    },
    { from: 'telephony.link.changed', setAside: 'the console shows the link itself, live' },
    { from: 'ipdc.instance.changed', mapping: ipdcInstanceToProduct, to: 'crm.product.record' },
    { from: 'dosis.result.processed', mapping: dossierResultToConfirmation, to: 'crm.publication.confirm' },
  ],
  outbound: [
    {
      on: 'crm.case.status-changed',
      when: ({ parties }: CaseStatusChanged) => parties.length > 0, // nobody can see a dossier without parties
      mapping: caseStatusToDossier,
      to: 'dosis.dossier.publish',
    },
  ],
};
