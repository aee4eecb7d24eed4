import { readTelephones } from '../customers/belgium/telephone.ts';
import { texts } from '../texts.ts';

const longest = 100_000;
/** Control characters, but for tab and line end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

/** Text as it can be kept: what PostgreSQL or a partner cannot keep becomes U+FFFD, nothing is cut off. */
export function mended(text: string): string {
  return text.toWellFormed().replaceAll('\r\n', '\n').replaceAll(control, '\uFFFD').normalize('NFC').trim();
}

/** A text as a question: never empty, and no longer than one may be. What is left out is in the whole text. */
export function asQuestion(text: string): string {
  const kept = mended(text);
  return kept === '' ? texts.emptyMessage : kept.slice(0, longest).toWellFormed();
}

/** What somebody gave to be reached by; what cannot be one is remarked upon as it was. */
export function reachedBy(party: { readonly email: string | null; readonly telephone: string | null }) {
  const email = mended(party.email ?? '').toLowerCase();
  const telephone = mended(party.telephone ?? '');
  const senderEmail = isEmail(email) ? email : null;
  const senderTelephone = readTelephones(telephone).numbers[0] ?? null;
  return {
    senderEmail,
    senderTelephone,
    remarks: [
      ...(email && !senderEmail ? [texts.emailUnusable(email)] : []),
      ...(telephone && !senderTelephone ? [texts.telephoneUnusable(telephone)] : []),
    ],
  };
}

function isEmail(text: string): boolean {
  return text.length <= 320 && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text);
}
