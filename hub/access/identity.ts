import { AccessError } from './access-error.ts';

const roles = ['agent', 'expert', 'coordinator', 'admin', 'privacy-officer'] as const;

export type Role = (typeof roles)[number];

/** Who asks, as the rest of the house knows him: plain and serialisable, so that it crosses the broker as it is. */
export interface Identity {
  /** The provider's `sub`: stable, and unique within one provider. A service is its client id. */
  readonly subject: string;
  readonly name: string;
  readonly kind: 'citizen' | 'entrepreneur' | 'association' | 'staff' | 'service';
  /** Only staff has roles, and only those given for the configured organisation. */
  readonly roles: readonly Role[];
  /** The handler groups of an expert or a coordinator, such as `burgerzaken`. */
  readonly groups: readonly string[];
  /** What a service may do, such as `graph:read`; empty for a person. */
  readonly scopes: readonly string[];
  /** OVO code (staff, service), enterprise number (entrepreneur), VCode (association), or none (citizen). */
  readonly organisation: string | null;
  /** INSZ, 11 digits; never of staff or a service. Not for a log, an error or a URL. */
  readonly nationalNumber?: string;
  /** The telephone of an agent, as the telephone switch calls it. */
  readonly device?: string;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Finds the telephone of a member of staff; replace it where a directory knows better than the provider. */
export type DeviceOf = (claims: Claims) => string | undefined;

export interface IdentityOptions {
  /** Roles given for any other organisation are ignored. @default 'OVO002149' */
  readonly organisation?: string | undefined;
  readonly deviceOf?: DeviceOf | undefined;
}

export const defaultOrganisation = 'OVO002149';

const kinds: Readonly<Record<string, Identity['kind']>> = {
  BUR: 'citizen',
  EA: 'entrepreneur',
  VER: 'association',
  LB: 'staff',
  GID: 'staff',
  OV: 'staff',
};

/**
 * Reads ACM/IDM claims (of an id token, an access token or an introspection) as an identity. Any value is read: what
 * is missing or has another shape counts as absent. Throws `AccessError` when the claims name no one (`claims`) or
 * a target group that is not served (`target-group`).
 */
export function identityOf(claims: Claims, options: IdentityOptions = {}): Identity {
  const subject = text(claims, 'sub');
  if (!subject)
    throw new AccessError('The token names no one: its claim sub is missing.', { reason: 'claims' });
  const group = text(claims, 'vo_doelgroepcode');
  if (group === undefined && text(claims, 'client_id') === subject) return serviceOf(subject, claims);
  const kind = group !== undefined && Object.hasOwn(kinds, group) ? kinds[group] : undefined;
  if (!kind)
    throw new AccessError('The target group (vo_doelgroepcode) is not served here.', {
      reason: 'target-group',
    });
  return kind === 'staff' ? staffOf(subject, claims, options) : customerOf(subject, kind, claims);
}

function serviceOf(subject: string, claims: Claims): Identity {
  return {
    subject,
    name: text(claims, 'vo_applicatienaam') ?? subject,
    kind: 'service',
    roles: [],
    groups: [],
    scopes: (text(claims, 'scope') ?? '').split(' ').filter(Boolean),
    organisation: text(claims, 'vo_orgcode') ?? null,
  };
}

function customerOf(subject: string, kind: Identity['kind'], claims: Claims): Identity {
  const rrn = text(claims, 'rrn');
  return {
    subject,
    name: nameOf(claims) ?? subject,
    kind,
    roles: [],
    groups: [],
    scopes: [],
    organisation: kind === 'citizen' ? null : (text(claims, 'vo_orgcode') ?? null),
    ...(rrn !== undefined && /^\d{11}$/.test(rrn) ? { nationalNumber: rrn } : {}),
  };
}

function staffOf(subject: string, claims: Claims, options: IdentityOptions): Identity {
  const { organisation = defaultOrganisation, deviceOf = deviceClaim } = options;
  const own = list(claims, 'schakel_rol_3d')
    .map((value) => readRole(value, text(claims, 'vo_orgcode')))
    .filter((given) => given !== undefined && given.organisation === organisation);
  const device = deviceOf(claims);
  return {
    subject,
    name: nameOf(claims) ?? subject,
    kind: 'staff',
    roles: roles.filter((role) => own.some((given) => given?.role === role)),
    groups: [...new Set(own.flatMap((given) => given?.group ?? []))],
    scopes: [],
    organisation: text(claims, 'vo_orgcode') ?? null,
    ...(device === undefined ? {} : { device }),
  };
}

/** `Rol-context:ORG`; without an organisation it is a role in the bearer's own. */
function readRole(value: string, ownOrganisation: string | undefined) {
  const {
    name = '',
    context,
    organisation = ownOrganisation,
  } = /^(?<name>[^-:]+)(?:-(?<context>[^:]+))?(?::(?<organisation>.+))?$/.exec(value)?.groups ?? {};
  if (name === 'KCC' && context === 'Agent') return { role: 'agent' as const, organisation };
  if (name === 'Beheerder') return { role: 'admin' as const, organisation };
  if (name === 'PrivacyOfficer') return { role: 'privacy-officer' as const, organisation };
  if (context && name === 'Expert') return { role: 'expert' as const, group: context, organisation };
  if (context && name === 'Coordinator')
    return { role: 'coordinator' as const, group: context, organisation };
  return undefined;
}

function deviceClaim(claims: Claims) {
  return text(claims, 'schakel_toestel');
}

function nameOf(claims: Claims) {
  const name = [text(claims, 'given_name'), text(claims, 'family_name')].filter(Boolean).join(' ');
  return name === '' ? undefined : name;
}

function text(claims: Claims, name: string) {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function list(claims: Claims, name: string) {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
