const on = (day: string | null) => (day === null ? '' : ` op ${day}`);
const sentence = (...parts: readonly string[]) => parts.filter(Boolean).join(' ');

/** Of work orders, processes and what back offices write back. */
export const backofficeTexts = {
  noProcess: 'Voor dit product is geen toepassing bekend.',
  httpsUrl: 'Geef een adres dat met https:// begint.',

  /** What reporters hear of a work order; `day` is the planned one. */
  workOrderProgress: {
    accepted: (_: string | null, more: string) => sentence('Onze ploegen kregen de opdracht.', more),
    planned: (day: string | null, more: string) => sentence(`Het werk is ingepland${on(day)}.`, more),
    'in-progress': (_: string | null, more: string) => sentence('Een ploeg is aan het werk.', more),
    refused: (_: string | null, more: string) => sentence('Onze ploegen konden dit niet uitvoeren.', more),
    cancelled: (_: string | null, more: string) => sentence('Het werk gaat niet door.', more),
    done: (_: string | null, more: string) => sentence('Een ploeg heeft het werk uitgevoerd.', more),
  },
  handled: (day: string, how: string) => `Behandeld op ${day}: ${how}`,
  notHandled: (how: string) => `Nog niet behandeld: ${how}`,
  wroteBack: (system: string, by: string, what: string) => `${by} (${system}): ${what}`,

  workOrderState: {
    requested: 'Gevraagd',
    accepted: 'Aanvaard',
    planned: 'Ingepland',
    'in-progress': 'In uitvoering',
    done: 'Uitgevoerd',
    refused: 'Geweigerd',
    cancelled: 'Geannuleerd',
  } as Readonly<Record<string, string>>,
  transactionState: {
    started: 'Gestart',
    'in-progress': 'In behandeling',
    'waiting-for-customer': 'Wacht op u',
    sent: 'Verzonden',
    ready: 'Klaar om af te halen',
    done: 'Afgehandeld',
    stopped: 'Stopgezet',
  } as Readonly<Record<string, string>>,
};
