import type { Tools } from '../../platform/tools.ts';
import type { Compiled } from '../templates/index.ts';
import { disclosures } from './disclosure.ts';
import { fixedAddresses } from './fixed-addresses.ts';
import { rewriteMessage, type Parts } from './rewrite-message.ts';
import { insertLinks, type NewLink } from './store.ts';
import { linkIdOf, writeTracked } from './ticket.ts';
import { clickPath, openPath } from './paths.ts';

/** Whose message it is, and what its campaign wants to know. */
export interface TrackedMessage {
  workspaceId: string;
  campaignId: string;
  enrolmentId: string;
  step: number;
  variant: string;
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
      if (url === of.leaveUrl || isOurs(url, base) || (forOne && tracking === 'aggregate')) return undefined;
      const enrolmentId = forOne ? of.enrolmentId : undefined;
      const id = linkIdOf(tools, { campaignId, step, url, enrolmentId });
      links.set(id, { campaignId, id, step, url, enrolmentId: enrolmentId ?? null });
      return `${base}${clickPath}/${writeTracked(tools, { ...ticketOf, kind: 'click', linkId: id })}`;
    };
    const rewritten = rewriteMessage(message, {
      addressOf,
      imageUrl: `${base}${openPath}/${writeTracked(tools, { ...ticketOf, kind: 'open' })}.gif`,
      hiddenUrl: `${base}${clickPath}/${writeTracked(tools, { ...ticketOf, kind: 'hidden' })}`,
      disclosure: disclosures[tracking],
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

const isOurs = (url: string, base: string) => [clickPath, openPath].some((path) => url.startsWith(`${base}${path}/`));
