import { z } from 'zod';

const devices = z.union([z.array(z.string().min(1)), z.string().transform((text) => text.split(/[\s,]+/))]);
const listed = devices.transform((all) => [...new Set(all.filter((device) => device !== ''))]);

export const settings = z.strictObject({
  host: z.string().min(1).describe('Host name or address of the CSTA server.'),
  port: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .describe('TCP port of the CSTA server; suppliers differ, so there is no default.'),
  tls: z
    .enum(['none', 'tls'])
    .default('tls')
    .describe('Whether the connection is encrypted; `none` only inside a network of our own.'),
  sessionStyle: z
    .enum(['openscape', 'ecma-354'])
    .default('openscape')
    .describe(
      'How a session begins: `openscape` waits for SystemStatus and registers; `ecma-354` starts an application session.',
    ),
  edition: z
    .enum(['ed2', 'ed3', 'ed4', 'ed6'])
    .default('ed4')
    .describe(
      'Edition of ECMA-323 to speak until the switch has spoken; after that its own namespace is used.',
    ),
  devices: listed
    .refine((all) => all.length > 0, 'name at least one telephone')
    .describe('Telephones to watch, as a list or separated by commas.'),
  queues: listed
    .prefault([])
    .describe('Queue devices (ACD groups) to watch, as a list or separated by commas.'),
  extensionDigits: z.coerce
    .number()
    .int()
    .min(0)
    .max(8)
    .default(5)
    .describe(
      'A number of at most this many digits is an extension of our own, also when it is not watched.',
    ),
  heartbeatSeconds: z.coerce
    .number()
    .positive()
    .default(60)
    .describe('How often the switch is asked whether it is still there; sessions last three times as long.'),
  timeoutMs: z.coerce
    .number()
    .int()
    .positive()
    .default(7000)
    .describe('How long to wait for a connection or for an answer, in milliseconds.'),
  tombstoneMinutes: z.coerce
    .number()
    .positive()
    .default(5)
    .describe(
      'How long late events of an ended call are recognised; shorter than the switch takes to reuse a call id.',
    ),
  applicationId: z
    .string()
    .min(1)
    .default('schakel')
    .describe('The application id told to the switch (`ecma-354` only).'),
  user: z.string().min(1).optional().describe('CTI user, where the supplier wants one (`ecma-354` only).'),
  password: z
    .string()
    .min(1)
    .optional()
    .meta({ secret: true })
    .describe('Password of the CTI user (`ecma-354` only).'),
});
export type Settings = z.infer<typeof settings>;
