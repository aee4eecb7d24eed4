/** PostgreSQL classes: connection lost, out of resources (disk full), closed by an operator, conflict of transactions. */
const transientClasses = ['08', '40', '53', '55', '57', '58'];

/** Prisma: cannot reach, timed out, closed, pool exhausted, transaction lost or in conflict. */
const transientCodes = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037']);

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** Whether the same statement may succeed later: the database is away, full or busy, and our data is not to blame. */
export function isTransient(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (codesOf(at).some(isTransientCode)) return true;
    if (
      /connection (terminated|ended)|timeout exceeded when trying to connect|client has encountered/i.test(
        at.message,
      )
    )
      return true;
  }
  return false;
}

/** The error's own code, and the database's that Prisma wrapped. */
function codesOf(error: Error): string[] {
  const { code, meta } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.originalCode].filter((each) => typeof each === 'string');
}

function isTransientCode(code: string) {
  if (transientCodes.has(code) || networkCodes.has(code)) return true;
  return code.length === 5 && transientClasses.some((prefix) => code.startsWith(prefix));
}
