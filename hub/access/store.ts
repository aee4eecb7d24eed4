import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the keys and secrets of the bundled provider are kept, by name. */
export interface AccessStore {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

/** A folder that only its owner can read; a file is there whole or not at all. */
export function folderStore(folder: string): AccessStore {
  return {
    async read(name) {
      try {
        return await readFile(join(folder, name), 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async write(name, text) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `.${name}.${process.pid}`);
      await writeFile(draft, text, { mode: 0o600 });
      await rename(draft, join(folder, name));
    },
  };
}
