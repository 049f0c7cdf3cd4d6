import { notFound } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { createMemory } from '../../platform/memory.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Tools } from '../../platform/tools.ts';
import { createSums } from './count-in-sum.ts';
import { createFlood } from './flood.ts';
import type { Asked } from './asked.ts';
import { findLink, sharedLinks } from './store.ts';
import type { TrackedTicket } from './ticket.ts';
import type { HitBook } from './write-hits.ts';

const aDay = 86_400;
const mostLinks = 2_000;
/** So often within a minute the same link of one recipient is written down, and the same link for everybody from one address. */
const [mostOfOne, mostOfAddress] = [60, 600];

/** What is behind the links of tracked messages, whoever answers them. */
export interface Following {
  /** Where a link leads, as far as that is in memory. */
  peek(ticket: TrackedTicket): string | undefined;
  /**
   * Where a link leads. Shared links of a campaign are remembered for a day, so that they go on leading while the database is away.
   * @throws not_found where it leads nowhere (any more)
   */
  find(ticket: TrackedTicket): Promise<string>;
  /** Writes down that somebody asked. In a flood what repeats itself is not written down. */
  note(ticket: TrackedTicket, asked: Asked): Promise<void>;
}

export function createFollowing(tools: Pick<Tools, 'clock' | 'database'>, book: HitBook, metrics: Metrics): Following {
  const sums = createSums(tools.clock);
  const flood = createFlood(tools.clock);
  const campaigns = createMemory<Map<string, string>>({ clock: tools.clock, seconds: aDay, most: 1_000 });
  return {
    peek: ({ campaignId, linkId }) => campaigns.peek(campaignId)?.get(linkId ?? ''),
    async find({ workspaceId, campaignId, linkId }) {
      const shared = await campaigns.get(campaignId, async () => {
        const links = await tools.database.inWorkspace(workspaceId, (tx) => sharedLinks(tx, workspaceId, campaignId, mostLinks));
        return new Map(links.map(({ id, url }) => [id, inHeader(url)]));
      });
      const known = shared.get(linkId ?? '');
      if (known !== undefined) return known;
      const link = linkId && (await tools.database.inWorkspace(workspaceId, (tx) => findLink(tx, workspaceId, campaignId, linkId)));
      if (!link) throw notFound('link');
      if (!link.forOne && shared.size < mostLinks) shared.set(link.id, inHeader(link.url));
      return inHeader(link.url);
    },
    async note(ticket, asked) {
      const { enrolmentId, linkId = null, kind, workspaceId, campaignId, step } = ticket;
      // In sum only many come from one address: Gmail loads the images of all its people from a few.
      const isFlood = enrolmentId
        ? flood.passes(ticketKey(ticket), mostOfOne)
        : flood.passes(`${ticketKey(ticket)} ${asked.ipAddress ?? ''}`, mostOfAddress);
      if (isFlood) {
        metrics.count('antiphon_tracked_hits_left_out_total');
        return;
      }
      const hit = { ...asked, kind, step, linkId, at: tools.clock.now() };
      if (!enrolmentId) return book.write({ sums: sums.count(ticket, hit) });
      return book.write({ hit: { ...hit, workspaceId, campaignId, id: newId(tools.clock), enrolmentId } });
    },
  };
}

const ticketKey = ({ campaignId, enrolmentId, step, kind, linkId }: TrackedTicket) =>
  `${enrolmentId ?? campaignId} ${String(step)} ${kind} ${linkId ?? ''}`;

/** A header holds ASCII alone; an address that is written so already stays as it is, to the letter. */
const inHeader = (url: string) => (/^[!-~]+$/.test(url) ? url : new URL(url).href);
