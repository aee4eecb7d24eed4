import { z } from 'zod';
import type { Connector } from '../hub/connector.ts';

interface JsonShape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly secret?: boolean;
  readonly properties?: Readonly<Record<string, JsonShape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonShape[];
  readonly oneOf?: readonly JsonShape[];
  readonly allOf?: readonly JsonShape[];
}

export interface Property {
  readonly name: string;
  readonly shape: JsonShape;
  readonly required: boolean;
}

/** The properties of an object shape, or of all its variants together. */
export function propertiesOf(shape: z.ZodType): Property[] {
  return propertiesIn(z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as JsonShape);
}

/** Rows of `| setting | default | meaning |`. */
export function settingsTable({ settings }: Connector): string {
  const rows = propertiesOf(settings).map(({ name, shape, required }) => {
    const fallback =
      'default' in shape ? `\`${JSON.stringify(shape.default)}\`` : required ? 'required' : 'none';
    return [`\`${name}\``, fallback, `${cell(shape.description ?? '')}${shape.secret ? ' Secret.' : ''}`];
  });
  return table(['setting', 'default', 'meaning'], rows);
}

/** Rows of `| message | direction | data |`. */
export function messagesTable({ emits, accepts }: Connector): string {
  const row = (direction: string) => (entry: [string, z.ZodType]) => {
    const fields = propertiesOf(entry[1]).map(({ name, required }) => `\`${name}${required ? '' : '?'}\``);
    return [`\`${entry[0]}\``, direction, fields.join(', ') || 'see `wire.ts`'];
  };
  const rows = [
    ...Object.entries(emits).map(row('into the hub')),
    ...Object.entries(accepts).map(row('to the remote')),
  ];
  return table(['message', 'direction', 'data'], rows);
}

/** A Markdown table with its columns aligned, as the formatter wants them; cells are taken as they are. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((cells) => widthOf(cells[at]))));
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, at) => (cells[at] ?? '') + filler.repeat(width - widthOf(cells[at]))).join(' | ')} |`;
  return [line(head), line([], '-'), ...rows.map((cells) => line(cells))].join('\n');
}

function widthOf(text = '') {
  return [...text].length;
}

/** Text that may stand in one cell. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}

function propertiesIn(shape: JsonShape): Property[] {
  const own = Object.entries(shape.properties ?? {}).map(([name, property]) => {
    return { name, shape: property, required: shape.required?.includes(name) ?? false };
  });
  const variants = [...(shape.allOf ?? []), ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  const all = [...own, ...variants.flatMap(propertiesIn)];
  return [...new Map(all.map((property) => [property.name, property])).values()];
}
