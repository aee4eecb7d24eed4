import { createHash } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import type { Page } from 'playwright-core';
import { callChanged } from '../../graphql/desk/src/documents/contact.ts';
import { type OpenBrowser, openBrowser, signIn } from '../helpers/browser.ts';
import { type RunningHub, startHub } from '../helpers/hub.ts';

/** One person of the bundled world whose number is his alone. */
export const caller = { number: '+32470000001', name: 'Jan Peeters' };
export const device = '7101';

export interface DeskWorld extends OpenBrowser {
  readonly hub: RunningHub;
  /** The desk of An Claes, at telephone 7101, ready for calls. */
  readonly agent: Page;
  /** Somebody outside calls her; resolves to the switch's own call id. */
  rings(number?: string): Promise<string>;
  /** Something happens at the telephone switch. */
  happens(callId: string, what: string): Promise<void>;
  /** The telephone switch hangs up on the hub and does not take it back. */
  switchGoesAway(): Promise<void>;
  switchComesBack(): Promise<void>;
}

const listeningId = createHash('sha256').update(callChanged).digest('hex');

/** A whole hub and an agent at her desk; undefined where there is no Chromium. */
export async function deskWorld(t: ExecutionContext): Promise<DeskWorld | undefined> {
  t.timeout(120_000);
  const browser = await openBrowser(t);
  if (!browser) return undefined;
  const hub = await startHub(t);
  const agent = await browser.window();
  const listening = agent.waitForRequest((request) => request.postData()?.includes(listeningId) ?? false);
  await signIn(agent, hub.url, 'An Claes');
  await (await listening).response();
  const steer = async (path: string, body: object) => {
    const adminUrl = hub.simulators['telephony']?.adminUrl;
    const response = await fetch(`${adminUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`steering ${path}: HTTP ${response.status}`);
    return (await response.json()) as { callId: string };
  };
  return {
    ...browser,
    hub,
    agent,
    rings: async (number = caller.number) => (await steer('/calls', { from: number, to: device })).callId,
    happens: async (callId, what) => {
      await steer(`/calls/${callId}/${what}`, what === 'hangup' ? { by: 'caller' } : { device });
    },
    switchGoesAway: async () => {
      await steer('/behaviour', { acceptConnections: false });
      await steer('/faults', { kind: 'drop' });
    },
    switchComesBack: async () => {
      await steer('/behaviour', { acceptConnections: true });
    },
  };
}
