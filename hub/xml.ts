import { parseString, processors } from 'xml2js';
import { ConnectorError } from './errors.ts';

/** Bounds of a document we read: what is larger is hostile or broken. */
export interface XmlLimits {
  /** @default 1_048_576 */
  readonly maxBytes?: number;
  /** @default 64 */
  readonly maxDepth?: number;
}

/** An element: text is a string, children are arrays by local name, attributes stand under `$`. */
export type XmlNode = string | XmlElement;
export interface XmlElement {
  readonly $?: Readonly<Record<string, string>>;
  readonly _?: string;
  readonly [child: string]: readonly XmlNode[] | string | Readonly<Record<string, string>> | undefined;
}

/**
 * Reads XML that a stranger sent. Names come without prefix, values stay strings (`001` stays `001`).
 * DOCTYPE, entities of one's own, control characters, too deep and too large are refused as `malformed`.
 */
export function readXml(
  text: string,
  doing: string,
  limits: XmlLimits = {},
): { name: string; root: XmlNode } {
  const { maxBytes = 1_048_576, maxDepth = 64 } = limits;
  if (Buffer.byteLength(text) > maxBytes) throw malformed(doing, `over ${maxBytes} bytes`);
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw malformed(doing, 'DOCTYPE is not allowed');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw malformed(doing, 'control character');
  judgeShape(text, maxDepth, doing);

  const [entry] = Object.entries(parsed(text, doing));
  if (!entry) throw malformed(doing, 'no root element');
  return { name: entry[0], root: entry[1] };
}

function parsed(text: string, doing: string): Record<string, XmlNode> {
  const options = {
    async: false,
    explicitCharkey: false,
    tagNameProcessors: [processors.stripPrefix, ownName],
    attrNameProcessors: [processors.stripPrefix],
    emptyTag: () => '',
  };
  let first: { error: Error | null; document: Record<string, XmlNode> | null } | undefined;
  try {
    parseString(text, options, (error, document) => {
      first ??= { error, document };
    });
  } catch (cause) {
    throw malformed(doing, 'not well-formed XML', cause); // the parser throws what it finds after its first error
  }
  if (first?.document && !first.error) return first.document;
  throw malformed(doing, 'not well-formed XML', first?.error);
}

/** The children called `name`. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  if (node === undefined || typeof node === 'string' || !Object.hasOwn(node, name)) return [];
  const children = node[name];
  return Array.isArray(children) ? children : [];
}

/** The first node found along `path`. */
export function childOf(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => childrenOf(at, name)[0], node);
}

/** The text found along `path`, trimmed; undefined where an element is missing. */
export function textOf(node: XmlNode | undefined, ...path: readonly string[]): string | undefined {
  const found = childOf(node, ...path);
  if (found === undefined) return undefined;
  return (typeof found === 'string' ? found : (found._ ?? '')).trim();
}

/** The local names of the children, in no promised order. */
export function childNames(node: XmlNode | undefined): string[] {
  if (node === undefined || typeof node === 'string') return [];
  return Object.keys(node).filter((name) => name !== '$' && name !== '_');
}

/** A value made safe to stand in XML text or in an attribute. */
export function escapeXml(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

/** The parser keeps children in a plain object, where these names already mean something. */
function ownName(name: string) {
  if (name in Object.prototype) throw new Error('element named like a property of every object');
  return name;
}

function malformed(doing: string, what: string, cause?: unknown) {
  return new ConnectorError(`${doing}: ${what}`, { failure: 'malformed', cause });
}

/** Comment, instruction, CDATA, tag, text, or a `<` that begins none of them: they exclude each other, so it runs in one pass. */
const pieces =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<\/?[^\s<>/!?"'][^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*>|[^<]+|</gy;

/** The parser recurses and copies per level, and stops reading after the first root: both are judged before it runs. */
function judgeShape(text: string, maxDepth: number, doing: string) {
  let depth = 0;
  let roots = 0;
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === '<') throw malformed(doing, 'not well-formed XML');
    if (depth === 0 && isContent(piece)) roots += 1;
    depth += stepOf(piece);
    if (depth > maxDepth) throw malformed(doing, `nested deeper than ${maxDepth}`);
    if (roots > 1) throw malformed(doing, 'not one root element');
  }
}

function isContent(piece: string) {
  return !/^<(?:\?|!--)/.test(piece) && piece.trim() !== '';
}

function stepOf(piece: string) {
  if (!/^<[^!?]/.test(piece)) return 0;
  if (piece.startsWith('</')) return -1;
  return piece.endsWith('/>') ? 0 : 1;
}
