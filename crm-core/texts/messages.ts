const day = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'full', timeZone: 'Europe/Brussels' });

const wayWords: Readonly<Record<string, string>> = {
  email: 'per e-mail',
  phone: 'per telefoon',
  letter: 'per brief',
  portal: 'in uw profiel',
};

/** Of what is written to customers. */
export const messageTexts = {
  /** A message as a whole, in parts; the ones that are empty fall away. */
  letter: ({ name, parts }: { name: string | null; parts: readonly string[] }) =>
    [name ? `Dag ${name},` : 'Dag,', ...parts.filter(Boolean), 'Met vriendelijke groeten,\nStad Leuven'].join(
      '\n\n',
    ),

  intakeReceiptSubject: (reference: string) => `Wij hebben uw bericht ontvangen (referentie ${reference})`,
  receiptOpening: (reference: string) =>
    `Wij hebben uw bericht goed ontvangen. Uw referentie is ${reference}. Noem ze als u ons nog eens contacteert over hetzelfde.`,
  receiptQuestion: (told: {
    text: string;
    reference: string | null;
    group: string;
    dueAt: Date | null;
    way: string;
    again: boolean;
  }) => {
    const { text, reference, group, dueAt, way, again } = told;
    const where = again
      ? `Dit hoort bij uw eerdere vraag${reference ? ` met referentie ${reference}` : ''}; wij voegen het daarbij.`
      : `De dienst ${group} behandelt dit, met referentie ${reference}.`;
    const when = dueAt ? day.format(dueAt) : '';
    const back =
      way === 'none'
        ? `Wij sturen u hierover geen antwoord. Wij behandelen het uiterlijk op ${when}; met uw referentie kunt u de stand opvragen.`
        : `U krijgt ${wayWords[way] ?? ''} antwoord, uiterlijk op ${when}.`;
    return `U schreef: “${text}”\n${where}${when ? ` ${back}` : ''}`;
  },
  receiptClosing: 'U hoeft nu niets te doen.',

  article: (name: string, parts: readonly string[], url: string | null) =>
    [`Dit vindt u alvast over ${name}:`, ...parts.filter(Boolean), ...(url ? [`Meer: ${url}`] : [])].join(
      '\n',
    ),
  clarify: (questions: readonly string[]) =>
    ['Om u goed te helpen, vernemen wij graag nog:', ...questions.map((question) => `- ${question}`)].join(
      '\n',
    ),

  informationSubject: (reference: string) => `Wat wij met u bespraken (referentie ${reference})`,
  informationOpening: (reference: string, on: Date) =>
    `U had contact met ons op ${day.format(on)}. Uw referentie is ${reference}. Hieronder leest u alles nog eens na.`,
  informationAnswer: (text: string, answer: string) => `U vroeg: “${text}”\nOns antwoord: ${answer}`,

  noWayToWrite: 'Wij kennen geen e-mailadres of postadres. Vraag een e-mailadres voor deze ene vraag.',
  nothingToWrite: 'Er is nog niets gezegd om op te sturen.',
};
