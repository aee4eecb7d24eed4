import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { escapeXml } from '../../xml.ts';
import type { Persona } from './personas.ts';

const style = `
:root { color-scheme: light dark; --ink: #1c2733; --paper: #f6f7f9; --card: #fff; --line: #c5ccd4; --accent: #0b5394 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf1; --paper: #161c23; --card: #1f2730; --line: #46525f; --accent: #8ec1f5 } }
* { box-sizing: border-box }
body { margin: 0; padding: 2rem 1rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto }
h1 { font-size: 1.5rem; margin: 0 0 .5rem }
ul { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)) }
button { width: 100%; min-height: 3rem; padding: .625rem 1rem; text-align: left; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem; cursor: pointer }
button:hover { border-color: var(--accent) }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
strong { display: block }
`;

const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** One click per persona; works without a script, with a keyboard and with a screen reader. */
export function loginPage(known: readonly Persona[]) {
  const choices = known.map(
    ({ id, name, part }) =>
      `<li><button name="persona" value="${id}"><strong>${escapeXml(name)}</strong>${escapeXml(part)}</button></li>`,
  );
  return page(
    'Aanmelden',
    `<p>Dit is een oefenomgeving: deze personen bestaan niet. Kies als wie u wilt aanmelden.</p>
<form method="post"><ul>${choices.join('\n')}</ul></form>`,
  );
}

export function logoutPage(form: string) {
  const submit = '<button name="logout" value="yes" autofocus>Ja, meld mij af</button>';
  return page('Afmelden', `<p>Wilt u zich afmelden?</p>${form.replace('</form>', `${submit}</form>`)}`);
}

export function messagePage(title: string, text: string) {
  return page(title, `<p>${escapeXml(text)}</p>`);
}

export function sendPage(res: ServerResponse, status: number, html: string) {
  res.writeHead(status, pageHeaders).end(html);
}

function page(title: string, body: string) {
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>`;
}
