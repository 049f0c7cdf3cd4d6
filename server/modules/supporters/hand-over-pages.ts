import { leaveAppPage } from '../../../public-pages/leave-app-page.ts';
import { noticeFor, noticePage } from '../../../public-pages/notice.ts';
import { csrfFor, isOurForm } from '../../platform/form-proof.ts';
import { hashToken, newToken } from '../../platform/hashing.ts';
import { frameOf, readForm, writeCookie, type PageRoute, type Site, type Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { findCampaign } from '../campaigns/index.ts';
import { flowHours, isOver, newTicket } from './flow.ts';
import { flowVisits, letterCookie, wayBack, type SupporterNeeds } from './flow-visits.ts';
import { findFlowByHandOver, moveFlow, updateFlow } from './store.ts';

const handOverMinutes = 15;

/** Sign-in is refused inside an app's own window: says so before, with a link by which the letter goes on in a real browser. */
export async function leaveApp(
  tools: Tools,
  site: Site,
  visit: Visit,
  { flow, app, organiser }: { flow: { workspaceId: string; id: string }; app: string; organiser: string },
): Promise<Response> {
  const code = newToken();
  const now = tools.clock.now();
  await tools.database.inWorkspace(flow.workspaceId, (tx) =>
    updateFlow(tx, flow, {
      handOverHash: hashToken(code),
      handOverUntil: new Date(now.getTime() + handOverMinutes * 60_000),
      lastActiveAt: now,
    }),
  );
  const url = `${site.publicUrl}/continue/${code}`;
  return visit.html(leaveAppPage({ app, url, minutes: handOverMinutes }, frameOf(site, visit, organiser)));
}

/** Moves a letter that was begun in an app's window to the browser in which the link was opened. */
export function handOverPages(tools: Tools, needs: SupporterNeeds): PageRoute[] {
  const { site } = needs;
  const { guard } = flowVisits(tools, needs);
  const find = (code: string) =>
    tools.database.inInstallation('public_address', async (tx) => {
      const flow = /^[A-Za-z0-9_-]{43}$/.test(code) ? await findFlowByHandOver(tx, hashToken(code)) : undefined;
      const now = tools.clock.now();
      const usable = flow && flow.step === 'started' && flow.handOverUntil && flow.handOverUntil > now && !isOver(flow, now);
      return usable ? flow : undefined;
    });
  const over = (visit: Visit) => {
    visit.status(410);
    return visit.html(noticePage(noticeFor('hand_over_over', { links: { home: '/' } }), frameOf(site, visit, site.operator.name)));
  };
  return [
    {
      method: 'GET',
      path: '/continue/:code',
      does: 'Go on with a letter that was begun in an app: nothing happens by opening it, apps look at links before people do',
      async handle(visit) {
        const code = visit.req.param('code') ?? '';
        const flow = await find(code);
        if (!flow) return over(visit);
        const words = noticeFor('hand_over', { links: { continue: `/continue/${code}` }, csrf: csrfFor(tools, `continue|${code}`) });
        return visit.html(noticePage(words, frameOf(site, visit, site.operator.name)));
      },
    },
    {
      method: 'POST',
      path: '/continue/:code',
      does: 'Bind the letter to this browser, once',
      async handle(visit) {
        await guard(visit);
        const code = visit.req.param('code') ?? '';
        const form = await readForm(visit);
        const found = isOurForm(tools, `continue|${code}`, form.get('csrf')) ? await find(code) : undefined;
        if (!found) return over(visit);
        const ticket = newTicket(found.workspaceId, found.id);
        const url = await tools.database.inWorkspace(found.workspaceId, async (tx) => {
          const workspace = await needs.workspaceById(tx, found.workspaceId);
          const campaign = await findCampaign(tx, found.workspaceId, found.campaignId);
          if (!workspace || !campaign) return undefined;
          if (!(await moveFlow(tx, found, { handOverHash: hashToken(code), browserHash: hashToken(ticket.secret) }))) return undefined;
          const back = new URL(wayBack(tools, `${site.publicUrl}/c/${workspace.slug}/${campaign.slug}`, found));
          back.searchParams.set('lang', found.language);
          return back.toString();
        });
        if (!url) return over(visit);
        writeCookie(site, visit, letterCookie, { value: ticket.cookie, maxAgeSeconds: flowHours * 3600 });
        return visit.redirect(url, 303);
      },
    },
  ];
}
