import type { ResultProcessed } from '../connectors/dosis/wire.ts';
import type { ConfirmPublication } from '../crm-core/cases/confirm-publication.ts';
import { defineMapping, rulesFor } from '../hub/index.ts';

const { constant, copy, derive } = rulesFor<ResultProcessed>();

export default defineMapping<ResultProcessed, ConfirmPublication>({
  name: 'dosis.result.processed -> crm.publication.confirm',

  fields: {
    channel: constant('dosis'),
    reference: copy('dossierNumber'),
    publicationId: copy('uploadId'),
    outcome: copy('outcome'),
    processedAt: copy('processedAt'),
    reasons: derive(
      ['reasons'],
      'as they are, with … for numbers of five digits or more and for e-mail addresses',
      ({ reasons }) => reasons.map(withoutPersonalValues),
    ),
  },

  drops: {},
});

function withoutPersonalValues(reason: string) {
  return reason.replaceAll(/\d(?:[./ -]?\d){4,}/g, '…').replaceAll(/[^\s@]+@[^\s@]+/g, '…');
}
