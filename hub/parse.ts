import type { z } from 'zod';
import { ConnectorError } from './errors.ts';

/**
 * Data from a remote in the expected shape. What does not fit is `malformed`; the error names the fields and what was
 * expected there, never the values.
 */
export function parse<Shape extends z.ZodType>(shape: Shape, value: unknown, doing: string): z.output<Shape> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const where = result.error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.join('.') || '(whole)'} ${code}`);
  throw new ConnectorError(`${doing}: unexpected shape (${where.join('; ')})`, { failure: 'malformed' });
}
