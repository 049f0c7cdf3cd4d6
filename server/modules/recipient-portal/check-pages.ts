import { checkedPage, checkFormPage, checkUnknownPage, type CheckedProps } from '../../../public-pages/check-page.ts';
import { csrfFor, formTooOld, isOurForm } from '../../platform/form-proof.ts';
import { dayInWords } from '../../platform/period.ts';
import { callerKey } from '../../platform/http.ts';
import { frameOf, readForm, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tools } from '../../platform/tools.ts';
import {
  chosenFor,
  countRecipients,
  fillLetter,
  findCampaign,
  placesOfCode,
  readCode,
  totalOf,
  whyNotNow,
  wordingsOf,
  type CampaignRow,
} from '../campaigns/index.ts';
import { findWorkspace, unlessEnded } from '../workspaces/index.ts';

const subject = 'check';

/** “Is it genuine?”: the page behind the code that stands under every letter. */
export function checkPages(tools: Tools, site: Site): PageRoute[] {
  const form = (value?: string) => ({ url: '/check', csrf: csrfFor(tools, subject), value });
  const frame = (visit: Visit, organiser = site.operator.name) => frameOf(site, visit, organiser);
  const count = (visit: Visit) => countUse(tools, limits.publicStep, callerKey(visit.get('ipAddress')));
  return [
    {
      method: 'GET',
      path: '/check',
      does: 'Type the code of a letter to see whether it is genuine',
      handle: (visit) => visit.html(checkFormPage({ form: form() }, frame(visit))),
    },
    {
      method: 'POST',
      path: '/check',
      does: 'Go to the campaign of a typed code',
      async handle(visit) {
        await count(visit);
        const given = await readForm(visit);
        const code = readCode(given.get('code') ?? '').replace(/[^0-9A-Z]/g, '');
        if (isOurForm(tools, subject, given.get('csrf')) && code) return visit.redirect(`/check/${code}`, 303);
        visit.status(400);
        const problem = code ? formTooOld : 'Please type the code.';
        return visit.html(checkFormPage({ form: form(code), problem }, frame(visit)));
      },
    },
    {
      method: 'GET',
      path: '/check/:code',
      does: 'Whether a letter’s campaign is genuine, and what its letter says',
      async handle(visit) {
        await count(visit);
        const code = readCode(visit.req.param('code') ?? '');
        const known = await findByCode(tools, site, code);
        if (known) return visit.html(checkedPage(known.props, frame(visit, known.organiser)));
        visit.status(404);
        return visit.html(checkUnknownPage({ form: form(code.replace(/[^0-9A-Z]/g, '')) }, frame(visit)));
      },
    },
  ];
}

/** The campaign of a code. A draft is nobody’s business yet. */
async function findByCode(tools: Tools, site: Site, code: string): Promise<{ organiser: string; props: CheckedProps } | undefined> {
  if (!/^[0-9A-Z]{8}$/.test(code)) return undefined;
  const places = await tools.database.inInstallation('public_address', (tx) => placesOfCode(tx, code));
  for (const { workspaceId, id } of places) {
    const known = await tools.database.inWorkspace(workspaceId, async (tx) => {
      const workspace = unlessEnded(await findWorkspace(tx, workspaceId), tools.clock.now());
      const campaign = await findCampaign(tx, workspaceId, id);
      if (!workspace || !campaign || campaign.state === 'draft') return undefined;
      const text = chosenFor(campaign, await wordingsOf(tx, campaign), undefined, { language: campaign.language, combination: 0 });
      const { subject: line, body } = fillLetter(text, anybody, '[name of the sender]');
      const props: CheckedProps = {
        code,
        campaign: campaign.name,
        host: new URL(site.publicUrl).host,
        operator: site.operator.name,
        url: `${site.publicUrl}/c/${workspace.slug}/${campaign.slug}`,
        since: dayInWords(campaign.publishedAt ?? campaign.createdAt),
        state: stateOf(campaign, tools.clock.now()),
        letters: (await totalOf(tx, workspaceId, id)).accepted,
        recipients: await countRecipients(tx, workspaceId, id),
        subject: line,
        text: body,
        editing: campaign.editing,
      };
      return { organiser: workspace.name, props };
    });
    if (known) return known;
  }
  return undefined;
}

const anybody = {
  name: '[name]',
  salutation: '[salutation]',
  district: '[district]',
  region: '[region]',
  affiliation: '[party or group]',
};

function stateOf(campaign: CampaignRow, now: Date): CheckedProps['state'] {
  const why = whyNotNow(campaign, now);
  if (why === undefined) return 'running';
  return why === 'campaign_closed' ? 'over' : (why.slice('campaign_'.length) as 'paused' | 'held' | 'quarantined' | 'resting');
}
