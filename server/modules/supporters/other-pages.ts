import { otherWaysPage, type LetterToCarry, type OfferedWay } from '../../../public-pages/other-ways-page.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { wayUrl, type OtherWay } from '../../../shared/other-ways.ts';
import { frameOf, type PageRoute, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { addCounts, addRecipientCount, whyNotNow } from '../campaigns/index.ts';
import { emlFile } from '../deliveries/index.ts';
import { originOf } from './count-letter.ts';
import { placeIn, type Ticket } from './flow.ts';
import { flowVisits, wayBack, type SupporterNeeds } from './flow-visits.ts';
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
      if (!flow || !campaign || !workspace) return undefined;
      if (flow.step === 'sending' || flow.step === 'settled') return 'under_way';
      await renewOffers(tools, tx, flow, campaign);
      const name = nameOf(flow);
      const about = name ? await lettersToConfirm(tools, tx, needs.letters, { flow, campaign, from: { name, address: '' } }) : undefined;
      return {
        flow,
        campaign,
        organiser: workspace.name,
        campaignUrl: wayBack(tools, `${site.publicUrl}/c/${workspace.slug}/${campaign.slug}`, flow),
        name,
        about,
      };
    });
  const nameOf = (flow: Flow) => (flow.nameSealed ? tools.sealer.open(placeIn(flow, 'name_sealed'), flow.nameSealed) : '');

  async function show(visit: Visit, ticket: Ticket | undefined, problem?: string): Promise<Response> {
    const known = ticket && (await look(ticket));
    if (!ticket || !known) return letterPages(site, visit).notice(nothingOpen(visit));
    if (known === 'under_way') return visit.redirect('/letter/status', 303);
    const inTheWay = known.flow.rehearsal ? 'rehearsal_by_mailbox' : whyNotNow(known.campaign, tools.clock.now());
    if (inTheWay) return letterPages(site, visit).notice(inTheWay, { campaignUrl: known.campaignUrl });
    return visit.html(
      otherWaysPage(
        {
          letters: (known.about?.letters ?? []).map(carried),
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
    const known = ticket && (await look(ticket));
    if (!known || known === 'under_way') return undefined;
    const letter = known.about?.letters.find(({ recipient }) => recipient.id === visit.req.param('recipient'));
    if (!letter || known.flow.rehearsal || whyNotNow(known.campaign, tools.clock.now())) return undefined;
    if (onlyLooks(visit)) return letter;
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
  /** The letter cannot be opened that way, or not any more: the page of the ways says why. */
  const otherwise = (visit: Visit) => visit.redirect('/letter/other', 303);

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
        // Signs that nobody sees are no name.
        if (!/[\p{L}\p{N}]/u.test(name)) return show(visit, press.ticket, 'Please write the name that stands under the letter.');
        const step = await tools.database.inWorkspace(press.ticket.workspaceId, async (tx) => {
          const flow = await openFlow(tools, tx, press.ticket, 'lock');
          if (flow?.step !== 'started') return flow?.step;
          const nameSealed = tools.sealer.seal(placeIn(flow, 'name_sealed'), name);
          await updateFlow(tx, flow, { nameSealed, mailbox: 'own_program', lastActiveAt: tools.clock.now() });
          return 'started';
        });
        if (step === 'connected')
          return show(visit, press.ticket, 'Your mailbox is connected, so your name is the one that it gives. It stays as it is.');
        return visit.redirect('/letter/other', 303);
      },
    },
    ...byLink.map(
      (way): PageRoute => ({
        method: 'GET',
        path: `/letter/other/${way}/:recipient`,
        does: `Open the letter: ${way}`,
        async handle(visit) {
          await guard(visit);
          const letter = await open(visit, way);
          const url = letter && wayUrl(way, carriedText(letter));
          return url?.ok ? visit.redirect(url.url, 302) : otherwise(visit);
        },
      }),
    ),
    {
      method: 'GET',
      path: '/letter/other/eml/:recipient',
      does: 'The letter as a file that mail programs open',
      async handle(visit) {
        await guard(visit);
        const letter = await open(visit, 'eml');
        if (!letter) return otherwise(visit);
        const { to, subject, body: text } = carriedText(letter);
        return visit.body(emlFile({ to, subject, text }), 200, {
          'Content-Type': 'message/rfc822',
          'Content-Disposition': 'attachment; filename="letter.eml"',
        });
      },
    },
    {
      method: 'POST',
      path: '/letter/other/copy/:recipient',
      does: 'Count that a letter was copied',
      async handle(visit) {
        await guard(visit);
        return visit.body(null, (await open(visit, 'copy')) ? 204 : 404);
      },
    },
  ];
}

/** A browser that fetches ahead has opened nothing (Fetch, section 2.4, `Sec-Purpose`; older ones say `Purpose`), nor who asks for the head alone. */
function onlyLooks(visit: Visit): boolean {
  const purposes = ['sec-purpose', 'purpose', 'x-moz'].map((name) => visit.req.header(name) ?? '');
  return visit.req.method === 'HEAD' || purposes.some((purpose) => /prefetch|preview/i.test(purpose));
}

const carriedText = ({ recipient, subject, body }: Letter) => ({ to: { name: recipient.name, address: recipient.email }, subject, body });

function carried(letter: Letter): LetterToCarry {
  const { id, name, email, district } = letter.recipient;
  const offered = byLink.map((way): OfferedWay => {
    const url = wayUrl(way, carriedText(letter));
    return url.ok ? { way, href: `/letter/other/${way}/${id}` } : { way, sentence: url.sentence };
  });
  return {
    recipient: { name, address: email, ...(district ? { district } : {}) },
    subject: letter.subject,
    text: letter.body,
    ways: [...offered, { way: 'eml', href: `/letter/other/eml/${id}` }],
    copied: `/letter/other/copy/${id}`,
  };
}
