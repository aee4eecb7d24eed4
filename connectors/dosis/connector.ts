import { z } from 'zod';
import { ConnectorError, defineConnector, type Message, parse } from '../../hub/index.ts';
import { dosisClient } from './client.ts';
import { outcomeOf } from './outcome.ts';
import { toUpload } from './payload.ts';
import { receiveResults } from './results.ts';
import { dossierStatuses } from './status.ts';
import { type Upload, uploadNotes } from './uploads.ts';
import {
  getResult,
  getStatus,
  listStatuses,
  type PublishDossier,
  publishDossier,
  resultProcessed,
  withdrawDossier,
} from './wire.ts';

export default defineConnector({
  name: 'dosis',
  summary:
    'The status of a case reaches DOSIS, and so Mijn Burgerprofiel, the e-loket and the Verenigingsloket.',
  owner: 'team-contact-centre',

  settings: z.strictObject({
    baseUrl: z.url().describe('Where DOSIS serves its REST interface.'),
    tokenUrl: z
      .url()
      .describe('Token endpoint of the Flemish authorisation server; also the audience we sign for.'),
    clientId: z.string().min(1).describe('The client that is registered for the scope DosisImport.'),
    privateKey: z
      .string()
      .min(1)
      .meta({ secret: true })
      .describe('RSA private key of that client, as PEM or as JWK in JSON.'),
    sourceUri: z.url().describe('The source ("bron") under which our dossiers are known in DOSIS.'),
    pollSeconds: z
      .number()
      .positive()
      .default(15)
      .describe('Pause between two looks at the results that are due.'),
    timeoutMs: z.int().positive().default(10_000).describe('How long one answer may take.'),
    resultTimeoutMinutes: z
      .number()
      .positive()
      .default(60)
      .describe('How long a result may stay away before the hub is told that it is overdue.'),
  }),
  emits: { 'dosis.result.processed': resultProcessed },
  accepts: {
    'dosis.dossier.publish': publishDossier,
    'dosis.dossier.withdraw': withdrawDossier,
    'dosis.result.get': getResult,
    'dosis.dossier.status': getStatus,
    'dosis.dossier.statuses': listStatuses,
  },

  async open(settings, context) {
    const client = dosisClient(settings, context);
    const uploads = uploadNotes(context.notes);
    const { sourceUri } = settings;
    const statuses = (numbers: readonly string[], signal: AbortSignal) =>
      dossierStatuses(numbers, { client, uploads, now: context.now, signal });

    const sends: Verbs<void> = {
      'dosis.dossier.publish': async (message, signal) => {
        const data = parse(publishDossier, message.data, 'publishing a dossier');
        const upload = toUpload(data, message.id, sourceUri);
        await client.push(upload, signal);
        await uploads.sent(pendingUpload(message, data, context.now().toISOString()));
      },
      'dosis.dossier.withdraw': async ({ data }, signal) => {
        const { dossierNumber } = parse(withdrawDossier, data, 'withdrawing a dossier');
        await client.remove(dossierNumber, signal);
        await uploads.forget(dossierNumber);
      },
    };

    const questions: Verbs<unknown> = {
      'dosis.result.get': async ({ data }, signal) => {
        const { uploadId } = parse(getResult, data, 'asking for a result');
        const result = await client.resultOf(uploadId, signal);
        const outcome = result && outcomeOf(result, context.now().toISOString());
        return {
          result: outcome
            ? { dossierNumber: result.Identificatie.DossierNummer, uploadId, ...outcome }
            : null,
        };
      },
      'dosis.dossier.status': async ({ data }, signal) => {
        const { dossierNumber } = parse(getStatus, data, 'asking for a status');
        const [found] = await statuses([dossierNumber], signal);
        if (found?.failure) throw new ConnectorError(found.failure.message, { failure: found.failure.kind });
        return { status: found?.status ?? null };
      },
      'dosis.dossier.statuses': async ({ data }, signal) => {
        const { dossierNumbers } = parse(listStatuses, data, 'asking for statuses');
        return { statuses: await statuses(dossierNumbers, signal) };
      },
    };

    return {
      async probe() {
        if (!(await client.sources()).includes(sourceUri)) {
          throw new ConnectorError('checking sourceUri: DOSIS does not let this client write for it', {
            failure: 'misconfigured',
          });
        }
      },
      receive: (signal) => receiveResults({ client, uploads, now: context.now }, settings, signal),
      send: (message, signal) => verb(sends, message)(message, signal),
      async request(message, signal) {
        const data = await verb(questions, message)(message, signal);
        const { id, type, correlationid } = message;
        const time = context.now().toISOString();
        return { id: `reply:${id}`, source: 'dosis', type: `${type}.reply`, time, correlationid, data };
      },
      close: async () => {}, // nothing stays open between polls
    };
  },
});

type Verbs<Answer> = Readonly<Record<string, (message: Message, signal: AbortSignal) => Promise<Answer>>>;

function verb<Answer>(verbs: Verbs<Answer>, { type }: Message) {
  const found = Object.hasOwn(verbs, type) ? verbs[type] : undefined;
  if (!found) throw new ConnectorError(`taking a message: ${type} is not for here`, { failure: 'rejected' });
  return found;
}

function pendingUpload({ id, correlationid }: Message, data: PublishDossier, sentAt: string): Upload {
  const { dossierNumber, code, phase, details, action, changedAt } = data;
  const shows = { code, phase, details, action, changedAt };
  return { uploadId: id, dossierNumber, correlationid, sentAt, overdue: false, shows };
}
