import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Html, html } from './html.ts';
import { texts } from './texts.ts';

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly body: Html;
}

/** The colours and letters of the desk, and what a page to read adds. */
const style = ['../desk/src/page.css', 'page.css']
  .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
  .join('\n');

/** A page asks nothing of anybody else: one style, no script, forms to us only. Its address may hold a secret, and stays here. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};

export function render({ title, body }: Page): string {
  return html`<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${texts.city}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header><p>${texts.city}</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}
