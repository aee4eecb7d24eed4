import { z } from 'zod';
import type { Connector } from './connector.ts';
import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const roleNames = ['gateway', 'core', 'worker', 'connectors'] as const;
export type RoleName = (typeof roleNames)[number];

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
);

/** The hub's own settings; `.env.example` is made from the descriptions. */
export const hubSettings = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(4000)
    .describe('Where HTTP is served; 0 is a free port.'),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('How browsers and partners reach the hub. Default: http://localhost:<PORT>.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Folder of the embedded database, keys and running state.'),
  DATABASE_URL: z
    .string()
    .min(1)
    .optional()
    .meta({ secret: true })
    .describe('PostgreSQL 15 or later. Without it an embedded PostgreSQL 18 runs in DATA_DIR.'),
  REDIS_URL: z
    .url()
    .optional()
    .meta({ secret: true })
    .describe('Redis for the channels (Bull). Without it they live in PostgreSQL.'),
  NATS_URL: z
    .string()
    .min(1)
    .optional()
    .meta({ secret: true })
    .describe('NATS between nodes. Without it this process is the only node.'),
  NODE_ID: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional()
    .describe('Name of this node, unique in the city. Default: host and process.'),
  ROLES: list
    .pipe(z.array(z.enum(roleNames)))
    .default([...roleNames])
    .describe('What this node does, separated by commas: gateway, core, worker, connectors.'),
  CONNECTORS: list
    .optional()
    .describe('Connectors that run on this node, separated by commas. Default: every one.'),
  SIMULATORS: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      'Run against the bundled simulators, with invented people who can log in. Never with real data.',
    ),
  DEVELOPMENT: z
    .enum(['on', 'off'])
    .optional()
    .describe('GraphiQL and introspection. Default: as SIMULATORS.'),
  SECRET_KEY: z
    .string()
    .optional()
    .meta({ secret: true })
    .describe('32 bytes in base64: national numbers and sessions are encrypted with keys derived from it.'),
  OIDC_ISSUER: z
    .url()
    .optional()
    .describe('The OpenID provider (ACM/IDM). With SIMULATORS=on the bundled one.'),
  OIDC_CLIENT_ID: z.string().optional().describe('Client id of the hub at the provider.'),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .meta({ secret: true })
    .describe('Client secret of the hub at the provider.'),
  ORGANISATION: z.string().default('OVO002149').describe('OVO code of the city: roles count only for it.'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe(
      'How many proxies of ours stand before the hub: clients are told apart by what the outermost saw.',
    ),
  OTLP_URL: z
    .url()
    .optional()
    .describe('OpenTelemetry collector for spans, OTLP over HTTP, such as http://localhost:4318/v1/traces.'),
  IPDC_RECORDINGS: z.string().optional().describe('Folder of recorded IPDC pages for the simulator to play.'),
});
export type HubSettings = z.infer<typeof hubSettings>;

/** What an operator must give before the hub may work with real data. */
const neededForReal = ['SECRET_KEY', 'OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

/** Reads the hub's settings; all faults at once, in sentences, without a value. */
export function readHubSettings(environment: Environment): HubSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = hubSettings.safeParse(given);
  if (!result.success)
    throw settingsFault(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const settings = result.data;
  const faults: string[] = neededForReal
    .filter((name) => settings.SIMULATORS === 'off' && !settings[name])
    .map((name) => `${name} is missing: ${hubSettings.shape[name].description}`);
  if (settings.SECRET_KEY !== undefined && Buffer.from(settings.SECRET_KEY, 'base64').length !== 32) {
    faults.push('SECRET_KEY: expected 32 bytes in base64 (openssl rand -base64 32)');
  }
  if (settings.SIMULATORS === 'on' && environment['NODE_ENV'] === 'production') {
    faults.push('SIMULATORS: a production start refuses simulators and invented people');
  }
  if (faults.length > 0) throw settingsFault(faults);
  return settings;
}

/** Reads a connector's settings from `<CONNECTOR>_<SETTING>`; `faults` gathers what is wrong. */
export function readConnectorSettings<Settings>(
  connector: Connector<Settings>,
  environment: Environment,
  overrides: Readonly<Record<string, unknown>>,
  faults: string[],
): Settings | undefined {
  const given: Record<string, unknown> = { ...overrides };
  for (const { name, type } of settingNames(connector as Pick<Connector, 'settings'>)) {
    const value = environment[variableOf(connector.name, name)];
    if (value) given[name] = coerce(value, type);
  }
  const result = connector.settings.safeParse(given);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) {
    faults.push(`${variableOf(connector.name, path.join('_'))}: ${message}`);
  }
  return undefined;
}

/** All faults of a start in one sentence each. */
export function settingsFault(faults: readonly string[]): StartError {
  return new StartError(`The settings are not right:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
}

/** `dosis`, `tokenUrl` → `DOSIS_TOKEN_URL`. */
export function variableOf(connector: string, setting: string): string {
  return `${connector}_${setting.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')}`.toUpperCase();
}

/** A connector's settings as its schema declares them. */
export function settingNames(
  connector: Pick<Connector, 'settings'>,
): readonly { readonly name: string; readonly type: string; readonly description: string }[] {
  const schema = z.toJSONSchema(connector.settings, { io: 'input', unrepresentable: 'any' });
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { type, description = '' } = typeof property === 'object' ? property : {};
    return { name, type: typeof type === 'string' ? type : 'string', description };
  });
}

function coerce(value: string, type: string): unknown {
  if (type === 'number' || type === 'integer') return Number(value);
  if (type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
  if (type === 'array') return value.split(',').map((word) => word.trim());
  return value;
}
