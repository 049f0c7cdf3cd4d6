import { placeIn } from './flow.ts';
import { letterPages } from './letter-pages.ts';
import { aSupporter, writeCookie, type PageRoute, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { totalOf, whyNotNow } from '../campaigns/index.ts';
import type { FlowDelivery } from '../deliveries/index.ts';
import { mailboxOf } from './action-pages.ts';
import { confirmLetter } from './confirm-letter.ts';
import { connectMailbox } from './connect-mailbox.ts';
import { lettersToConfirm } from './look-at-flow.ts';
import { flowVisits, letterCookie, type SupporterNeeds } from './flow-visits.ts';
import { holdAgain } from './offers/hold-again.ts';
import { askForConsent } from './start-letter.ts';
import { stopLetter } from './stop-letter.ts';

/** After how long whoever found no room may try again. */
const turnedAwaySeconds = 20;

/** The four steps of a supporter: read, connect, confirm, sent. Nothing here is sent by opening a page. */
export function flowPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site, ways } = needs;
  const { turnstile } = needs;
  const { ticketOf, guard, csrfOf, around, nothingOpen, pressed, formExpired } = flowVisits(tools, needs);
  /** Whoever comes back to how it ended may well have sent their letter: nobody is told then that nothing was sent. */
  const afterwards = (visit: Visit) => (nothingOpen(visit) === 'campaign_removed' ? 'campaign_removed' : 'letter_gone');
  const turnedAway = (visit: Visit) => {
    return letterPages(site, visit).notice('many_at_once', { csrf: { name: 'csrf', value: '' }, seconds: turnedAwaySeconds });
  };

  return [
    {
      method: 'POST',
      path: '/letter/connect',
      does: 'Ask for consent again, with the letter that is kept',
      async handle(visit) {
        const press = await pressed(visit);
        if (!press) return formExpired(visit);
        const known = await around(press.ticket);
        if (!known) return letterPages(site, visit).notice(nothingOpen(visit));
        if (known.flow.step === 'sending' || known.flow.step === 'settled') return visit.redirect('/letter/status', 303);
        return visit.redirect((await askForConsent(tools, ways, known.flow, mailboxOf(needs, press.form))).toString(), 303);
      },
    },
    ...(['google', 'microsoft'] as const).map(
      (company): PageRoute => ({
        method: 'GET',
        path: `/oauth/${company}/callback`,
        does: `Return from ${company === 'google' ? 'Google' : 'Microsoft'}`,
        async handle(visit) {
          await guard(visit);
          const { code, state, error, error_description: description } = visit.req.query();
          const ticket = ticketOf(visit);
          const mailbox = company === 'google' ? ('gmail' as const) : ('outlook' as const);
          const back = { mailbox, code, state, error, description };
          const connected = await connectMailbox(tools, ways, aSupporter, { ticket, back });
          if (connected.outcome === 'connected')
            return visit.redirect(connected.anotherAccount ? '/letter/confirm?account=another' : '/letter/confirm', 303);
          const known = await around(ticket);
          const facts = { campaignUrl: known?.campaignUrl, csrf: ticket && known && csrfOf(ticket), mailbox };
          return letterPages(site, visit).notice(connected.outcome, facts);
        },
      }),
    ),
    {
      method: 'GET',
      path: '/letter/confirm',
      does: 'Every letter word for word, before anything leaves',
      async handle(visit) {
        const ticket = ticketOf(visit);
        await holdAgain(tools, ticket);
        const known = await around(ticket);
        const pages = letterPages(site, visit);
        if (!known) return pages.notice(nothingOpen(visit));
        if (known.flow.step === 'sending') return visit.redirect('/letter/status', 303);
        if (known.flow.step === 'settled') return visit.redirect('/letter/receipt', 303);
        if (known.flow.step !== 'connected') return visit.redirect(known.campaignUrl, 303);
        const inTheWay = known.flow.rehearsal ? undefined : whyNotNow(known.campaign, tools.clock.now());
        if (inTheWay) return pages.notice(inTheWay, { campaignUrl: known.campaignUrl, csrf: csrfOf(known.ticket) });
        const { workspaceId } = known.flow;
        const about = await tools.database.inWorkspace(workspaceId, (tx) => lettersToConfirm(tools, tx, needs.letters, known));
        if (!about) return visit.redirect(known.campaignUrl, 303);
        if (about.letters.length === 0) return pages.notice('no_recipients', { campaignUrl: known.campaignUrl });
        return pages.confirm(about, {
          ...{ organiser: known.workspace.name, csrf: csrfOf(known.ticket), campaignUrl: known.campaignUrl },
          mailbox: known.flow.mailbox,
          rehearsal: known.flow.rehearsal,
          anotherAccount: visit.req.query('account') === 'another',
        });
      },
    },
    {
      method: 'POST',
      path: '/letter/confirm',
      does: 'The confirmation: the one thing that sends',
      ownGate: true,
      async handle(visit) {
        const leave = await turnstile.enter();
        if (!leave) return turnedAway(visit);
        try {
          const press = await pressed(visit);
          if (!press) return await formExpired(visit);
          const contentHash = press.form.get('content_hash');
          const outcome = await confirmLetter(tools, needs, aSupporter, { ticket: press.ticket, contentHash });
          if (outcome === 'sent' || outcome === 'under_way') return visit.redirect('/letter/status', 303);
          const known = await around(press.ticket);
          if (outcome === 'not_connected') return visit.redirect(known?.campaignUrl ?? '/', 303);
          const facts = { campaignUrl: known?.campaignUrl, csrf: known && csrfOf(press.ticket), mailbox: known?.flow.mailbox };
          return await letterPages(site, visit).notice(outcome, facts);
        } finally {
          leave();
        }
      },
    },
    {
      method: 'POST',
      path: '/letter/retry',
      does: 'Back to the confirmation, with the letters that were not sent',
      handle: async (visit) => ((await pressed(visit)) ? visit.redirect('/letter/confirm', 303) : formExpired(visit)),
    },
    {
      method: 'POST',
      path: '/letter/stop',
      does: 'Stop and disconnect: everything of the letter is deleted',
      async handle(visit) {
        const press = await pressed(visit);
        if (!press) return formExpired(visit);
        const known = await around(press.ticket);
        const outcome = await stopLetter(tools, ways, aSupporter, press.ticket);
        if (outcome === 'under_way') return visit.redirect('/letter/status', 303);
        writeCookie(site, visit, letterCookie, { value: '', maxAgeSeconds: 0 });
        return letterPages(site, visit).notice(outcome, { campaignUrl: known?.campaignUrl, mailbox: known?.flow.mailbox });
      },
    },
    {
      method: 'GET',
      path: '/letter/status',
      does: 'Where each letter stands',
      async handle(visit) {
        const known = await around(ticketOf(visit));
        const pages = letterPages(site, visit);
        if (!known) return pages.notice(afterwards(visit));
        if (known.flow.step === 'settled' && wentWell(known.deliveries)) return visit.redirect('/letter/receipt', 303);
        if (known.deliveries.length === 0) return visit.redirect('/letter/confirm', 303);
        return pages.status(known.deliveries, { ...known, organiser: known.workspace.name, csrf: csrfOf(known.ticket) });
      },
    },
    {
      method: 'GET',
      path: '/letter/receipt',
      does: 'What was sent, and what is left of the supporter',
      async handle(visit) {
        const known = await around(ticketOf(visit));
        const pages = letterPages(site, visit);
        if (!known) return pages.notice(afterwards(visit));
        if (known.flow.step !== 'settled' || !known.deliveries.some(({ state }) => state === 'accepted'))
          return visit.redirect('/letter/status', 303);
        const { flow } = known;
        const receipt = flow.receiptSealed ? tools.sealer.open(placeIn(flow, 'receipt_sealed'), flow.receiptSealed) : undefined;
        const { participations } = await tools.database.inWorkspace(flow.workspaceId, (tx) =>
          totalOf(tx, flow.workspaceId, flow.campaignId),
        );
        const campaignUrl = known.publicUrl;
        return pages.receipt(known.deliveries, { ...known, campaignUrl, organiser: known.workspace.name, participations, receipt });
      },
    },
  ];
}

const wentWell = (deliveries: readonly Pick<FlowDelivery, 'state'>[]) =>
  deliveries.some(({ state }) => state === 'accepted') && deliveries.every(({ state }) => state === 'accepted' || state === 'skipped');
