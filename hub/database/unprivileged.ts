import { accessSync, constants } from 'node:fs';

const nobody = { uid: 65_534, gid: 65_534 };

/** PostgreSQL refuses to run as root; started by root it runs as nobody, who owns the data. */
export function unprivilegedOwner(): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/**
 * The command, run as nobody when we are root. The one capability it keeps is to pass through folders that are closed
 * to others, such as root's own home.
 */
export function asUnprivileged(command: readonly string[], program: string): readonly string[] {
  const owner = unprivilegedOwner();
  if (!owner) return command;
  accessSync(program, constants.X_OK);
  const capability = '+dac_override';
  return [
    'setpriv',
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
    ...command,
  ];
}
