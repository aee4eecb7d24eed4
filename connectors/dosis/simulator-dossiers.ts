import type { SimulatedAnswer } from '../../hub/simulator.ts';
import {
  type FieldError,
  fieldError,
  type Payload,
  processingFaults,
  readPayload,
} from './simulator-payload.ts';

interface Upload {
  readonly body: string;
  readonly payload: Payload;
  readonly faults: readonly string[];
  readonly acceptedAt: string;
  effects: number;
  received: number;
  polls: number;
  pollsLeft: number;
}

/** What DOSIS keeps: uploads by id, and per dossier the statuses in order of their own date. */
export function simulatedDossiers(allowedSources: readonly string[]) {
  const uploads = new Map<string, Upload>();
  const processing = { delayPolls: 1, refuse: 0 };

  const of = (dossierNumber: string | null) =>
    [...uploads.values()].filter(({ payload }) => payload.Identificatie.DossierNummer === dossierNumber);

  const accept = (body: string, payload: Payload) => {
    const { UploadId } = payload;
    const before = uploads.get(UploadId);
    if (before) {
      before.received += 1;
      return before.body === body;
    }
    const refused = processing.refuse > 0 ? ['Geweigerd bij de verwerking'] : [];
    processing.refuse = Math.max(0, processing.refuse - 1);
    const faults = [...refused, ...processingFaults(payload)];
    const acceptedAt = localTime();
    const pollsLeft = processing.delayPolls;
    uploads.set(UploadId, {
      body,
      payload,
      faults,
      acceptedAt,
      pollsLeft,
      effects: 1,
      received: 1,
      polls: 0,
    });
    return true;
  };

  const knownSource = (source: string | null) => allowedSources.includes(source ?? '');

  return {
    processing,

    publish(body: string): SimulatedAnswer {
      const read = readPayload(body);
      if ('errors' in read) return badRequest(read.errors);
      const { Identificatie, UploadId } = read.payload;
      if (!knownSource(Identificatie.Bron)) return unknownSource('Identificatie.Bron');
      if (accept(body, read.payload)) return { status: 200, body: { Status: 'OK', UploadId } };
      return badRequest([fieldError('DUBBEL', 'UploadId is al gebruikt voor een andere inhoud', 'UploadId')]);
    },

    resultOf(uploadId: string | null): SimulatedAnswer {
      const upload = uploads.get(uploadId ?? '');
      if (!upload) return notFound();
      upload.polls += 1;
      if (upload.pollsLeft > 0) {
        upload.pollsLeft -= 1;
        return notFound();
      }
      return { status: 200, body: resultOf(upload) };
    },

    results(source: string | null, dossierNumber: string | null): SimulatedAnswer {
      if (!knownSource(source)) return unknownSource('bron');
      const ready = of(dossierNumber).filter(({ pollsLeft }) => pollsLeft <= 0);
      return ready.length === 0 ? notFound() : { status: 200, body: ready.map(resultOf) };
    },

    withdraw(source: string | null, dossierNumber: string | null): SimulatedAnswer {
      if (!knownSource(source)) return unknownSource('bron');
      const gone = of(dossierNumber);
      for (const { payload } of gone) uploads.delete(payload.UploadId);
      return gone.length === 0 ? notFound() : { status: 200, body: { Status: 'OK' } };
    },

    /** What a citizen finds: per dossier the processed statuses, newest last, and what is still to be processed. */
    dossiers() {
      const numbers = new Set(
        [...uploads.values()].map(({ payload }) => payload.Identificatie.DossierNummer),
      );
      return [...numbers].map((dossierNumber) => {
        const all = of(dossierNumber).sort((a, b) => (changedAt(a) < changedAt(b) ? -1 : 1));
        const shown = all.filter(({ pollsLeft, faults }) => pollsLeft <= 0 && faults.length === 0);
        return {
          dossierNumber,
          current: shown.at(-1)?.payload ?? null,
          history: shown.map(({ payload }) => payload.Status.VlaamsCode),
          waiting: all.filter(({ pollsLeft }) => pollsLeft > 0).map(({ payload }) => payload.UploadId),
          refused: all.filter(({ faults }) => faults.length > 0).map(({ payload }) => payload.UploadId),
        };
      });
    },

    /** How often each upload came and took effect. Two keys for one change are a sender that lost its key. */
    effects: () =>
      [...uploads.entries()].map(([key, { effects, received, polls, payload }]) => ({
        key,
        count: effects,
        received,
        polls,
        dossierNumber: payload.Identificatie.DossierNummer,
        code: payload.Status.VlaamsCode,
        changedAt: payload.WijzigingsDatum,
      })),
  };
}

function resultOf({ payload, faults, acceptedAt }: Upload) {
  const failed = faults.length > 0;
  return {
    Identificatie: payload.Identificatie,
    UploadId: payload.UploadId,
    Bestand: null,
    TijdstipVerwerking: acceptedAt,
    Succes: !failed,
    Fout: failed ? 'Validatiefout' : null,
    Fouten: faults.map((Omschrijving) => ({ Omschrijving, LijnNummer: 0 })),
    VerwerktVoorOpvraging: !failed,
  };
}

function changedAt({ payload }: Upload) {
  return payload.WijzigingsDatum;
}

function badRequest(errors: readonly FieldError[]): SimulatedAnswer {
  const description = 'De aanvraag bevat fouten';
  return { status: 400, body: { code: '400', message: 'Bad Request', description, errors } };
}

function unknownSource(field: string) {
  return badRequest([fieldError('BRON', 'Bron is niet toegelaten', field)]);
}

function notFound(): SimulatedAnswer {
  const description = 'Er is nog geen resultaat';
  return { status: 404, body: { code: '404', message: 'Not Found', description, errors: [] } };
}

function localTime() {
  return new Date().toLocaleString('sv-SE', { timeZone: 'Europe/Brussels' }).replace(' ', 'T');
}
