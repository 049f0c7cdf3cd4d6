import { bouncePage, bounceThanksPage } from '../../../public-pages/bounce-page.ts';
import { Refusal } from '../../platform/errors.ts';
import { csrfFor, formTooOld, isOurForm } from '../../platform/form-proof.ts';
import { callerKey } from '../../platform/http.ts';
import { frameOf, readForm, type Form, type PageRoute, type Visit } from '../../platform/page.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import { addRecipientCount, type BounceClass } from '../campaigns/index.ts';
import { viewBySlug, type CampaignView } from './campaign-view.ts';
import { flowVisits, type SupporterNeeds } from './flow-visits.ts';
import { letterPages } from './letter-pages.ts';

/** A supporter's word is a hint to the organiser and nothing more: nobody is suppressed for it. */
const bounceColumns = {
  hard: 'bouncedHard',
  full: 'bouncedFull',
  blocked: 'bouncedBlocked',
  later: 'bouncedLater',
  unknown: undefined,
} as const satisfies Record<string, BounceClass | undefined>;

/** The page for letters that came back: whom it was about and why, in two choices. */
export function bouncePages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const { guard } = flowVisits(tools, needs);
  async function withView(visit: Visit, show: (view: CampaignView) => Response | Promise<Response>): Promise<Response> {
    const { workspace = '', campaign = '' } = visit.req.param() as Record<string, string>;
    const view = await viewBySlug(tools, needs, { workspace, campaign });
    return view && view.campaign.state !== 'draft' ? show(view) : letterPages(site, visit).notice('not_found');
  }
  const proofOf = (view: CampaignView) => `bounce|${view.campaign.id}`;
  function show(visit: Visit, view: CampaignView, again: { problem?: string; form?: Form } = {}) {
    const { problem, form } = again;
    if (problem) visit.status(400);
    const props = {
      recipients: readersOf(view),
      form: { url: `${view.path}/bounce`, csrf: csrfFor(tools, proofOf(view)) },
      backUrl: view.path,
      ...(form ? { chosen: { recipient: form.get('recipient'), class: form.get('class') } } : {}),
      problem,
    };
    return visit.html(bouncePage(props, frameOf(site, visit, view.organiser)));
  }
  /** Whether somebody tells of this recipient for the first time today: one address cannot make another look dead. */
  async function isNews(visit: Visit, recipientId: string): Promise<boolean> {
    try {
      await countUse(tools, limits.bounceOfRecipient, `${callerKey(visit.get('ipAddress'))}|${recipientId}`);
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'too_many') return false;
      throw error;
    }
  }

  return [
    {
      method: 'GET',
      path: '/c/:workspace/:campaign/bounce',
      does: 'Tell that a letter came back; what is pasted stays in the browser',
      handle: (visit) => withView(visit, (view) => show(visit, view)),
    },
    {
      method: 'POST',
      path: '/c/:workspace/:campaign/bounce',
      does: 'Count that a letter to a recipient came back, and why',
      handle: (visit) =>
        withView(visit, async (view) => {
          await guard(visit);
          const form = await readForm(visit);
          const recipient = readersOf(view).find(({ id }) => id === form.get('recipient'));
          const given = form.get('class') ?? '';
          if (!isOurForm(tools, proofOf(view), form.get('csrf'))) return show(visit, view, { problem: formTooOld, form });
          if (!recipient) return show(visit, view, { problem: 'Please choose whom the letter went to.', form });
          if (!Object.hasOwn(bounceColumns, given)) return show(visit, view, { problem: 'Please choose why it came back.', form });
          const column = bounceColumns[given as keyof typeof bounceColumns];
          const { workspaceId, id: campaignId } = view.campaign;
          if (column && (await isNews(visit, recipient.id)))
            await tools.database.inWorkspace(workspaceId, (tx) =>
              addRecipientCount(tx, { workspaceId, campaignId, recipientId: recipient.id }, column),
            );
          const thanks = { recipients: readersOf(view).length, againUrl: `${view.path}/bounce`, backUrl: view.path };
          return visit.html(bounceThanksPage(thanks, frameOf(site, visit, view.organiser)));
        }),
    },
  ];
}

/** Those a letter may have gone to. Who asked not to be written to, or is left out, stands on no public list. */
const readersOf = ({ standing }: CampaignView) =>
  [
    ...standing.open,
    ...standing.left.filter(({ why }) => why === 'over_budget' || why === 'out_of_office').map(({ recipient }) => recipient),
  ].map(({ id, name, email, district }) => ({ id, name, address: email, ...(district ? { district } : {}) }));
