import { dutchMoment } from '../working-time/dutch-moment.ts';

/** Of channels, and of contacts that no agent typed. */
export const intakeTexts = {
  opensAgain: (at: Date) => `Wij zijn opnieuw open op ${dutchMoment(at)}.`,

  emptyMessage: '(geen tekst)',
  nameUnknown: 'Naam niet gekend',
  emailUnusable: (given: string) => `Het e-mailadres is niet bruikbaar: ${given}`,
  telephoneUnusable: (given: string) => `Het telefoonnummer is niet bruikbaar: ${given}`,
  intakeChannelUnknown: (key: string) => `Het kanaal is niet gekend: ${key}`,
  intakeProductUnknown: (number: string) => `Het product staat niet in de catalogus: ${number}`,
  noReceipt: 'De afzender kreeg geen ontvangstmelding: er is geen adres.',
  divideInTwo: 'Verdeel in minstens twee vragen.',
  questionUnknown: 'Deze vraag bestaat niet in dit contact.',
};
