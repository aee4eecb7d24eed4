/** Of the audit trail. */
export const privacyTexts = {
  trailOfWhat: 'Zeg van welk verhaal of van welke klant.',
  wholeHead: 'Geef het nummer en de zegel van het bewaarde hoofd samen.',
  retentionDays: 'Kies een aantal dagen van 1 tot 3650.',
  auditMissing: 'Deze regel ontbreekt.',
  auditChanged: 'Deze regel is gewijzigd nadat hij verzegeld werd.',
  auditOrder: 'Deze regel sluit niet aan op de vorige.',
  auditTruncated: 'De keten is korter dan het bewaarde hoofd, of heeft daar een andere zegel.',
};
