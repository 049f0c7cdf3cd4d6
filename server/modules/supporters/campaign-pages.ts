import { bouncePage, bounceThanksPage } from '../../../public-pages/bounce-page.ts';
import { countPage, type CountPageProps } from '../../../public-pages/count-page.ts';
import { fromCode, leafOf, readSize, toCode } from '../../../shared/merkle-check.ts';
import { csrfFor, isOurForm } from '../../platform/form-proof.ts';
import { frameOf, readForm, type PageRoute, type Visit } from '../../platform/page.ts';
import { Refusal } from '../../platform/errors.ts';
import { createMemory } from '../../platform/memory.ts';
import { showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { addRecipientCount, type BounceClass } from '../campaigns/index.ts';
import { headOf, proveGrowth, proveReceipt } from '../count-log/index.ts';
import { viewBySlug, type CampaignView } from './campaign-view.ts';
import { flowVisits, type SupporterNeeds } from './flow-visits.ts';
import { letterPages } from './letter-pages.ts';

/** What stands beside an action page: the public count and its log, and the page for letters that came back. */
export function campaignPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const { guard } = flowVisits(tools, needs);
  async function withView(visit: Visit, show: (view: CampaignView) => Response | Promise<Response>): Promise<Response> {
    const { workspace = '', campaign = '' } = visit.req.param() as Record<string, string>;
    const view = await viewBySlug(tools, needs, { workspace, campaign });
    return view && view.campaign.state !== 'draft' ? show(view) : letterPages(site, visit).notice('not_found');
  }
  const logOf = ({ campaign }: CampaignView) => ({ workspaceId: campaign.workspaceId, campaignId: campaign.id });
  const headIn = (view: CampaignView) => tools.database.inWorkspace(view.campaign.workspaceId, (tx) => headOf(tx, logOf(view)));
  const open = { 'Access-Control-Allow-Origin': '*' };
  const counts = createMemory<string>({ clock: tools.clock, seconds: needs.pageSeconds, most: 500 });
  const sendCount = (visit: Visit, figures: string) =>
    visit.body(figures, 200, {
      ...open,
      'Content-Type': 'application/json',
      'Cache-Control': needs.pageSeconds > 0 ? `public, max-age=${String(needs.pageSeconds)}` : 'no-store',
    });
  const refusedAsJson = (visit: Visit, error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    return visit.json({ code: error.code, message: error.message }, error.kind === 'not_found' ? 404 : 400, open);
  };
  const bounceForm = (view: CampaignView) => ({ url: `${view.path}/bounce`, csrf: csrfFor(tools, `bounce|${view.campaign.id}`) });
  const readers = ({ standing }: CampaignView) =>
    [...standing.open, ...standing.left.map(({ recipient }) => recipient)].map(({ id, name, email, district }) => ({
      id,
      name,
      address: email,
      ...(district ? { district } : {}),
    }));

  return [
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count',
      does: 'How supporters are counted, and how anybody can check it',
      handle: (visit) =>
        withView(visit, async (view) => {
          const head = await headIn(view);
          const url = `${site.publicUrl}${view.path}`;
          const props: CountPageProps = {
            campaign: { title: view.campaign.name, url, id: showId('campaign', view.campaign.id) },
            participations: view.participations,
            head,
            urls: {
              page: `${url}/count`,
              figures: `${url}/count.json`,
              proof: `${view.path}/count/proof.json`,
              growth: `${view.path}/count/growth.json`,
            },
            checked: await checkReceipt(tools, view, visit.req.query('receipt')),
            compared: await compareHeads(tools, view, visit.req.query()),
          };
          return visit.html(countPage(props, frameOf(site, visit, view.organiser)));
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
        withView(visit, async (view) => {
          const { campaign, participations } = view;
          const figures = async () =>
            JSON.stringify({ campaignId: showId('campaign', campaign.id), participations, ...(await headIn(view)) });
          return sendCount(visit, await counts.get(visit.req.path, figures));
        }),
    },
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count/proof.json',
      does: 'The proof that an entry is in the log of the count',
      handle: (visit) =>
        withView(visit, async (view) => {
          const leaf = Buffer.from(visit.req.query('leaf') ?? '', 'base64url');
          try {
            return visit.json(
              await tools.database.inWorkspace(view.campaign.workspaceId, (tx) => proveReceipt(tx, logOf(view), leaf)),
              200,
              open,
            );
          } catch (error) {
            return refusedAsJson(visit, error);
          }
        }),
    },
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/count/growth.json',
      does: 'The proof that the log of the count only grew between two sizes',
      handle: (visit) =>
        withView(visit, async (view) => {
          const { from = '', to } = visit.req.query();
          const sizes = { from: from === '' ? NaN : Number(from), to: to === undefined ? undefined : Number(to) };
          try {
            return visit.json(
              await tools.database.inWorkspace(view.campaign.workspaceId, (tx) => proveGrowth(tx, logOf(view), sizes)),
              200,
              open,
            );
          } catch (error) {
            return refusedAsJson(visit, error);
          }
        }),
    },
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/bounce',
      does: 'Tell that a letter came back; what is pasted stays in the browser',
      handle: (visit) =>
        withView(visit, (view) =>
          visit.html(
            bouncePage({ recipients: readers(view), form: bounceForm(view), backUrl: view.path }, frameOf(site, visit, view.organiser)),
          ),
        ),
    },
    {
      method: 'POST',
      path: '/c/:workspace/:campaign/bounce',
      does: 'Count that a letter to a recipient came back, and why',
      handle: (visit) =>
        withView(visit, async (view) => {
          await guard(visit);
          const form = await readForm(visit);
          const recipient = readers(view).find(({ id }) => id === form.get('recipient'));
          const given = form.get('class') ?? '';
          const again = (problem: string) => {
            visit.status(400);
            const chosen = { recipient: form.get('recipient'), class: given };
            const props = { recipients: readers(view), form: bounceForm(view), backUrl: view.path, chosen, problem };
            return visit.html(bouncePage(props, frameOf(site, visit, view.organiser)));
          };
          if (!isOurForm(tools, `bounce|${view.campaign.id}`, form.get('csrf')))
            return again('This page stood open for a long time. Please press the button once more.');
          if (!recipient) return again('Please choose whom the letter went to.');
          if (!Object.hasOwn(bounceColumns, given)) return again('Please choose why it came back.');
          const column = bounceColumns[given as keyof typeof bounceColumns];
          if (column)
            await tools.database.inWorkspace(view.campaign.workspaceId, (tx) =>
              addRecipientCount(tx, { ...logOf(view), recipientId: recipient.id }, column),
            );
          return visit.html(
            bounceThanksPage(
              { recipients: readers(view).length, againUrl: `${view.path}/bounce`, backUrl: view.path },
              frameOf(site, visit, view.organiser),
            ),
          );
        }),
    },
  ];
}

/** A supporter's word is a hint to the organiser and nothing more: nobody is suppressed for it. */
const bounceColumns = {
  hard: 'bouncedHard',
  full: 'bouncedFull',
  blocked: 'bouncedBlocked',
  later: 'bouncedLater',
  unknown: undefined,
} as const satisfies Record<string, BounceClass | undefined>;

/** For a browser without scripts: looks a receipt up here. With one, the code never leaves the browser. */
async function checkReceipt(tools: Tools, { campaign }: CampaignView, code: string | undefined): Promise<CountPageProps['checked']> {
  if (code === undefined) return undefined;
  const salt = fromCode(code);
  if (!salt) return { state: 'malformed' };
  const leaf = await leafOf(salt, showId('campaign', campaign.id));
  try {
    const log = { workspaceId: campaign.workspaceId, campaignId: campaign.id };
    const { index } = await tools.database.inWorkspace(campaign.workspaceId, (tx) => proveReceipt(tx, log, leaf));
    return { state: 'in_log', number: index + 1 };
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'not_found') return { state: 'not_in_log' };
    throw error;
  }
}

async function compareHeads(tools: Tools, { campaign }: CampaignView, query: Record<string, string>): Promise<CountPageProps['compared']> {
  const { size, root } = query;
  if (size === undefined || root === undefined) return undefined;
  const log = { workspaceId: campaign.workspaceId, campaignId: campaign.id };
  const [from, given] = [readSize(size), fromCode(root)];
  if (from === undefined || !given) return { size, root, state: 'malformed' };
  try {
    const { fromRoot } = await tools.database.inWorkspace(campaign.workspaceId, (tx) => proveGrowth(tx, log, { from, to: undefined }));
    return { size, root, state: fromRoot === toCode(given) ? 'grew' : 'different' };
  } catch (error) {
    if (error instanceof Refusal) return { size, root, state: 'different' };
    throw error;
  }
}
