import { actionPage } from '../../../public-pages/action-page.ts';
import { frameOf, readForm, writeCookie, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { fillLetter, findCampaignBySlug, recipientsOf, type CampaignRow, type Recipient } from '../campaigns/index.ts';
import { findSuppressed } from '../suppressions/index.ts';
import { csrfFor, csrfSubjectOfPage, flowHours, isOurForm, type Draft } from './flow.ts';
import { flowVisits, letterCookie, type SupporterNeeds } from './flow-visits.ts';
import { letterPages } from './letter-pages.ts';
import { aroundOwnLine, problemOfDraft, readDraft } from './letters.ts';
import { askForConsent, draftFor, keepDraft } from './start-letter.ts';

interface Public {
  campaign: CampaignRow;
  organiser: string;
  path: string;
  /** Those who may be written to now. */
  recipients: Recipient[];
}

/** The action page: read the letter, make it one's own, go on to Google. */
export function actionPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site, way } = needs;
  const { ticketOf, guard } = flowVisits(tools, needs);
  return [
    {
      method: 'GET',
      path: '/c/:workspace/:campaign',
      does: 'The action page of a campaign',
      async handle(visit) {
        const found = await findPublic(tools, needs, visit);
        if (!found) return letterPages(site, visit).notice('not_found');
        const ticket = ticketOf(visit);
        const kept =
          ticket && (await tools.database.inWorkspace(found.campaign.workspaceId, (tx) => draftFor(tools, tx, ticket, found.campaign.id)));
        return showActionPage(tools, site, visit, { ...found, draft: kept?.draft });
      },
    },
    {
      method: 'POST',
      path: '/c/:workspace/:campaign',
      does: 'Keep a supporter’s letter and go on to Google',
      async handle(visit) {
        await guard(visit);
        const found = await findPublic(tools, needs, visit);
        if (!found) return letterPages(site, visit).notice('not_found');
        const form = await readForm(visit);
        const draft = readDraft(form, found.campaign.editing);
        if (!isOurForm(tools, csrfSubjectOfPage(found.campaign.id), form.get('csrf')))
          return showActionPage(tools, site, visit, {
            ...found,
            draft,
            problem: 'This page stood open for a long time. Please press the button once more.',
          });
        const problem = problemOfDraft(draft, found.campaign.editing);
        if (problem || stateOf(found) !== 'open') return showActionPage(tools, site, visit, { ...found, draft, problem });
        const { flow, cookie: value } = await keepDraft(tools, ticketOf(visit), {
          workspaceId: found.campaign.workspaceId,
          campaignId: found.campaign.id,
          textVersion: found.campaign.textVersion,
          draft,
        });
        if (value) writeCookie(site, visit, letterCookie, { value, maxAgeSeconds: flowHours * 3600 });
        return visit.redirect((await askForConsent(tools, way, flow)).toString(), 303);
      },
    },
  ];
}

/** A campaign by its public address, once it was published; a draft has none. */
async function findPublic(tools: Tools, needs: SupporterNeeds, visit: Visit): Promise<Public | undefined> {
  const { workspace: workspaceSlug = '', campaign: campaignSlug = '' } = visit.req.param() as Record<string, string>;
  const workspace = await tools.database.inInstallation('public_address', (tx) => needs.workspaceBySlug(tx, workspaceSlug));
  if (!workspace) return undefined;
  return tools.database.inWorkspace(workspace.workspaceId, async (tx) => {
    const campaign = await findCampaignBySlug(tx, workspace.workspaceId, campaignSlug);
    if (!campaign || campaign.state === 'draft') return undefined;
    const all = await recipientsOf(tx, workspace.workspaceId, campaign.id);
    const suppressed = await findSuppressed(
      tools,
      tx,
      workspace.workspaceId,
      all.map(({ emailKey }) => emailKey),
    );
    const recipients = all.filter(({ emailKey }) => !suppressed.has(emailKey));
    return { campaign, organiser: workspace.name, path: `/c/${workspace.slug}/${campaign.slug}`, recipients };
  });
}

function stateOf({ campaign, recipients }: Public): 'open' | 'paused' | 'closed' | 'no_recipients' {
  if (campaign.state === 'closed') return 'closed';
  if (campaign.state !== 'published') return 'paused';
  return recipients.length === 0 ? 'no_recipients' : 'open';
}

function showActionPage(
  tools: Tools,
  site: Site,
  visit: Visit,
  page: Public & { draft?: Draft | undefined; problem?: string | undefined },
): Response | Promise<Response> {
  const { campaign, recipients, organiser, path, draft, problem } = page;
  if (problem) visit.status(400);
  return visit.html(
    actionPage(
      {
        title: campaign.name,
        intro: campaign.introduction,
        counts: { accepted: campaign.participations ?? 0, ...(campaign.goal ? { goal: campaign.goal } : {}) },
        recipients: recipients.map(({ id, name, email, district }) => ({ id, name, address: email, ...(district ? { district } : {}) })),
        letter: { ...letterToRead(campaign, recipients), editable: campaign.editing, draft },
        start: { url: path, csrf: csrfFor(tools, csrfSubjectOfPage(campaign.id)) },
        state: stateOf(page),
        problem,
      },
      frameOf(site, visit, organiser),
    ),
  );
}

/**
 * The letter before anybody is signed in. With one recipient it is theirs, only the supporter's name is still open;
 * with several, a text that may be rewritten shows its merge tags, and a fixed one reads as the first of them will read it.
 */
function letterToRead(campaign: CampaignRow, recipients: readonly Recipient[]): { subject: string; body: string; rest?: string } {
  const [first] = recipients;
  if (!first || (campaign.editing === 'whole' && recipients.length > 1)) return { subject: campaign.subject, body: campaign.body };
  const name = campaign.editing === 'whole' ? '{{ supporter.name }}' : 'your name, as Google gives it';
  const { subject, body } = fillLetter(campaign, first, name);
  if (campaign.editing !== 'own_line') return { subject, body };
  const { before, closing } = aroundOwnLine(body);
  return { subject, body: before, rest: closing };
}
