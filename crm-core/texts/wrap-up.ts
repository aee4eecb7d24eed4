/** Of the wrap-up of a contact, and of referring customers. */
export const wrapUpTexts = {
  resultUnknown: 'Dit resultaat bestaat niet of wordt niet meer gebruikt.',
  productOrSearch: 'Zeg wat u zocht of welk artikel u opende.',
  outsideBodyUnknown: 'Deze organisatie bestaat niet of wordt niet meer gebruikt.',
  fullName: 'Schrijf de naam voluit, zonder afkorting.',
  nothingSuggested: 'Er is nog te weinig gekend om dit contact zo te registreren. Noteer de vraag.',

  topicOpened: (name: string) => `U opende het artikel ${name}.`,
  topicSearched: (words: string) => `U zocht op “${words}”.`,
  resultTransferred: 'Het gesprek werd doorverbonden.',
  resultNotTransferred: 'Het gesprek werd niet doorverbonden.',
  departmentOfArticle: (name: string) => `${name} behandelt dit volgens het artikel.`,
  answeredFromArticle: (name: string) => `Uitleg gegeven volgens het artikel ${name}.`,
};
