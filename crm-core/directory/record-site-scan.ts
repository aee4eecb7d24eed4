import { z } from 'zod';
import { e164 } from '../customers/belgium/telephone.ts';
import type { Command, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOfCause } from '../privacy/who.ts';

/** Command `crm.site-scan.record`: every e-mail address and telephone number that was found on the city's site (R023). */
const siteScan = z.strictObject({
  scannedAt: z.iso.datetime(),
  /** All of them: what is not in it stands on no page any more. */
  found: z.array(
    z.strictObject({ kind: z.enum(['email', 'telephone']), value: z.string().min(1), page: z.url() }),
  ),
});

type SiteScan = z.infer<typeof siteScan>;

/** `crm.site-scan.record`: a scan older than the newest is ignored; owners and plans stay with what comes back. */
export function siteScanCommand({ ports }: Ground): Command {
  return {
    shape: siteScan,
    async handle(tx, data, cause) {
      const told = siteScan.parse(data);
      await keep(tx, told);
      await writeAudit(tx, ports.now(), actorOfCause(cause), cause, {
        act: 'group.site-scan',
        subjectType: 'group',
        subjectId: 'city',
        details: { found: told.found.length },
      });
    },
  };
}

async function keep(tx: Tx, { scannedAt, found }: SiteScan) {
  const at = new Date(scannedAt);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('public_address'))`;
  const { _max } = await tx.publicAddress.aggregate({ _max: { lastSeen: true, goneSince: true } });
  if ([_max.lastSeen, _max.goneSince].some((known) => known !== null && known >= at)) return;
  const pages = new Map<string, { kind: string; value: string; pages: Set<string> }>();
  for (const { kind, value: written, page } of found) {
    const value = kind === 'email' ? written.trim().toLowerCase() : (e164(written) ?? written.trim());
    const known = pages.get(`${kind} ${value}`) ?? { kind, value, pages: new Set<string>() };
    known.pages.add(page);
    pages.set(`${kind} ${value}`, known);
  }
  const rows = [...pages.values()].map((one) => ({ ...one, pages: [...one.pages] }));
  await tx.$executeRaw`
    insert into public_address (id, kind, value, pages, first_seen, last_seen)
    select gen_random_uuid(), kind, value, array(select jsonb_array_elements_text(pages)), ${at}, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (kind text, value text, pages jsonb)
    on conflict (kind, value) do update
    set pages = excluded.pages, last_seen = excluded.last_seen, gone_since = null`;
  await tx.publicAddress.updateMany({
    where: { lastSeen: { lt: at }, goneSince: null },
    data: { goneSince: at, pages: [] },
  });
}
