import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Connector } from '../hub/connector.ts';
import { type Tier, tiers } from './quality-rules.ts';

/** The sections of a connector's README, in this order. */
export const headings = [
  'Protocol',
  'Settings',
  'Messages',
  'Personal data',
  'Limits',
  'Deviations',
] as const;

const quality = z.strictObject({
  tier: z.enum(Object.keys(tiers) as [Tier, ...Tier[]]),
  rules: z.record(
    z.string(),
    z.union([z.enum(['done', 'todo']), z.strictObject({ exempt: z.string().min(10) })]),
  ),
});
export type Quality = z.infer<typeof quality>;

/** A connector with what stands beside it in its folder. */
export interface ConnectorFolder {
  readonly folder: string;
  readonly url: URL;
  readonly connector: Connector;
  readonly readme: string;
  readonly quality: Quality;
}

/** The names of the folders in `root`'s `connectors/` that hold a connector, in order. `root` ends in a slash. */
export async function connectorNames(root: URL): Promise<string[]> {
  const files = await readdir(new URL('connectors/', root), { recursive: true });
  return files.flatMap((file) => /^([^/\\]+)[/\\]connector\.ts$/.exec(file)?.[1] ?? []).sort();
}

/** One folder, read and imported; rejects where a part of it is missing. */
export async function connectorFolder(root: URL, folder: string): Promise<ConnectorFolder> {
  const url = new URL(`connectors/${folder}/`, root);
  const { default: connector } = (await import(new URL('connector.ts', url).href)) as { default: Connector };
  const readme = await readFile(new URL('README.md', url), 'utf8');
  const list: unknown = JSON.parse(await readFile(new URL('quality.json', url), 'utf8'));
  return { folder, url, connector, readme, quality: quality.parse(list) };
}

/** What a reader finds under a heading, up to the next one; undefined where there is no such heading. */
export function section(readme: string, heading: string): string | undefined {
  const [, after] = readme.split(new RegExp(`^## ${heading}$`, 'm'));
  return after?.split(/^## /m)[0]?.trim();
}
