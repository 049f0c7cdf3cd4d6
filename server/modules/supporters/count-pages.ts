import { countPage, type CountPageProps } from '../../../public-pages/count-page.ts';
import { fromCode, leafOf, readSize, toCode } from '../../../shared/merkle-check.ts';
import type { Tx } from '../../platform/database.ts';
import { Refusal } from '../../platform/errors.ts';
import { csrfFor, isOurForm } from '../../platform/form-proof.ts';
import { showId } from '../../platform/ids.ts';
import { createMemory } from '../../platform/memory.ts';
import { frameOf, readForm, type PageRoute, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { totalOf } from '../campaigns/index.ts';
import { headOf, proveGrowth, proveReceipt } from '../count-log/index.ts';
import { publicCampaign, type PublicCampaign } from './campaign-view.ts';
import { flowVisits, type SupporterNeeds } from './flow-visits.ts';
import { letterPages } from './letter-pages.ts';

/** What stands behind the number on an action page: how it is counted, and the log by which anybody can check it. */
export function countPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const { guard } = flowVisits(tools, needs);
  async function withCampaign(visit: Visit, show: (found: PublicCampaign) => Response | Promise<Response>): Promise<Response> {
    const { workspace = '', campaign = '' } = visit.req.param() as Record<string, string>;
    const found = await publicCampaign(tools, needs, { workspace, campaign });
    return found ? show(found) : letterPages(site, visit).notice('not_found');
  }
  const open = { 'Access-Control-Allow-Origin': '*' };
  const counts = createMemory<string>({ clock: tools.clock, seconds: needs.pageSeconds, most: 500 });
  const sendCount = (visit: Visit, figures: string) =>
    visit.body(figures, 200, {
      ...open,
      'Content-Type': 'application/json',
      'Cache-Control': needs.pageSeconds > 0 ? `public, max-age=${String(needs.pageSeconds)}` : 'no-store',
    });
  /** A proof as JSON, or why there is none. */
  async function sendProof(visit: Visit, found: PublicCampaign, prove: (tx: Tx, log: Log) => Promise<object>): Promise<Response> {
    try {
      return visit.json(await tools.database.inWorkspace(found.campaign.workspaceId, (tx) => prove(tx, logOf(found))), 200, open);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return visit.json({ code: error.code, message: error.message }, error.kind === 'not_found' ? 404 : 400, open);
    }
  }
  async function showCount(visit: Visit, found: PublicCampaign, more: Pick<CountPageProps, 'checked' | 'compared'>): Promise<Response> {
    const { campaign, path, organiser } = found;
    const url = `${site.publicUrl}${path}`;
    const now = await standingOf(tools, found);
    const props: CountPageProps = {
      campaign: { title: campaign.name, url, id: showId('campaign', campaign.id) },
      participations: now.participations,
      head: { size: now.size, root: now.root },
      urls: { page: `${url}/count`, figures: `${url}/count.json`, proof: `${path}/count/proof.json`, growth: `${path}/count/growth.json` },
      csrf: csrfFor(tools, `count|${campaign.id}`),
      ...more,
    };
    return visit.html(countPage(props, frameOf(site, visit, organiser)));
  }

  return [
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count',
      does: 'How supporters are counted, and how anybody can check it',
      handle: (visit) =>
        withCampaign(visit, async (found) => showCount(visit, found, { compared: await compareHeads(tools, found, visit.req.query()) })),
    },
    {
      method: 'POST',
      path: '/c/:workspace/:campaign/count',
      does: 'Look a receipt up, for a browser without scripts: its code stands in no address',
      handle: (visit) =>
        withCampaign(visit, async (found) => {
          await guard(visit);
          const form = await readForm(visit);
          if (!isOurForm(tools, `count|${found.campaign.id}`, form.get('csrf'))) {
            visit.status(400);
            return showCount(visit, found, {});
          }
          return showCount(visit, found, { checked: await checkReceipt(tools, found, form.get('receipt') ?? '') });
        }),
    },
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count.json',
      does: 'The public count and the head of its log, for programs',
      remembered(visit) {
        const figures = counts.peek(visit.req.path);
        return figures === undefined ? undefined : sendCount(visit, figures);
      },
      handle: (visit) =>
        withCampaign(visit, async (found) => {
          const figures = async () =>
            JSON.stringify({ campaignId: showId('campaign', found.campaign.id), ...(await standingOf(tools, found)) });
          return sendCount(visit, await counts.get(visit.req.path, figures));
        }),
    },
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count/proof.json',
      does: 'The proof that an entry is in the log of the count',
      handle: (visit) =>
        withCampaign(visit, (found) => {
          const leaf = Buffer.from(visit.req.query('leaf') ?? '', 'base64url');
          return sendProof(visit, found, (tx, log) => proveReceipt(tx, log, leaf));
        }),
    },
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count/growth.json',
      does: 'The proof that the log of the count only grew between two sizes',
      handle: (visit) =>
        withCampaign(visit, (found) => {
          const { from = '', to } = visit.req.query();
          const sizes = { from: from === '' ? NaN : Number(from), to: to === undefined ? undefined : Number(to) };
          return sendProof(visit, found, (tx, log) => proveGrowth(tx, log, sizes));
        }),
    },
  ];
}

interface Log {
  workspaceId: string;
  campaignId: string;
}
const logOf = ({ campaign }: PublicCampaign): Log => ({ workspaceId: campaign.workspaceId, campaignId: campaign.id });

/** The count and the head of its log, at one moment. */
async function standingOf(tools: Tools, found: PublicCampaign) {
  const { workspaceId, campaignId } = logOf(found);
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    const { participations } = await totalOf(tx, workspaceId, campaignId);
    return { participations, ...(await headOf(tx, { workspaceId, campaignId })) };
  });
}

async function checkReceipt(tools: Tools, found: PublicCampaign, code: string): Promise<CountPageProps['checked']> {
  const salt = fromCode(code);
  if (!salt) return { state: 'malformed' };
  const log = logOf(found);
  const leaf = await leafOf(salt, showId('campaign', log.campaignId));
  try {
    const { index } = await tools.database.inWorkspace(log.workspaceId, (tx) => proveReceipt(tx, log, leaf));
    return { state: 'in_log', number: index + 1 };
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not_found') return { state: 'not_in_log' };
    throw error;
  }
}

async function compareHeads(tools: Tools, found: PublicCampaign, query: Record<string, string>): Promise<CountPageProps['compared']> {
  const { size, root } = query;
  if (size === undefined || root === undefined) return undefined;
  const log = logOf(found);
  const [from, given] = [readSize(size), fromCode(root)];
  if (from === undefined || !given) return { size, root, state: 'malformed' };
  try {
    const { fromRoot } = await tools.database.inWorkspace(log.workspaceId, (tx) => proveGrowth(tx, log, { from, to: undefined }));
    return { size, root, state: fromRoot === toCode(given) ? 'grew' : 'different' };
  } catch (error) {
    if (error instanceof Refusal) return { size, root, state: 'different' };
    throw error;
  }
}
