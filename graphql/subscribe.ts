import { failureOf } from './ask.ts';
import type { Lease } from './deadline.ts';
import type { ExecutionArgs, GraphResult } from './execute.ts';
import type { Operation } from './operation.ts';
import type { Source } from './plan.ts';
import { finish } from './result.ts';
import { newRun } from './run.ts';
import type { Transport } from './transport.ts';
import { untilAborted } from './until-aborted.ts';

export interface Subscription {
  readonly operation: Operation;
  readonly transport: Transport;
  readonly args: ExecutionArgs;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Each event has its own deadline. */
  readonly lease: (parent: AbortSignal | undefined) => Lease;
}

/**
 * Events from the subgraph that has them, each completed from the others. It goes on with the plan it began with, so a
 * recomposition does not end it.
 */
export async function subscribeTo(
  subscription: Subscription,
): Promise<GraphResult | AsyncIterable<GraphResult>> {
  const { operation, transport, args, variables } = subscription;
  const { source } = operation.plan;
  const first = newRun(transport, args.context, variables, args.signal);
  if (!source) return finish(operation, first);
  try {
    const request = source.request(first);
    const events = await transport.subscribe(source.subgraph, request, args.context, args.signal);
    return complete(events, source, subscription);
  } catch (error) {
    return { errors: [refusal(error, source, args)] };
  }
}

async function* complete(
  events: Awaited<ReturnType<Transport['subscribe']>>,
  source: Source,
  subscription: Subscription,
): AsyncGenerator<GraphResult> {
  const { operation, transport, args, variables, lease } = subscription;
  try {
    for await (const event of untilAborted(events, args.signal)) {
      const { signal, release } = lease(args.signal);
      const run = newRun(transport, args.context, variables, signal);
      source.take(run, event);
      await operation.plan.step(run);
      release();
      yield finish(operation, run);
    }
  } catch (error) {
    yield { errors: [refusal(error, source, args)] };
  }
}

function refusal(error: unknown, source: Source, { signal }: ExecutionArgs) {
  const { message, extensions } = failureOf(error, signal);
  return { message, extensions: { ...extensions, source: source.subgraph } };
}
