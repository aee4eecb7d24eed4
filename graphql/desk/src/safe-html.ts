const allowed = new Set([
  'P',
  'BR',
  'UL',
  'OL',
  'LI',
  'STRONG',
  'B',
  'EM',
  'I',
  'H3',
  'H4',
  'H5',
  'TABLE',
  'THEAD',
  'TBODY',
  'TR',
  'TH',
  'TD',
]);
const dropped = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'IFRAME', 'OBJECT']);

/** Texts of the catalogue as nodes: only plain markup and links to other sites, whatever the source sent. */
export function safeHtml(html: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  copy(new DOMParser().parseFromString(html, 'text/html').body, fragment);
  return fragment;
}

/** The words alone. */
export function plainText(html: string): string {
  return (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

function copy(from: Node, to: Node): void {
  for (const child of from.childNodes) {
    if (child instanceof Text) to.appendChild(new Text(child.data));
    else if (child instanceof Element && !dropped.has(child.tagName))
      copy(child, to.appendChild(twinOf(child)));
  }
}

function twinOf(element: Element): Node {
  const href = element.getAttribute('href') ?? '';
  if (element.tagName === 'A' && /^https?:\/\//.test(href)) return linkTo(href);
  return allowed.has(element.tagName)
    ? document.createElement(element.tagName)
    : document.createDocumentFragment();
}

function linkTo(href: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  return link;
}
