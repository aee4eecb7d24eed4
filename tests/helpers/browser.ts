import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { optionalProgram } from './optional.ts';

const root = join(import.meta.dirname, '../..');
const desk = join(root, 'graphql/desk');
const patienceMs = 30_000;
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenBrowser {
  /** A window of somebody else's own: nothing is shared with the other windows. */
  window(options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong inside the pages so far. */
  readonly faults: readonly string[];
}

/** Chromium from PATH with the desk as it is in the sources; undefined, and told, where there is no Chromium. */
export async function openBrowser(t: ExecutionContext): Promise<OpenBrowser | undefined> {
  const executablePath = optionalProgram(t, 'chromium');
  if (!executablePath) return undefined;
  buildDeskWhenStale();
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  t.teardown(() => browser.close());
  const faults: string[] = [];
  return {
    faults,
    async window(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 800 },
        locale: 'nl-BE',
        ...options,
      });
      context.setDefaultTimeout(patienceMs);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) faults.push(message.text());
      });
      return page;
    },
  };
}

/** Signs a persona in, as a person does it: at the desk's door and on the provider's page. */
export async function signIn(page: Page, url: string, persona: string): Promise<void> {
  await page.goto(`${url}/desk/`);
  await page.getByRole('link', { name: 'Aanmelden' }).click();
  await page.getByRole('button', { name: persona }).click();
  await page.getByText(persona).waitFor();
}

function buildDeskWhenStale(): void {
  const page = join(desk, 'dist/index.html');
  const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0;
  const sources = globSync(['src/**', 'public/**', 'index.html', 'vite.config.ts'], { cwd: desk });
  if (sources.every((source) => statSync(join(desk, source)).mtimeMs <= builtAt)) return;
  const vite = join(root, 'node_modules/.bin/vite');
  const { status, stderr } = spawnSync(vite, ['build', desk, '--logLevel', 'warn'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`building the desk: ${stderr}`);
}
