import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// biome-ignore lint/style/noProcessEnv: libraries read NODE_ENV while they load, so this module is imported first
const environment = process.env;

/** What the operator gave, before the default that libraries need was filled in. */
export const givenEnvironment: Readonly<Record<string, string | undefined>> = { ...environment };

environment['NODE_ENV'] ??= 'production';

enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/schakel'));
