import { failureOf } from './ask.ts';
import type { ExecutionArgs, GraphResult } from './execute.ts';
import type { Operation } from './operation.ts';
import { finish } from './result.ts';
import { newRun, type Run } from './run.ts';
import type { SubgraphResult } from './subgraph.ts';
import type { Transport } from './transport.ts';

/**
 * Events from the subgraph that has them, each completed from the others. It goes on with the plan it began with, so a
 * recomposition does not end it.
 */
export async function subscribeTo(
  operation: Operation,
  transport: Transport,
  { context, signal }: ExecutionArgs,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphResult | AsyncIterable<GraphResult>> {
  const { source } = operation.plan;
  const newEvent = () => newRun(transport, context, variables, signal);
  if (!source) return finish(operation, newEvent());
  try {
    const request = source.request(newEvent());
    return complete(
      await transport.subscribe(source.subgraph, request, context, signal),
      newEvent,
      operation,
    );
  } catch (error) {
    return { errors: [{ ...failureOf(error, signal), path: [] }] };
  }
}

async function* complete(
  events: AsyncIterable<SubgraphResult>,
  newEvent: () => Run,
  operation: Operation,
): AsyncGenerator<GraphResult> {
  const { source, step } = operation.plan;
  for await (const event of events) {
    const run = newEvent();
    source?.take(run, event);
    await step(run);
    yield finish(operation, run);
  }
}
