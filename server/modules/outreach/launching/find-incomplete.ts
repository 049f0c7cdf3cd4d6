import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { stepsOf, type OutreachRow } from '../store.ts';
import { meantBy } from './check-launch.ts';
import { problemsOfSteps } from './problems-of-steps.ts';
import { pageOfToBe } from './store.ts';

/** Recipients of whom a value is missing that the texts use, with what is known of them for the texts; by address, a page at a time. */
export async function findIncomplete(
  tools: Tools,
  tx: Tx,
  campaign: OutreachRow & { workspaceId: string },
  { tag, after, limit }: { tag?: string | undefined; after?: string | undefined; limit: number },
) {
  const meant = await meantBy(tools, tx, campaign.workspaceId, campaign);
  const steps = await stepsOf(tx, campaign.workspaceId, campaign.id, campaign.version);
  const { requiredTags } = await problemsOfSteps(tx, meant, steps);
  const asked = tag === undefined ? requiredTags : requiredTags.filter((one) => one === tag);
  if (asked.length === 0) return { recipients: [] };
  const rows = await pageOfToBe(tx, meant, { missing: asked, after, limit });
  const recipients = rows.map(({ contactId, enrolmentId, email, fields }) => ({
    ...{ contactId, enrolmentId, email },
    values: Object.fromEntries(requiredTags.map((one) => [one, fields[one] ?? ''])),
    missing: requiredTags.filter((one) => (fields[one] ?? '').trim() === ''),
  }));
  const last = rows.at(-1);
  return { recipients, ...(last && rows.length === limit ? { after: last.emailKey } : {}) };
}
