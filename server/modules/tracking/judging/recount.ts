import type { Tx } from '../../../platform/database.ts';
import { addCounts } from '../../outreach/index.ts';
import { addLinkCounts, liftToNothing } from '../store.ts';
import { columnOf } from '../verdict-columns.ts';
import { countLinks, countRecipients, type OfCampaign } from './store.ts';

/** Lets a change of the hits of some recipients, or of all, reach the counts: by exactly as much as they come to more or less than before. */
export async function recount(tx: Tx, campaign: OfCampaign, enrolmentIds: readonly string[] | 'all', change: () => Promise<void>) {
  if (enrolmentIds !== 'all' && enrolmentIds.length === 0) return;
  const { workspaceId, campaignId } = campaign;
  const whose = enrolmentIds === 'all' ? undefined : enrolmentIds;
  const look = async () => [await countRecipients(tx, campaign, whose), await countLinks(tx, campaign, whose)] as const;
  const [recipients, links] = await look();
  await change();
  const [recipientsNow, linksNow] = await look();
  const differences = difference(recipients, recipientsNow);
  for (const [hour, some] of [...Map.groupBy(differences, (one) => one.hour.getTime())].sort(([one], [other]) => one - other))
    await addCounts(
      tx,
      workspaceId,
      some.map(({ step, variant, mailboxId, kind, verdict, by }) => ({
        ...{ campaignId, step, variant, mailboxId, by },
        outcome: columnOf(kind, verdict),
      })),
      new Date(hour),
    );
  // What was counted before may have been deleted since, or brought back from an older backup.
  if (differences.some(({ by }) => by < 0)) await liftToNothing(tx, workspaceId, [campaignId]);
  await addLinkCounts(
    tx,
    workspaceId,
    difference(links, linksNow).map(({ linkId, verdict, by }) => ({ campaignId, linkId, verdict, by })),
  );
}

/** By how much each place has more or less than before. */
function difference<Row extends { recipients: number }>(
  before: readonly Row[],
  after: readonly Row[],
): (Omit<Row, 'recipients'> & { by: number })[] {
  const places = new Map<string, Omit<Row, 'recipients'> & { by: number }>();
  const add = ({ recipients, ...place }: Row, sign: 1 | -1) => {
    const key = JSON.stringify(place);
    const known = places.get(key);
    if (known) known.by += sign * recipients;
    else places.set(key, { ...place, by: sign * recipients });
  };
  for (const row of before) add(row, -1);
  for (const row of after) add(row, 1);
  return [...places.values()].filter(({ by }) => by !== 0);
}
