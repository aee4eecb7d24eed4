const signals = [
  /\bklacht|\bklagen\b|\bklaag\b/,
  /\b(al|reeds) (\w+ ){0,2}(keer|maal|weken|maanden) (\w+ ){0,2}(gebeld|gemaild|gevraagd|gewacht|wachten)/,
  /\b(twee|drie|vier|vijf|tien|meermaals|\d+) ?(keer|maal)? (gebeld|gemaild|gewacht)/,
  /\b(wacht|bel|mail) (nu )?al\b/,
  /\bnog (altijd|steeds) (niets|geen|niet)\b/,
  /\b(schandalig|schande|onbeleefd|onbeschoft|ontevreden|onaanvaardbaar|ongehoord)\b/,
  /\b(niet|nooit) (teruggebeld|geholpen|ernstig genomen)\b/,
];

/** Whether words show displeasure about how somebody was treated: a complaint, also where nobody calls it so. */
export function soundsLikeComplaint(text: string): boolean {
  const words = text.toLowerCase();
  return signals.some((signal) => signal.test(words));
}
