import { hashToken } from '../../platform/hashing.ts';
import { contentPolicy } from '../../platform/http.ts';
import { createMemory } from '../../platform/memory.ts';
import { frameOf, readForm, type PageRoute, type Visit } from '../../platform/page.ts';
import { limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { deliveriesOfFlow } from '../deliveries/index.ts';
import { findPartner, readSignedPartnerId, type Partner } from '../partners/index.ts';
import { takeLetter } from './action-pages.ts';
import { languageOf, takeTurns, viewById, type CampaignView } from './campaign-view.ts';
import type { SupporterNeeds } from './flow-visits.ts';
import { isOver } from './flow.ts';
import { letterPages } from './letter-pages.ts';
import { showActionPage, type ActionVisit } from './show-action-page.ts';
import { findFlowByHandle, takeHandle } from './store.ts';

interface Found {
  partner: Partner;
  view: CampaignView;
}

/**
 * The action page in a partner's frame. Reading and writing happen there; signing in, confirming and the receipt never do. Opened by itself,
 * as a plain link or where a frame could open no window, the same address shows the page in our own clothes.
 */
export function framePages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const outlook = needs.ways.outlook !== undefined;
  const memory = createMemory<Found | undefined>({ clock: tools.clock, seconds: needs.pageSeconds, most: 500 });
  const turns = takeTurns();
  const embedOf = (visit: Visit) => visit.req.param('embed') ?? '';
  const missing = (visit: Visit) => letterPages(site, visit).notice('not_found');
  /** An id that was never given out leads nowhere, and costs no question to the database. */
  const refuseForged = (visit: Visit) => (readSignedPartnerId(tools, 'embed', embedOf(visit)) ? undefined : missing(visit));
  async function find(visit: Visit): Promise<Found | undefined> {
    const id = readSignedPartnerId(tools, 'embed', embedOf(visit));
    const partner = id && (await tools.database.inInstallation('public_address', (tx) => findPartner(tx, id)));
    const view = partner && !partner.endedAt ? await viewById(tools, needs, partner) : undefined;
    return partner && view && view.campaign.state !== 'draft' ? { partner, view } : undefined;
  }
  function show(visit: Visit, { partner, view }: Found, about: ActionVisit, framed: boolean) {
    const plain = frameOf(site, visit, view.organiser);
    // The page has an address of its own; this one belongs to the partner.
    visit.header('X-Robots-Tag', 'noindex');
    if (framed) mayBeFramed(visit, site.publicUrl, partner.origins);
    const frame = framed ? { ...plain, base: site.publicUrl, embedded: { origins: partner.origins } } : plain;
    return visit.html(showActionPage(tools, { view, publicUrl: site.publicUrl, frame }, { ...about, embed: embedOf(visit) }));
  }
  function showFirst(visit: Visit, found: Found) {
    const { view } = found;
    const language = languageOf(view.languages, visit.req.query('lang'), visit.req.header('accept-language'));
    const about = { language, combination: turns.at(view, language), outlook };
    turns.goOn();
    return show(visit, found, about, visit.req.header('sec-fetch-dest') !== 'document');
  }
  return [
    {
      method: 'GET',
      path: '/e/outcome/:handle',
      limit: limits.outcomesPerAddress,
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
      remembered(visit) {
        const found = memory.peek(embedOf(visit));
        return found ? showFirst(visit, found) : refuseForged(visit);
      },
      async handle(visit) {
        const found = await memory.get(embedOf(visit), () => find(visit));
        return found ? showFirst(visit, found) : missing(visit);
      },
    },
    {
      method: 'POST',
      path: '/e/:embed',
      does: 'Take a letter from a partner’s frame, in a window of our own',
      remembered: refuseForged,
      async handle(visit) {
        const found = await find(visit);
        if (!found) return missing(visit);
        const form = await readForm(visit);
        const place = visit.req.header('sec-fetch-dest');
        // The button that looks for a recipient is the only one whose answer stays in the frame.
        const framed = place === undefined ? form.get('by') === 'find' : place !== 'document';
        const door = { partnerId: found.partner.id, show: (about: ActionVisit) => show(visit, found, about, framed) };
        return takeLetter(tools, needs, visit, { view: found.view, form, door });
      },
    },
  ];
}

/**
 * Exactly the partner's origins may frame the page, and nobody else (CSP Level 3, `frame-ancestors`; X-Frame-Options cannot list several).
 * Our own address stands there in full: in a sandboxed frame `'self'` is nobody. A page that isolates itself takes only frames that do the
 * same (WHATWG HTML, "embedder policies"); everything that this one loads agrees to that.
 */
function mayBeFramed(visit: Visit, publicUrl: string, origins: readonly string[]): void {
  const policy = contentPolicy({ nonce: visit.get('nonce'), self: publicUrl, framedBy: origins, formsTo: ['*'] });
  visit.header('Content-Security-Policy', policy);
  visit.header('Cross-Origin-Resource-Policy', 'cross-origin');
  visit.header('Cross-Origin-Embedder-Policy', 'require-corp');
}

type Outcome = 'unknown' | 'open' | 'sent' | 'stopped';

/** How the letter behind a handle stands. Its end is told once; afterwards the handle leads nowhere. Nothing about the supporter is in it. */
async function tellOutcome(tools: Tools, handle: string): Promise<Outcome> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(handle)) return 'unknown';
  return tools.database.inInstallation('public_address', async (tx) => {
    const handleHash = hashToken(handle);
    const flow = await findFlowByHandle(tx, handleHash);
    if (!flow || isOver(flow, tools.clock.now())) return 'unknown';
    if (flow.step !== 'settled') return 'open';
    if (!(await takeHandle(tx, flow, handleHash))) return 'unknown';
    const deliveries = await deliveriesOfFlow(tx, flow.workspaceId, flow.id);
    return deliveries.some(({ state }) => state === 'accepted') ? 'sent' : 'stopped';
  });
}
