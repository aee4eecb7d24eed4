import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../start-error.ts';

/**
 * Takes a data folder for this process, and gives back how to release it. A folder held by a living process is
 * refused, however long it has been silent; what a dead one left is taken over once its database server is gone.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw new StartError(`The data folder ${folder} cannot be made. Give another one as DATA_DIR.`, {
      cause,
    });
  });
  const file = join(folder, 'hub.pid');
  await take(file, folder);
  await untilServerIsGone(join(folder, 'postgres', 'postmaster.pid'), folder);
  return () => rm(file, { force: true });
}

async function take(file: string, folder: string, tries = 3): Promise<void> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST' || tries === 0) {
      throw new StartError(`The data folder ${folder} cannot be written. Give another one as DATA_DIR.`, {
        cause,
      });
    }
    const holder = Number(await readFile(file, 'utf8').catch(() => ''));
    if (holder !== process.pid && isAlive(holder)) {
      throw new StartError(
        `The data folder ${folder} is held by process ${holder}. Stop that hub first, or give another folder as DATA_DIR.`,
        { cause },
      );
    }
    await rm(file, { force: true });
    await take(file, folder, tries - 1);
  }
}

async function untilServerIsGone(pidFile: string, folder: string) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const holder = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
    if (!isAlive(holder)) return;
    if (Date.now() > deadline) {
      throw new StartError(
        `The database in ${folder} is still held by process ${holder}. Stop that process, or give another folder as DATA_DIR.`,
      );
    }
    await sleep(50);
  }
}

function isAlive(pid: number) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
