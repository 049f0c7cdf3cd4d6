import { exportPage } from '../../../../public-pages/export-page.ts';
import { csrfFor, isOurForm } from '../../../platform/form-proof.ts';
import { callerKey } from '../../../platform/http.ts';
import { frameOf, readForm, type PageRoute, type Site, type Visit } from '../../../platform/page.ts';
import { countUse, limits } from '../../../platform/rate-limit.ts';
import type { Tools } from '../../../platform/tools.ts';
import { makeExport } from './make-export.ts';
import { lookAtExport, takeExport } from './offer-export.ts';

/** Where an export is fetched: once, by a button, by whoever holds the link; the file opens with the passphrase that was shown where it was asked for. */
export function exportPages(tools: Tools, site: Site): PageRoute[] {
  const count = (visit: Visit) => countUse(tools, limits.guardedPerAddress, `${callerKey(visit.get('ipAddress'))}|export`);
  const proofOf = (token: string) => `export|${token}`;
  const show = async (visit: Visit, token: string) => {
    const until = await lookAtExport(tools, token);
    if (!until) visit.status(410);
    const form = { url: `/export/${token}`, csrf: csrfFor(tools, proofOf(token)) };
    return visit.html(
      exportPage(
        until ? { state: 'waiting', until: `${until.toISOString().slice(11, 16)} UTC`, form } : { state: 'over' },
        frameOf(site, visit, site.operator.name),
      ),
    );
  };
  return [
    {
      method: 'GET',
      path: '/export/:token',
      does: 'An export that was asked for: nothing happens by opening it',
      async handle(visit) {
        await count(visit);
        return show(visit, visit.req.param('token') ?? '');
      },
    },
    {
      method: 'POST',
      path: '/export/:token',
      does: 'Fetch an export, once',
      async handle(visit) {
        await count(visit);
        const token = visit.req.param('token') ?? '';
        const form = await readForm(visit);
        const taken = isOurForm(tools, proofOf(token), form.get('csrf')) ? await takeExport(tools, token) : undefined;
        if (!taken) return show(visit, token);
        return visit.body(new Uint8Array(await makeExport(tools, site, taken)), 200, {
          'Content-Type': 'application/zip',
          'Content-Disposition': 'attachment; filename="what-is-kept.zip"',
        });
      },
    },
  ];
}
