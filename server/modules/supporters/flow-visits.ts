import { csrfFor, isOurForm } from '../../platform/form-proof.ts';
import { callerKey } from '../../platform/http.ts';
import { readCookie, readForm, type Form, type Site, type Visit } from '../../platform/page.ts';
import { countUses, limits } from '../../platform/rate-limit.ts';
import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { findCampaign, rehearsalKey } from '../campaigns/index.ts';
import { deliveriesOfFlow } from '../deliveries/index.ts';
import { csrfSubject, readTicket, whyGone, type Ticket } from './flow.ts';
import { letterPages } from './letter-pages.ts';
import { openFlow, type LetterNeeds } from './look-at-flow.ts';
import type { Flow } from './store.ts';
import type { Ways } from './mailbox-ways.ts';
import type { Turnstile } from './turnstile.ts';

export const letterCookie = 'antiphon_letter';

/** What supporters' pages need from above. */
export interface SupporterNeeds {
  site: Site;
  ways: Ways;
  letters: LetterNeeds;
  /** For how many seconds an action page or a count may be shown from memory. */
  pageSeconds: number;
  /** The gate before confirmations. */
  turnstile: Turnstile;
  workspaceBySlug(tx: Tx, slug: string): Promise<{ workspaceId: string; name: string; slug: string } | undefined>;
  workspaceById(tx: Tx, workspaceId: string): Promise<{ name: string; slug: string } | undefined>;
}

/** The way back from a rehearsal leads to the rehearsal: by the public address the next letter would be sent in earnest. */
export function wayBack(tools: Tools, publicUrl: string, flow: Pick<Flow, 'campaignId' | 'rehearsal' | 'createdAt'>): string {
  return flow.rehearsal ? `${publicUrl}?rehearsal=${rehearsalKey(tools, flow.campaignId, flow.createdAt).key}` : publicUrl;
}

/** What every page of a flow begins with: whose browser it is, whether the form is ours, and what is known of the flow. */
export function flowVisits(tools: Tools, needs: SupporterNeeds) {
  const { site } = needs;
  const ticketOf = (visit: Visit) => readTicket(readCookie(site, visit, letterCookie));
  /** Everybody behind one address together, and more strictly one letter for itself. */
  const guard = async (visit: Visit) => {
    const ticket = ticketOf(visit);
    const everybody = [limits.publicStep, callerKey(visit.get('ipAddress'))] as const;
    await countUses(tools, ticket ? [everybody, [limits.stepOfFlow, ticket.flowId]] : [everybody]);
  };
  const csrfOf = (ticket: Ticket) => csrfFor(tools, csrfSubject(ticket));

  /** The flow of a ticket with its campaign and how its letters stand; nothing when there is none that is open to this browser. */
  async function around(ticket: Ticket | undefined) {
    if (!ticket) return undefined;
    return tools.database.inWorkspace(ticket.workspaceId, async (tx) => {
      const flow = await openFlow(tools, tx, ticket);
      const workspace = flow && (await needs.workspaceById(tx, flow.workspaceId));
      const campaign = flow && (await findCampaign(tx, flow.workspaceId, flow.campaignId));
      if (!workspace || !campaign) return undefined;
      const publicUrl = `${site.publicUrl}/c/${workspace.slug}/${campaign.slug}`;
      const campaignUrl = wayBack(tools, publicUrl, flow);
      const deliveries = await deliveriesOfFlow(tx, flow.workspaceId, flow.id);
      return { ticket, flow, workspace, campaign, campaignUrl, publicUrl, deliveries };
    });
  }

  /** What to say to a browser for which no flow is open. */
  function nothingOpen(visit: Visit) {
    const ticket = ticketOf(visit);
    return ticket ? whyGone(ticket, tools.clock.now()) : 'cookies_off';
  }

  /** A form that was pressed on one of our own pages, in the browser that holds the flow; nothing otherwise. */
  async function pressed(visit: Visit): Promise<{ ticket: Ticket; form: Form } | undefined> {
    await guard(visit);
    const form = await readForm(visit);
    const ticket = ticketOf(visit);
    return ticket && isOurForm(tools, csrfSubject(ticket), form.get('csrf')) ? { ticket, form } : undefined;
  }

  async function formExpired(visit: Visit): Promise<Response> {
    const ticket = ticketOf(visit);
    const known = await around(ticket);
    const facts = { campaignUrl: known?.campaignUrl, csrf: ticket && known && csrfOf(ticket) };
    return letterPages(site, visit).notice(ticket ? 'form_expired' : 'cookies_off', facts);
  }

  return { ticketOf, guard, csrfOf, around, nothingOpen, pressed, formExpired };
}
