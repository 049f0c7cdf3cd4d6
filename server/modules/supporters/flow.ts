import { periodOf } from '../../../privacy/promises.ts';
import { equal, hashToken, newToken } from '../../platform/hashing.ts';
import { showId } from '../../platform/ids.ts';

/** The way of one letter: read, connect, confirm, sent. `sending` is the confirmation under way; it never begins by itself. */
export type Step = 'started' | 'connected' | 'sending' | 'settled';

/** What a supporter wrote, before any merge tag is filled. Sealed while it waits, gone with the flow. */
export interface Draft {
  subject?: string;
  body?: string;
  ownLine?: string;
  /** What stands in the part that the organiser left to supporters. */
  ownText?: string;
}

/** Whose sending a supporter uses. With their own program nothing is connected and nothing is sent from here. */
export type MailboxKind = 'gmail' | 'outlook';

/** From the register (promise A8). */
export const flowHours = periodOf('supporter_flows').hours ?? 0;

/** A flow that was inactive for 48 hours cannot be used, whether or not the retention job has run (promise A8). */
export function isOver(flow: { lastActiveAt: Date }, now: Date): boolean {
  return now.getTime() - flow.lastActiveAt.getTime() >= flowHours * 3_600_000;
}

/** Why a ticket opens nothing: a flow ends 48 hours after it began (its id says when) at the earliest, unless its campaign was deleted. */
export function whyGone(ticket: Ticket, now: Date): 'flow_expired' | 'campaign_removed' {
  const began = parseInt(ticket.flowId.replaceAll('-', '').slice(0, 12), 16);
  return isOver({ lastActiveAt: new Date(began) }, now) ? 'flow_expired' : 'campaign_removed';
}

export const placeIn = (flow: { workspaceId: string; id: string }, column: string) => ({
  workspaceId: flow.workspaceId,
  table: 'supporter_flows',
  rowId: flow.id,
  column,
});

/** What binds a flow to one browser: where its row is, and a secret of which only a hash is kept. */
export interface Ticket {
  workspaceId: string;
  flowId: string;
  secret: string;
}

export function newTicket(workspaceId: string, flowId: string): Ticket & { cookie: string } {
  const secret = newToken();
  return { workspaceId, flowId, secret, cookie: `${workspaceId}.${flowId}.${secret}` };
}

/** The ticket in a cookie; anything that is not one is no ticket. */
export function readTicket(cookie: string | undefined): Ticket | undefined {
  const match = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? '');
  return match?.[1] && match[2] && match[3] ? { workspaceId: match[1], flowId: match[2], secret: match[3] } : undefined;
}

export function belongsTo(flow: { browserHash: Buffer }, ticket: Ticket): boolean {
  return equal(flow.browserHash, hashToken(ticket.secret));
}

/** What a form of the flow is bound to. */
export const csrfSubject = (ticket: Ticket) => `${ticket.flowId}|${ticket.secret}`;
/** What the form of an action page is bound to: nobody is known there yet. */
export const csrfSubjectOfPage = (campaignId: string) => showId('campaign', campaignId);
