/** Of the structure of a conversation. */
export const callScriptTexts = {
  phaseName: {
    opening: 'Aanvang',
    analysis: 'Analyse',
    action: 'Actie',
    closing: 'Afsluiting',
    difficult: 'Moeilijk gesprek',
  } as Readonly<Record<string, string>>,
  rungName: {
    colleague: 'collega',
    senior: 'senior',
    supervisor: 'supervisor',
    'back-office': 'backoffice',
  } as Readonly<Record<string, string>>,
  promptUnknown: 'Deze stap staat niet in het gespreksscript.',
  rungBefore: (name: string) => `Vraag het eerst aan een ${name}.`,
  protocolBefore:
    'Volg de twee stappen: vraag eerst om rustiger te spreken, kondig dan aan dat u het gesprek beëindigt.',
  protocolTaken: 'Deze stap is al gezet.',
  supportSubject: 'Een collega had een moeilijk gesprek',
  supportBody: (name: string, until: Date) =>
    `${name} beëindigde net een moeilijk gesprek en neemt geen oproepen aan tot ${until.toLocaleTimeString('nl-BE', { timeStyle: 'short', timeZone: 'Europe/Brussels' })}. Spreek ${name} even aan.`,
};
