import { actorOf, api, memberOf, type CallContext } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import { readId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { askAgain } from './judging/ask-again.ts';
import type { OfCampaign } from './judging/store.ts';
import { removeTracking } from './remove-tracking.ts';
import { exportHits } from './showing/export-hits.ts';
import { countsByLink, countsByStep, countsOfOwnLinks, findCampaign, hitsOf, type ShownHit } from './showing/store.ts';

const mostLinks = 500;

/** What is known of messages being opened. Whoever reads it of single recipients leaves an entry. */
export function trackingRoutes(tools: Tools) {
  const { tracking } = api;
  type Campaign = NonNullable<Awaited<ReturnType<typeof findCampaign>>>;
  const about = <Result>(context: CallContext, shownId: string, look: (tx: Tx, of: OfCampaign, campaign: Campaign) => Promise<Result>) => {
    const { workspaceId } = memberOf(context);
    return tools.database.inWorkspace(workspaceId, async (tx) => {
      const of = { workspaceId, campaignId: readId('outreach', shownId) };
      const campaign = await findCampaign(tx, of);
      if (!campaign) throw notFound('team campaign');
      return look(tx, of, campaign);
    });
  };
  const noteReading = (tx: Tx, context: CallContext, { workspaceId, campaignId }: OfCampaign, rows: number) =>
    recordEntry(
      tools,
      tx,
      { workspaceId, actor: actorOf(context) },
      { action: 'outreach.hits_read', subject: { kind: 'outreach', id: campaignId }, details: { rows } },
    );
  return {
    show: tracking.show.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, of, campaign) => ({
        tracking: campaign.tracking,
        steps: await countsByStep(tx, of),
        links: await countsByLink(tx, of, mostLinks),
        ownLinks: await countsOfOwnLinks(tx, of),
      })),
    ),
    ofRecipient: tracking.ofRecipient.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, of) => {
        const before = input.after === undefined ? undefined : readPlace(input.after);
        const hits = await hitsOf(tx, of, { enrolmentId: readId('enrolment', input.enrolmentId), before, most: input.limit });
        await noteReading(tx, context, of, hits.length);
        const last = hits.at(-1);
        return { hits: hits.map(shownHit), ...(last && hits.length === input.limit ? { after: placeOf(last) } : {}) };
      }),
    ),
    export: tracking.export.handler(({ input, context }) =>
      about(context, input.outreachId, async (tx, of, { name }) => {
        const { rows, ...file } = await exportHits(tx, of, name);
        await noteReading(tx, context, of, rows);
        return file;
      }),
    ),
    judgeAgain: tracking.judgeAgain.handler(async ({ input, context }) => {
      await askAgain(tools, actorOf(context), memberOf(context), readId('outreach', input.outreachId));
      return { done: true as const };
    }),
    remove: tracking.remove.handler(async ({ input, context }) => {
      await removeTracking(tools, actorOf(context), memberOf(context), readId('outreach', input.outreachId));
      return { done: true as const };
    }),
  };
}

function shownHit({ at, step, kind, url, verdict, because, ipAddress, userAgent }: ShownHit) {
  return { at: at.toISOString(), step, kind, url, verdict, because, ipAddress, userAgent };
}

const placeOf = ({ at, id }: { at: Date; id: string }) => `${String(at.getTime())}.${id}`;

function readPlace(text: string): { at: Date; id: string } {
  const match = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text);
  if (!match) throw new Refusal('invalid', 'place_unusable', 'This is no place in the list. Begin again without `after`.');
  return { at: new Date(Number(match[1])), id: match[2] ?? '' };
}
