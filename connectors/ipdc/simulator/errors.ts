import type { SimulatedAnswer } from '../../../hub/simulator.ts';

/** An `ErrorDto`: title and detail are objects of languages, not the strings of RFC 9457. */
export function refusal(status: number, nl: string, en: string): SimulatedAnswer {
  const [type, title] = kinds[status] ?? ['error.badrequest', { nl: 'Ongeldig verzoek', en: 'Bad request' }];
  return { status, body: { status, type, title, detail: { nl, en }, instance: 'vlaanderen.be' } };
}

const kinds: Readonly<Record<number, readonly [string, { nl: string; en: string }]>> = {
  401: ['error.unauthenticated', { nl: 'Niet aangemeld', en: 'Unauthenticated' }],
  404: ['error.notfound', { nl: 'Niet gevonden', en: 'Not found' }],
  405: ['error.methodnotallowed', { nl: 'Methode niet toegelaten', en: 'Method not allowed' }],
  406: ['error.notacceptable', { nl: 'Mediatype niet aanvaard', en: 'Not acceptable' }],
  429: ['error.toomanyrequests', { nl: 'Te veel verzoeken', en: 'Too many requests' }],
};
