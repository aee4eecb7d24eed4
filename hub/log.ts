import { pino } from 'pino';
import { currentCorrelation, traceIdOf } from './trace.ts';

export type Log = (event: string, fields?: Record<string, unknown>) => void;

/** One JSON line per event on standard error: what happened and its facts, never a personal value. */
export function createLog(nodeId: string): Log {
  const logger = pino(
    { base: { node: nodeId }, messageKey: 'event', timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
  return (event, fields = {}) => {
    const correlationid = currentCorrelation();
    logger.info(correlationid ? { ...fields, traceid: traceIdOf(correlationid) } : fields, event);
  };
}
