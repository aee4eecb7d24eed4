import { parseString, processors } from 'xml2js';
import { childOrder } from './child-order.ts';

export type Children = readonly (readonly [name: string, content: string | Children])[];

export interface Asked {
  readonly name: string;
  /** The text at a path of local names; empty when it is not there. */
  text(...path: string[]): string;
}

/** Reads a request; throws when it is not XML, and when its children stand in another order than the schema says. */
export function readDocument(xml: string): Asked {
  if (xml.includes('<!DOCTYPE')) throw new Error('DOCTYPE');
  let read: Record<string, unknown> | undefined;
  parseString(
    xml,
    { async: false, explicitArray: false, tagNameProcessors: [processors.stripPrefix], ignoreAttrs: true },
    (error, document) => {
      if (error) throw error;
      read = document;
    },
  );
  const [[name, root] = ['', undefined]] = Object.entries(read ?? {});
  if (name === '') throw new Error('empty document');
  const at = (node: unknown, key: string) =>
    typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
  if (!inOrder(name, Object.keys(typeof root === 'object' ? (root ?? {}) : {}))) throw new Error('order');
  return {
    name,
    text: (...path) => {
      const found = path.reduce<unknown>(at, root);
      return typeof found === 'string' ? found : '';
    },
  };
}

/** Whether the children of a message stand in the order of the schema; a message the schema does not know passes. */
export function inOrder(message: string, children: readonly string[]): boolean {
  const order = childOrder(message);
  if (!order) return true;
  const places = children.map((child) => order.indexOf(child));
  return places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0));
}

export interface Spelling {
  readonly edition: 'ed2' | 'ed3' | 'ed4' | 'ed6' | 'none';
  /** Empty for a default namespace. */
  readonly prefix: string;
  /** Vendors add elements of their own at the end. */
  readonly extensions: boolean;
}

const hosts: Readonly<Record<string, string>> = { ed2: 'www.ecma.ch' };

/** Writes a message as a switch of that make would. */
export function writeDocument(name: string, children: Children, spelling: Spelling): string {
  const { edition, prefix, extensions } = spelling;
  const p = prefix === '' ? '' : `${prefix}:`;
  const uri = name.includes('ApplicationSession')
    ? 'http://www.ecma-international.org/standards/ecma-354/appl_session'
    : `http://${hosts[edition] ?? 'www.ecma-international.org'}/standards/ecma-323/csta/${edition}`;
  const declared = edition === 'none' ? '' : ` xmlns${prefix === '' ? '' : `:${prefix}`}="${uri}"`;
  const render = (content: string | Children): string =>
    typeof content === 'string'
      ? content.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char)
      : content.map(([child, inner]) => `<${p}${child}>${render(inner)}</${p}${child}>`).join('');
  const extra = extensions && name.endsWith('Event') ? vendorExtension(p) : '';
  return `<?xml version="1.0" encoding="UTF-8"?><${p}${name}${declared}>${render(children)}${extra}</${p}${name}>`;
}

function vendorExtension(p: string) {
  return `<${p}extensions><${p}privateData><v:line xmlns:v="urn:vendor">71001 é</v:line></${p}privateData></${p}extensions>`;
}
