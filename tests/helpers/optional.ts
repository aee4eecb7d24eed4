import { accessSync, appendFileSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ExecutionContext } from 'ava';

/**
 * Where `program` is on PATH. When it is absent the test says so, passes and may return: the line goes to its log and to
 * the file `SCHAKEL_TEST_SKIPPED`, from which the end of `npm test` reads what was skipped.
 */
export function optionalProgram(
  t: Pick<ExecutionContext, 'log' | 'pass'>,
  program: string,
  debianPackage = program,
): string | undefined {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
  if (found) return found;
  const line = `skipped: ${program} is not on PATH (apt-get install ${debianPackage})`;
  const file = process.env['SCHAKEL_TEST_SKIPPED'];
  if (file) appendFileSync(file, `${line}\n`);
  t.log(line);
  t.pass();
  return undefined;
}

function isExecutable(path: string) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
