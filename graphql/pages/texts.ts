/** Every word on the pages for citizens. */
export const texts = {
  city: 'Uw stadsdiensten',

  promise: {
    title: 'Hebben wij onze belofte gehouden?',
    question: 'In ons bericht stond wat wij u beloofd hebben. Is dat gebeurd?',
    yes: 'Ja, dat is gebeurd',
    not: 'Nog niet? Dan hoeft u niets te doen: wij blijven het opvolgen tot het in orde is.',
    thanks: 'Bedankt',
    confirmed: 'Wij weten nu dat het in orde is. U hoeft niets meer te doen.',
    unknown: 'Deze link werkt niet meer',
    unknownWhy: 'De link bestaat niet of is verlopen. U hoeft niets te doen.',
  },

  question: {
    titleOf: (reference: string) => `Uw vraag ${reference}`,
    signIn: 'Volg uw vraag',
    signInWhy: (reference: string) =>
      `Meld u aan om te zien hoever vraag ${reference} staat. Alleen u kunt dat zien.`,
    signInButton: 'Aanmelden',
    otherwise:
      'Meldt u zich liever niet aan? Bel ons en zeg dit nummer. U hoeft uw verhaal niet opnieuw te doen.',
    state: 'Hoever staat het?',
    due: (moment: string) => `U krijgt uiterlijk op ${moment} antwoord.`,
    expected: (day: string) => `Wij verwachten dat het op ${day} opgelost is.`,
    asked: 'Wij hebben nog iets van u nodig',
    answer: 'Ons antwoord',
    yours: 'Wat u ons vroeg',
    openedAt: (moment: string) => `Gesteld op ${moment}.`,
    history: 'Wat er al gebeurde',
    by: (group: string) => `door ${group}`,
    unknown: 'Wij vinden deze vraag niet',
    unknownWhy: (reference: string) =>
      `Er is geen vraag van u met nummer ${reference}. Kijk het nummer na, of bel ons: wij zoeken het met u uit.`,
  },

  away: 'Even geduld',
  awayWhy: 'Wij kunnen dit nu niet tonen. Probeer het over enkele minuten opnieuw. Er gaat niets verloren.',
};
