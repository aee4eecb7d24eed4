/** Of complaints. */
export const complaintTexts = {
  complaintFiled: 'Klacht opgetekend.',
  complaintAboutWhat: 'Zeg over welk contact of welke vraag de klacht gaat.',
  complaintAboutItself: 'Een klacht gaat niet over zichzelf.',
  complaintCategoryUnknown: 'Deze soort klacht bestaat niet of wordt niet meer gebruikt.',
  tooManyAbout: (most: number) => `Een klacht gaat over hoogstens ${most} contacten en vragen.`,
  noComplaint: 'Dit is geen klacht.',
  solvedBySolving: 'Zeg hoe het meteen werd opgelost.',
  tellProcedureFirst:
    'Wijs de klant eerst op de klachtenprocedure: hij kiest zelf, ook als u het meteen kunt oplossen.',
  complaintSolvedReason: 'Meteen opgelost.',
  procedureStaysOpen: 'Wilt u toch dat uw klacht onderzocht wordt, dan kan dat nog altijd.',

  /** What an agent says when he hears a complaint: the procedure, and that the customer decides. */
  complaintSay: [
    'Ik hoor dat u ontevreden bent over hoe wij dit hebben aangepakt: u kunt daarover een klacht indienen, dan onderzoekt de klachtencoördinator wat er misliep en krijgt u daarvan een antwoord.',
    'U beslist zelf: zal ik uw klacht nu optekenen, of wilt u dat ik eerst probeer om het meteen op te lossen?',
  ],
  /** Why a phrase is taken for displeasure. */
  complaintWhy: {
    'says-so': 'De klant zegt zelf dat hij een klacht heeft.',
    repeated: 'De klant moest het meer dan eens vragen.',
    'no-answer': 'De klant kreeg geen antwoord.',
    'not-solved': 'Wat gemeld werd, is nog niet opgelost.',
    'too-late': 'De klant moest te lang wachten.',
    conduct: 'De klant voelt zich niet goed behandeld.',
    displeased: 'De klant is ontevreden over de stad.',
    'sounds-like': 'Zo klinkt iemand die ontevreden is over de stad.',
  },
};
