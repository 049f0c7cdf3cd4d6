import { hashToken } from '../../platform/hashing.ts';
import { frameOf, readForm, type PageRoute, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { deliveriesOfFlow } from '../deliveries/index.ts';
import { findPartner, readSignedPartnerId, type Partner } from '../partners/index.ts';
import { takeLetter } from './action-pages.ts';
import { languageOf, viewById } from './campaign-view.ts';
import type { SupporterNeeds } from './flow-visits.ts';
import { isOver } from './flow.ts';
import { letterPages } from './letter-pages.ts';
import { showActionPage } from './show-action-page.ts';
import { findFlowByHandle, updateFlow } from './store.ts';

/** The action page in a partner's frame. Reading and writing happen there; signing in, confirming and the receipt never do. */
export function framePages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const partnerOf = async (embed: string): Promise<Partner | undefined> => {
    const id = readSignedPartnerId(tools, 'embed', embed);
    const partner = id && (await tools.database.inInstallation('public_address', (tx) => findPartner(tx, id)));
    return partner && !partner.endedAt ? partner : undefined;
  };
  return [
    {
      method: 'GET',
      path: '/e/outcome/:handle',
      does: 'How a letter ended that was begun in a frame: asked for by the frame, with a handle that it made itself',
      async handle(visit) {
        const state = await tellOutcome(tools, visit.req.param('handle') ?? '');
        return visit.json({ state }, 200, { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
      },
    },
    {
      method: 'GET',
      path: '/e/:embed',
      does: 'The action page in a partner’s frame',
      async handle(visit) {
        const embed = visit.req.param('embed') ?? '';
        const partner = await partnerOf(embed);
        const view = partner && (await viewById(tools, needs, partner));
        if (!partner || !view || view.campaign.state === 'draft') return letterPages(site, visit).notice('not_found');
        mayBeFramed(visit, site.publicUrl, partner.origins);
        const language = languageOf(view.languages, visit.req.query('lang'), visit.req.header('accept-language'));
        const frame = { ...frameOf(site, visit, view.organiser), base: site.publicUrl, embedded: { origins: partner.origins } };
        const about = {
          language,
          combination: view.next.get(language)?.combination ?? 0,
          embed,
          outlook: needs.ways.outlook !== undefined,
        };
        return visit.html(showActionPage(tools, site.publicUrl, view, about, frame));
      },
    },
    {
      method: 'POST',
      path: '/e/:embed',
      does: 'Take a letter from a partner’s frame, in a window of our own',
      async handle(visit) {
        const partner = await partnerOf(visit.req.param('embed') ?? '');
        const view = partner && (await viewById(tools, needs, partner));
        const form = await readForm(visit);
        if (!partner || !view) return letterPages(site, visit).notice('not_found');
        return takeLetter(tools, needs, visit, { view, form, partnerId: partner.id });
      },
    },
  ];
}

/**
 * Exactly the partner's origins may frame the page, and nobody else (CSP Level 3, `frame-ancestors`; X-Frame-Options cannot list several).
 * Our own address stands there in full: in a sandboxed frame `'self'` is nobody.
 */
function mayBeFramed(visit: Visit, publicUrl: string, origins: readonly string[]): void {
  visit.header(
    'Content-Security-Policy',
    [
      `default-src 'none'`,
      `script-src ${publicUrl}`,
      `style-src ${publicUrl}`,
      `img-src ${publicUrl} data:`,
      `connect-src ${publicUrl}`,
      `base-uri ${publicUrl}`,
      `form-action *`,
      `frame-ancestors ${origins.join(' ')}`,
    ].join('; '),
  );
  visit.header('Cross-Origin-Resource-Policy', 'cross-origin');
}

type Outcome = 'unknown' | 'open' | 'sent' | 'stopped';

/** How the letter behind a handle stands. Its end is told once; afterwards the handle leads nowhere. Nothing about the supporter is in it. */
async function tellOutcome(tools: Tools, handle: string): Promise<Outcome> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(handle)) return 'unknown';
  return tools.database.inInstallation('public_address', async (tx) => {
    const flow = await findFlowByHandle(tx, hashToken(handle));
    if (!flow || isOver(flow, tools.clock.now())) return 'unknown';
    if (flow.step !== 'settled') return 'open';
    await updateFlow(tx, flow, { handleHash: null, handleToldAt: tools.clock.now() });
    const deliveries = await deliveriesOfFlow(tx, flow.workspaceId, flow.id);
    return deliveries.some(({ state }) => state === 'accepted') ? 'sent' : 'stopped';
  });
}
