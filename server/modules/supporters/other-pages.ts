import { otherWaysPage, type LetterToCarry, type OfferedWay } from '../../../public-pages/other-ways-page.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { wayUrl, type OtherWay } from '../../../shared/other-ways.ts';
import { frameOf, type PageRoute, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { addCounts, addRecipientCount, whyNotNow } from '../campaigns/index.ts';
import { emlFile } from '../deliveries/index.ts';
import { originOf } from './count-letter.ts';
import { placeIn, type Ticket } from './flow.ts';
import { flowVisits, type SupporterNeeds } from './flow-visits.ts';
import { letterPages, whyLeftOut } from './letter-pages.ts';
import { lettersToConfirm, openFlow } from './look-at-flow.ts';
import type { Letter } from './letters.ts';
import { renewOffers } from './offers/offer-recipients.ts';
import { takeOffers } from './offers/store.ts';
import { findCampaign } from '../campaigns/index.ts';
import { updateFlow, type Flow } from './store.ts';

const byLink = ['gmail_compose', 'outlook_compose', 'yahoo_compose', 'mailto'] as const;

/** For everyone who signs in nowhere: the letters, and the ways to take them to a mail program of one's own. We never learn whether they were sent. */
export function otherPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const { ticketOf, guard, csrfOf, nothingOpen, pressed, formExpired } = flowVisits(tools, needs);

  /** The letters as they would be taken away, under the name that the supporter gave. */
  const look = (ticket: Ticket) =>
    tools.database.inWorkspace(ticket.workspaceId, async (tx) => {
      const flow = await openFlow(tools, tx, ticket);
      const campaign = flow && (await findCampaign(tx, flow.workspaceId, flow.campaignId));
      const workspace = flow && (await needs.workspaceById(tx, flow.workspaceId));
      if (!flow || !campaign || !workspace || flow.step === 'sending' || flow.step === 'settled') return undefined;
      await renewOffers(tools, tx, flow, campaign);
      const name = nameOf(flow);
      const about = name
        ? await lettersToConfirm(tools, tx, needs.letters, { flow, campaign, deliveries: [], from: { name, address: '' } })
        : undefined;
      return {
        flow,
        campaign,
        organiser: workspace.name,
        campaignUrl: `${site.publicUrl}/c/${workspace.slug}/${campaign.slug}`,
        name,
        about,
      };
    });
  const nameOf = (flow: Flow) => (flow.nameSealed ? tools.sealer.open(placeIn(flow, 'name_sealed'), flow.nameSealed) : '');

  async function show(visit: Visit, ticket: Ticket | undefined, problem?: string): Promise<Response> {
    const known = ticket && (await look(ticket));
    if (!ticket || !known) return letterPages(site, visit).notice(nothingOpen(visit));
    const inTheWay = known.flow.rehearsal ? 'campaign_paused' : whyNotNow(known.campaign, tools.clock.now());
    if (inTheWay) return letterPages(site, visit).notice(inTheWay, { campaignUrl: known.campaignUrl });
    return visit.html(
      otherWaysPage(
        {
          letters: (known.about?.letters ?? []).map((letter, index) => carried(letter, index + 1)),
          leftOut: (known.about?.leftOut ?? []).map(({ recipient, why }) => ({ name: recipient.name, reason: whyLeftOut[why] })),
          name: { url: '/letter/other', csrf: csrfOf(ticket), value: known.name },
          backUrl: known.campaignUrl,
          problem,
        },
        frameOf(site, visit, known.organiser),
      ),
    );
  }

  /** Counts a letter as opened, once, by the way in which it was opened first. */
  async function open(visit: Visit, way: OtherWay): Promise<Letter | undefined> {
    const ticket = ticketOf(visit);
    const number = Number(visit.req.param('number'));
    const known = ticket && (await look(ticket));
    const letter = known?.about?.letters[number - 1];
    if (!known || !letter || known.flow.rehearsal || whyNotNow(known.campaign, tools.clock.now())) return undefined;
    // A browser that fetches ahead has not opened anything (Fetch, section 2.4: Sec-Purpose).
    if (/prefetch/i.test(visit.req.header('sec-purpose') ?? '')) return letter;
    const { flow } = known;
    await tools.database.inWorkspace(flow.workspaceId, async (tx) => {
      if ((await takeOffers(tx, flow, [letter.recipient.id])) === 0) return;
      await addCounts(tx, { ...originOf(flow), channel: way, at: tools.clock.now() }, { opened: 1 });
      await addRecipientCount(
        tx,
        { workspaceId: flow.workspaceId, campaignId: flow.campaignId, recipientId: letter.recipient.id },
        'opened',
      );
    });
    return letter;
  }
  const gone = (visit: Visit) => letterPages(site, visit).notice(nothingOpen(visit));

  return [
    {
      method: 'GET',
      path: '/letter/other',
      does: 'The ways to send a letter with one’s own mail program',
      handle: (visit) => show(visit, ticketOf(visit)),
    },
    {
      method: 'POST',
      path: '/letter/other',
      does: 'Put a name under the letter',
      async handle(visit) {
        const press = await pressed(visit);
        if (!press) return formExpired(visit);
        const name = cleanHeaderText(press.form.get('name') ?? '')
          .slice(0, 100)
          .trim();
        if (!name) return show(visit, press.ticket, 'Please write the name that stands under the letter.');
        await tools.database.inWorkspace(press.ticket.workspaceId, async (tx) => {
          const flow = await openFlow(tools, tx, press.ticket, 'lock');
          if (flow?.step !== 'started') return;
          const nameSealed = tools.sealer.seal(placeIn(flow, 'name_sealed'), name);
          await updateFlow(tx, flow, { nameSealed, mailbox: 'own_program', lastActiveAt: tools.clock.now() });
        });
        return visit.redirect('/letter/other', 303);
      },
    },
    ...byLink.map(
      (way): PageRoute => ({
        method: 'GET',
        path: `/letter/other/${way}/:number`,
        does: `Open the letter: ${way}`,
        async handle(visit) {
          await guard(visit);
          const letter = await open(visit, way);
          const url = letter && wayUrl(way, carriedText(letter));
          return url?.ok ? visit.redirect(url.url, 302) : gone(visit);
        },
      }),
    ),
    {
      method: 'GET',
      path: '/letter/other/eml/:number',
      does: 'The letter as a file that mail programs open',
      async handle(visit) {
        await guard(visit);
        const letter = await open(visit, 'eml');
        if (!letter) return gone(visit);
        const { to, subject, body: text } = carriedText(letter);
        return visit.body(emlFile({ to, subject, text }), 200, {
          'Content-Type': 'message/rfc822',
          'Content-Disposition': 'attachment; filename="letter.eml"',
        });
      },
    },
    {
      method: 'POST',
      path: '/letter/other/copy/:number',
      does: 'Count that a letter was copied',
      async handle(visit) {
        await guard(visit);
        return visit.body(null, (await open(visit, 'copy')) ? 204 : 404);
      },
    },
  ];
}

const carriedText = ({ recipient, subject, body }: Letter) => ({ to: { name: recipient.name, address: recipient.email }, subject, body });

function carried(letter: Letter, number: number): LetterToCarry {
  const offered = byLink.map((way): OfferedWay => {
    const url = wayUrl(way, carriedText(letter));
    return url.ok ? { way, href: `/letter/other/${way}/${String(number)}` } : { way, sentence: url.sentence };
  });
  const { name, email, district } = letter.recipient;
  return {
    recipient: { name, address: email, ...(district ? { district } : {}) },
    subject: letter.subject,
    text: letter.body,
    ways: [...offered, { way: 'eml', href: `/letter/other/eml/${String(number)}` }],
    copied: `/letter/other/copy/${String(number)}`,
  };
}
