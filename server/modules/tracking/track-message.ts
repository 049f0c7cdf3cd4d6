import { footerWords, type FooterLanguage } from '../../../shared/footer-words.ts';
import type { Tools } from '../../platform/tools.ts';
import type { Compiled } from '../templates/index.ts';
import { fixedAddresses } from './fixed-addresses.ts';
import { rewriteMessage, type Parts } from './rewrite-message.ts';
import { insertLinks, type NewLink } from './store.ts';
import { linkIdOf, readTracked, writeTracked } from './ticket.ts';
import { clickPath, openPath } from './paths.ts';

/** Whose message it is, and what its campaign wants to know. */
export interface TrackedMessage {
  workspaceId: string;
  campaignId: string;
  enrolmentId: string;
  step: number;
  variant: string;
  /** Of what its message says of that. */
  language: FooterLanguage;
  tracking: 'aggregate' | 'recipient';
  /** The address by which its recipient leaves, which stays as it is. */
  leaveUrl: string;
  text: Compiled;
}

/** So many links are known to be written down already. */
const mostKnown = 50_000;

/**
 * Makes what prepares the messages of campaigns that want to know whether they are opened. Where each link leads is written down before the message
 * leaves. In sum only, a link whose address was made for one recipient stays as it is: counting it would name them.
 */
export function createTracker(tools: Pick<Tools, 'clock' | 'database' | 'hashing'>, baseOf: (workspaceId: string) => Promise<string>) {
  const noted = new Set<string>();
  return async function trackMessage(of: TrackedMessage, message: Parts): Promise<Parts> {
    const { workspaceId, campaignId, step, variant, tracking } = of;
    const base = await baseOf(workspaceId);
    const ticketOf = { workspaceId, campaignId, step, variant, ...(tracking === 'recipient' ? { enrolmentId: of.enrolmentId } : {}) };
    const fixed = fixedAddresses(of.text);
    const links = new Map<string, NewLink>();
    const addressOf = (url: string) => {
      const forOne = !fixed.has(url);
      if (url === of.leaveUrl || isOurs(tools, url) || (forOne && tracking === 'aggregate')) return undefined;
      const enrolmentId = forOne ? of.enrolmentId : undefined;
      const id = linkIdOf(tools, { campaignId, step, url, enrolmentId });
      links.set(id, { campaignId, id, step, url, enrolmentId: enrolmentId ?? null });
      return `${base}${clickPath}/${writeTracked(tools, { ...ticketOf, kind: 'click', linkId: id })}`;
    };
    const rewritten = rewriteMessage(message, {
      addressOf,
      imageUrl: `${base}${openPath}/${writeTracked(tools, { ...ticketOf, kind: 'open' })}.gif`,
      hiddenUrl: `${base}${clickPath}/${writeTracked(tools, { ...ticketOf, kind: 'hidden' })}`,
      disclosure: { words: footerWords[of.language][tracking], language: of.language },
    });
    const unknown = [...links.values()].filter(({ id }) => !noted.has(id));
    if (unknown.length > 0) {
      await tools.database.inWorkspace(workspaceId, (tx) => insertLinks(tx, workspaceId, unknown, tools.clock.now()));
      for (const { id, enrolmentId } of unknown) if (enrolmentId === null) noted.add(id);
      for (const oldest of noted) if (noted.size > mostKnown) noted.delete(oldest);
    }
    return rewritten;
  };
}
export type TrackMessage = ReturnType<typeof createTracker>;

/** Under whichever of our hosts: a text may hold what was copied from a message. */
const isOurs = (tools: Pick<Tools, 'hashing'>, url: string) => readTracked(tools, tickets.exec(url)?.[1] ?? '') !== undefined;
const tickets = new RegExp(`^https?://[^/?#]+(?:${clickPath}|${openPath})/([A-Za-z0-9_-]+)`);
