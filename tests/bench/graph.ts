import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runNats } from '../helpers/nats.ts';
import type { LoadOutcome } from './graph-load.ts';
import type { Workload } from './graph-world.ts';

/** One server under one load, over all rounds. */
export interface GraphRow {
  readonly server: string;
  readonly workload: Workload;
  readonly requestsPerSecond: number;
  readonly spread: readonly [lowest: number, highest: number];
  /** Times the throughput of plain Yoga with data loaders. */
  readonly timesYoga: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU of the server and of its subgraphs: the steadier figure on a machine that does other things as well. */
  readonly cpuMsPerRequest: number;
  /** How many times less CPU than plain Yoga with data loaders. */
  readonly timesLessCpu: number;
  readonly memoryMb: number;
  readonly failures: number;
}

export interface GraphBenchOptions {
  readonly rounds?: number;
  readonly seconds?: number;
  readonly servers?: readonly string[];
  readonly workloads?: readonly Workload[];
  readonly progress?: (line: string) => void;
}

export interface Usage {
  readonly cpu: { readonly user: number; readonly system: number };
  readonly memory: number;
  /** Bytes that are reachable, right after a collection. */
  readonly heap?: number;
}

export interface Running {
  readonly name: string;
  readonly port: number;
  /** Those that are measured. */
  readonly processes: readonly ChildProcess[];
  /** A message server between them, which answers no question about itself. */
  readonly between?: ChildProcess;
}

interface Sample extends LoadOutcome {
  readonly cpuMs: number;
  readonly memory: number;
}

const baseline = 'yoga';
const allServers = ['schakel', 'schakel-nats', baseline, 'yoga-jit', 'hive', 'apollo'];
const ours = new URL('./graph-ours.ts', import.meta.url);
const peers = fileURLToPath(new URL('./peers/', import.meta.url));

/**
 * Our graph, in one process and with its subgraphs in another over NATS, against its peers, each asked the same in turns: plain Yoga with data loaders (1.0), the same
 * with graphql-jit (the limit), Hive Gateway and Apollo Gateway with their subgraphs over HTTP.
 */
export async function benchGraph(options: GraphBenchOptions = {}): Promise<readonly GraphRow[]> {
  const { rounds = 5, seconds = 3, servers = allServers, workloads = ['list', 'one', 'flat'] } = options;
  installPeers();
  const running: Running[] = [];
  try {
    for (const name of servers) running.push(await start(name));
    const samples = await sampleAll(running, workloads, rounds, seconds, options.progress ?? (() => {}));
    return workloads.flatMap((workload) => servers.map((server) => rowOf(server, workload, samples)));
  } finally {
    // not all of the peers end when they are asked to
    for (const server of running) end(server);
  }
}

export function end({ processes, between }: Running): void {
  for (const one of [...processes, ...(between ? [between] : [])]) one.kill('SIGKILL');
}

type Samples = Map<string, Sample[]>;

/** In turns, there and back, so that nobody always comes after the same neighbour; the first round only warms up. */
async function sampleAll(
  running: readonly Running[],
  workloads: readonly Workload[],
  rounds: number,
  seconds: number,
  progress: (line: string) => void,
): Promise<Samples> {
  const samples: Samples = new Map();
  for (const { round, workload, server } of turns(running, workloads, rounds)) {
    const sample = await measure(server, workload, round === 0 ? Math.min(2, seconds) : seconds);
    const key = `${server.name} ${workload}`;
    progress(`${round} ${key} ${rateOf(sample).toFixed(0)}/s`);
    if (round > 0) samples.set(key, [...(samples.get(key) ?? []), sample]);
  }
  return samples;
}

function turns(running: readonly Running[], workloads: readonly Workload[], rounds: number) {
  return Array.from({ length: rounds + 1 }, (_, round) => {
    const order = round % 2 === 0 ? running : running.toReversed();
    return workloads.flatMap((workload) => order.map((server) => ({ round, workload, server })));
  }).flat();
}

function installPeers(): void {
  if (existsSync(`${peers}node_modules`)) return;
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: peers, stdio: 'ignore' });
}

/** A server by its name, ready to be asked. */
export async function start(name: string): Promise<Running> {
  if (name === 'schakel') return startOne(name, ours, []);
  if (name === 'schakel-nats') return startOverNats(name);
  const peer = new URL('./peers/serve.js', import.meta.url);
  if (name === 'yoga' || name === 'yoga-jit') return startOne(name, peer, [name]);
  const subgraphs = launch(peer, ['subgraphs']);
  const [{ supergraph }] = (await once(subgraphs, 'message')) as [{ supergraph: string }];
  const gateway = await startOne(name, peer, [name, supergraph]);
  return { ...gateway, processes: [...gateway.processes, subgraphs] };
}

async function startOverNats(name: string): Promise<Running> {
  const { url: natsUrl, server: between } = await runNats();
  const subgraphs = await startOne(name, ours, ['subgraphs', natsUrl]);
  const gateway = await startOne(name, ours, ['gateway', natsUrl]);
  return { ...gateway, processes: [...gateway.processes, ...subgraphs.processes], between };
}

async function startOne(name: string, script: URL, args: readonly string[]): Promise<Running> {
  const process = launch(script, args);
  const [{ port }] = (await once(process, 'message')) as [{ port: number }];
  return { name, port, processes: [process] };
}

export function launch(script: URL, args: readonly string[]): ChildProcess {
  return fork(script, args, {
    env: { ...process.env, NODE_ENV: 'production' },
    execArgv: [...process.execArgv, '--expose-gc'],
  });
}

async function measure({ port, processes }: Running, workload: Workload, seconds: number): Promise<Sample> {
  const before = await Promise.all(processes.map((one) => usageOf(one)));
  const load = launch(new URL('./graph-load.ts', import.meta.url), [String(port), workload, String(seconds)]);
  const [outcome] = (await once(load, 'message')) as [LoadOutcome];
  const after = await Promise.all(processes.map((one) => usageOf(one)));
  const cpuMs = sum(after.map(cpuMsOf)) - sum(before.map(cpuMsOf));
  return { ...outcome, cpuMs, memory: sum(after.map(({ memory }) => memory)) };
}

export async function usageOf(process: ChildProcess, question: 'usage' | 'heap' = 'usage'): Promise<Usage> {
  const answer = once(process, 'message');
  process.send(question);
  const [usage] = (await answer) as [Usage];
  return usage;
}

function cpuMsOf({ cpu }: Usage): number {
  return (cpu.user + cpu.system) / 1000;
}

function rowOf(server: string, workload: Workload, samples: ReadonlyMap<string, Sample[]>): GraphRow {
  const own = samples.get(`${server} ${workload}`) ?? [];
  const rates = own.map(rateOf);
  const base = samples.get(`${baseline} ${workload}`) ?? [];
  return {
    server,
    workload,
    requestsPerSecond: median(rates),
    spread: [Math.min(...rates), Math.max(...rates)],
    timesYoga: median(rates) / median(base.map(rateOf)),
    p50Ms: median(own.map(({ p50 }) => p50)),
    p99Ms: median(own.map(({ p99 }) => p99)),
    cpuMsPerRequest: median(own.map(cpuOf)),
    timesLessCpu: median(base.map(cpuOf)) / median(own.map(cpuOf)),
    memoryMb: median(own.map(({ memory }) => memory / 2 ** 20)),
    failures: sum(own.map(({ failures }) => failures)),
  };
}

function rateOf({ requests, seconds }: Sample): number {
  return requests / seconds;
}

function cpuOf({ cpuMs, requests }: Sample): number {
  return cpuMs / requests;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** For `npm run bench graph`: flat rows, rounded. */
export async function bench(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return (await benchGraph()).map(rounded);
}

function rounded({ workload, server, spread: [lowest, highest], ...row }: GraphRow) {
  return {
    workload,
    server,
    requestsPerSecond: Math.round(row.requestsPerSecond),
    lowest: Math.round(lowest),
    highest: Math.round(highest),
    timesYoga: Number(row.timesYoga.toFixed(2)),
    p50Ms: Number(row.p50Ms.toFixed(1)),
    p99Ms: Number(row.p99Ms.toFixed(1)),
    cpuMsPerRequest: Number(row.cpuMsPerRequest.toFixed(3)),
    timesLessCpu: Number(row.timesLessCpu.toFixed(2)),
    memoryMb: Math.round(row.memoryMb),
    failures: row.failures,
  };
}

if (import.meta.main) {
  const [rounds, seconds, servers, workloads] = process.argv.slice(2);
  const rows = await benchGraph({
    rounds: Number(rounds ?? 5),
    seconds: Number(seconds ?? 3),
    ...(servers && { servers: servers.split(',') }),
    ...(workloads && { workloads: workloads.split(',') as Workload[] }),
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(rows.map(rounded), null, 1)}\n`);
}
