import type { OutboundRoute } from '../routes.ts';

/** The routes that an event takes, by its type and then by its content. */
export function routesOf(
  event: { type: string; data: unknown },
  routes: readonly OutboundRoute[],
): readonly OutboundRoute[] {
  return routes.filter(
    ({ on, when }) => on === event.type && (when === undefined || when(event.data as never)),
  );
}
