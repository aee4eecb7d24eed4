import { ConnectorError } from '../../hub/index.ts';
import { toBelgianTime } from './belgian-time.ts';
import { knownCode, knownPhase } from './codes.ts';
import type { PublishDossier } from './wire.ts';

/** A dossier as `POST /api/v2/dosis/dossiers` takes it. What DOSIS could only refuse is `rejected` here, before traffic. */
export function toUpload(dossier: PublishDossier, uploadId: string, sourceUri: string) {
  const { dossierNumber, name, changedAt, details, action, url, handler } = dossier;
  const code = knownCode(dossier.code) ?? refuse('its status code is in no list of DOSIS');
  const phase = knownPhase(dossier.phase) ?? refuse('its phase is in no list of DOSIS');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uploadId)) refuse('the message id is no UUID');
  const [Detail1, Detail2] = details;
  return {
    Identificatie: { Bron: sourceUri, DossierNummer: dossierNumber },
    UploadId: uploadId,
    Naam: name,
    WijzigingsDatum: toBelgianTime(changedAt),
    Status: {
      VlaamsCode: code,
      VlaamsFase: phase,
      Detail1,
      Detail2,
      Actie: action === null ? { ActieNodig: false } : { ActieNodig: true, Actie: action },
    },
    Doorverwijzing: url,
    TypeDossierCode: 'DossierStatus',
    Producten: dossier.productNumbers.map((Id) => ({ Id })),
    DossierBeheerder: {
      Naam: handler.name,
      Telefoon: handler.telephone ?? undefined,
      Email: handler.email ?? undefined,
      Website: handler.website ?? undefined,
    },
    Agenten: dossier.agents.map(({ identifier, right }) => ({
      Identificatie: identifier,
      Toegangsrechten: [{ Code: right }],
    })),
  };
}

function refuse(why: string): never {
  throw new ConnectorError(`publishing a dossier: not sent, ${why}`, { failure: 'rejected' });
}
