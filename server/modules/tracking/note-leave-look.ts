import { newId } from '../../platform/ids.ts';
import type { Visit } from '../../platform/page.ts';
import type { Tools } from '../../platform/tools.ts';
import { askedBy } from './asked.ts';
import { createFlood } from './flood.ts';
import type { HitBook } from './write-hits.ts';

/** As many as a link is noted for one recipient. */
const mostInMinute = 60;

/**
 * Notes that the page for leaving was looked at: whoever follows it together with other links of a message is a machine. Only where the campaign tracks
 * its recipients; nobody waits for it, and nothing is noted of whoever leaves.
 */
export function createLeaveLooks(tools: Pick<Tools, 'clock'>, book: HitBook) {
  const flood = createFlood(tools.clock);
  return (
    visit: Visit,
    { workspaceId, campaignId, enrolmentId }: { workspaceId: string; campaignId: string; enrolmentId: string },
  ): void => {
    if (flood.passes(enrolmentId, mostInMinute)) return;
    const hit = { ...askedBy(visit), kind: 'leave', linkId: null, at: tools.clock.now() } as const;
    void book.write({ hit: { ...hit, workspaceId, campaignId, enrolmentId, step: null, id: newId(tools.clock) } });
  };
}
