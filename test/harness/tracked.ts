import { insertLinks } from '../../server/modules/tracking/store.ts';
import { linkIdOf, writeTracked } from '../../server/modules/tracking/ticket.ts';
import { asOwner } from './database.ts';
import type { Tools } from '../../server/platform/tools.ts';
import { plantRecipients, plantRunning } from './sending.ts';

/** A campaign that was sent an hour ago to so many recipients, each with these links, and the addresses in their messages. */
export async function plantTracked(
  product: { databaseUrl: string; app: { tools: Tools } },
  workspaceId: string,
  { count, urls, tracking = 'recipient', steps = 1 }: { count: number; urls: readonly string[]; tracking?: string; steps?: number },
) {
  const { tools } = product.app;
  const campaignId = await plantRunning(product, workspaceId, [], { tracking, state: 'finished' });
  await plantRecipients(product, workspaceId, campaignId, { count });
  await asOwner(product.databaseUrl, 'analyze enrolments');
  const handedOverAt = new Date(tools.clock.now().getTime() - 3_600_000);
  await asOwner(
    product.databaseUrl,
    `insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, variant, text_version, state, claimed_at, settled_at)
     select workspace_id, campaign_id, id, s, gen_random_uuid(), 'a', 1, 'accepted', $2, $2
     from enrolments, generate_series(1, $3::int) as s where campaign_id = $1`,
    [campaignId, handedOverAt, steps],
  );
  const enrolments = await asOwner(product.databaseUrl, 'select id from enrolments where campaign_id = $1 order by seq', [campaignId]);
  const links = Array.from({ length: steps }, (_, index) =>
    urls.map((url) => ({ campaignId, id: linkIdOf(tools, { campaignId, step: index + 1, url }), step: index + 1, url, enrolmentId: null })),
  );
  if (urls.length > 0) await tools.database.inWorkspace(workspaceId, (tx) => insertLinks(tx, workspaceId, links.flat(), tools.clock.now()));
  const messages = enrolments.map(({ id }) => {
    const of = (step: number) => ({
      workspaceId,
      campaignId,
      step,
      variant: 'a',
      ...(tracking === 'recipient' ? { enrolmentId: String(id) } : {}),
    });
    const write = (more: Parameters<typeof writeTracked>[1]) => writeTracked(tools, more);
    return {
      enrolmentId: String(id),
      clicks: links.map((some, index) => some.map((link) => `/c/${write({ ...of(index + 1), kind: 'click', linkId: link.id })}`)),
      images: links.map((_, index) => `/o/${write({ ...of(index + 1), kind: 'open' })}.gif`),
      hidden: links.map((_, index) => `/c/${write({ ...of(index + 1), kind: 'hidden' })}`),
    };
  });
  return { campaignId, messages };
}
