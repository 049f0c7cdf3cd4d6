import { partnerPage, type PartnerPageProps } from '../../../public-pages/partner-page.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { csrfFor, formTooOld, isOurForm } from '../../platform/form-proof.ts';
import { callerKey } from '../../platform/http.ts';
import type { Outbound } from '../../platform/outbound.ts';
import { frameOf, readForm, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { findCampaign } from '../campaigns/index.ts';
import { readSignedPartnerId, signedPartnerId } from './embed-id.ts';
import { examineAddress } from './examine-address.ts';
import { findPartner, partnersOf } from './store.ts';

export interface PartnerPageNeeds {
  site: Site;
  outbound: Outbound;
  workspaceById(tx: Tx, workspaceId: string): Promise<{ name: string } | undefined>;
}

/** Below this, a figure on a page that others can open could say who took part. */
const leastShown = 10;

/** The page for a partner's webmaster. Its address is given out by the organiser and stands on no list. */
export function partnerPages(tools: Tools, { site, outbound, workspaceById }: PartnerPageNeeds): PageRoute[] {
  const idOf = (visit: Visit) => visit.req.param('id') ?? '';

  const signedIdOf = (visit: Visit) => {
    const id = readSignedPartnerId(tools, 'partner_page', idOf(visit));
    if (!id) throw notFound('partner');
    return id;
  };
  /** An id that was never given out leads nowhere, and costs no question to the database. */
  const refuseForged = (visit: Visit) => void signedIdOf(visit);

  async function find(visit: Visit) {
    const id = signedIdOf(visit);
    const partner = await tools.database.inInstallation('public_address', (tx) => findPartner(tx, id));
    if (!partner || partner.endedAt) throw notFound('partner');
    const { workspaceId, campaignId } = partner;
    return tools.database.inWorkspace(workspaceId, async (tx) => {
      const workspace = await workspaceById(tx, workspaceId);
      const campaign = await findCampaign(tx, workspaceId, campaignId);
      if (!workspace || !campaign) throw notFound('partner');
      const figures = (await partnersOf(tx, workspaceId, campaignId)).find((one) => one.id === partner.id);
      const embedUrl = `${site.publicUrl}/e/${signedPartnerId(tools, 'embed', partner.id)}`;
      return { partner, campaign, organiser: workspace.name, participations: figures?.participations ?? 0, embedUrl };
    });
  }

  function show(visit: Visit, found: Awaited<ReturnType<typeof find>>, check: Omit<PartnerPageProps['check'], 'url' | 'csrf'>) {
    const { partner, campaign, organiser, participations, embedUrl } = found;
    visit.header('X-Robots-Tag', 'noindex');
    const props: PartnerPageProps = {
      partner: partner.name,
      campaign: { title: campaign.name, published: campaign.state !== 'draft' },
      origins: partner.origins,
      ours: site.publicUrl,
      embedUrl,
      participations: participations >= leastShown ? participations : undefined,
      check: { ...check, url: `/partner/${idOf(visit)}#check`, csrf: csrfFor(tools, `partner|${partner.id}`) },
    };
    return visit.html(partnerPage(props, frameOf(site, visit, organiser)));
  }

  return [
    {
      method: 'GET',
      path: '/partner/:id',
      does: 'How a partner puts the action page on its own site',
      remembered: refuseForged,
      handle: async (visit) => show(visit, await find(visit), {}),
    },
    {
      method: 'POST',
      path: '/partner/:id',
      does: 'Look at a page of the partner, and say what keeps the frame from working there',
      remembered: refuseForged,
      async handle(visit) {
        const found = await find(visit);
        const form = await readForm(visit);
        const address = (form.get('address') ?? '').slice(0, 2000);
        const again = (problem: string) => {
          visit.status(400);
          return show(visit, found, { address, problem });
        };
        if (!isOurForm(tools, `partner|${found.partner.id}`, form.get('csrf'))) return again(formTooOld);
        await countUse(tools, limits.guardedPerAddress, `${callerKey(visit.get('ipAddress'))}|/partner`);
        await countUse(tools, limits.examinationsOfPartner, found.partner.id);
        try {
          const { findings } = await examineAddress(outbound, { address, embedUrl: found.embedUrl, origins: found.partner.origins });
          return await show(visit, found, { address, findings });
        } catch (error) {
          if (error instanceof Refusal && error.kind === 'invalid') return again(error.message);
          throw error;
        }
      },
    },
  ];
}
