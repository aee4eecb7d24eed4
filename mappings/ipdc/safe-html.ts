import sanitize from 'sanitize-html';

const tags =
  'p br ul ol li strong b em i u s del sub sup a h2 h3 h4 h5 h6 blockquote table caption thead tbody tr th td'.split(
    ' ',
  );

const rules: sanitize.IOptions = {
  allowedTags: tags,
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    ol: ['start', 'type'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  transformTags: { a: (_, { href = '' }) => link(href), h1: 'h2' },
};

/** A text of the catalogue with nothing left in it that runs, loads or styles; `''` where nothing readable is left. */
export function safeHtml(html: string): string {
  if (!/[<>&]/.test(html)) return html.trim();
  const clean = sanitize(html, rules).trim();
  return plainText(clean) === '' ? '' : clean;
}

/** A name as plain text: no markup, no entities. */
export function plainText(html: string): string {
  if (!/[<>&]/.test(html)) return html.trim();
  const text = sanitize(html, { allowedTags: [], allowedAttributes: {} });
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .trim();
}

/** An address that a reader may follow, in one form; undefined for any other scheme and for a relative one. */
export function webAddress(address: string): string | undefined {
  const trimmed = address.trim();
  const url = URL.parse(/^www\./i.test(trimmed) ? `https://${trimmed}` : trimmed);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

function link(href: string): sanitize.Tag {
  const web = webAddress(href);
  if (web) return { tagName: 'a', attribs: { href: web, rel: 'noopener noreferrer', target: '_blank' } };
  const direct = /^(mailto|tel):/i.test(href.trim()) ? href.trim() : hiddenMailto(href);
  return direct ? { tagName: 'a', attribs: { href: direct } } : { tagName: 'span', attribs: {} }; // its text stays
}

/** Mail addresses that a website hid from robots: `javascript:location.href='mailto:'+String.fromCharCode(105,…)`. */
function hiddenMailto(href: string) {
  const pattern = /^\s*javascript:location\.href='mailto:'\+String\.fromCharCode\((\d{1,3}(?:,\d{1,3})*)\)/;
  const codes = pattern.exec(href.replaceAll('%27', "'"))?.[1];
  const address = codes && String.fromCharCode(...codes.split(',').map(Number));
  return address && /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(address) ? `mailto:${address}` : undefined;
}
