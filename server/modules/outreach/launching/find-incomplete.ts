import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { checkFiles } from '../attaching/check-files.ts';
import { stepsOf, type OutreachRow } from '../store.ts';
import { meantBy } from './check-launch.ts';
import { problemsOfSteps } from './problems-of-steps.ts';
import { pageOfToBe } from './store.ts';

/**
 * Recipients of whom a value is missing that the texts use, or for whom a file is not in the library, with what is known of them for the texts; by
 * address, a page at a time.
 */
export async function findIncomplete(
  tools: Tools,
  tx: Tx,
  campaign: OutreachRow & { workspaceId: string },
  { tag, after, limit }: { tag?: string | undefined; after?: string | undefined; limit: number },
) {
  const meant = await meantBy(tools, tx, campaign.workspaceId, campaign);
  const steps = await stepsOf(tx, campaign.workspaceId, campaign.id, campaign.version);
  const { requiredTags, knownTags } = await problemsOfSteps(tx, meant, steps);
  const asked = tag === undefined ? requiredTags : requiredTags.filter((one) => one === tag);
  const files = tag === undefined ? await checkFiles(tx, meant, { steps, knownTags, mailboxes: [] }) : { tags: [], missing: [] };
  if (asked.length === 0 && files.missing.length === 0) return { recipients: [] };
  const shown = [...new Set([...requiredTags, ...files.tags])];
  const codeOf = (values: Readonly<Record<string, string>>) => JSON.stringify(files.tags.map((one) => values[one] ?? ''));
  const namesBy = new Map(files.missing.map(({ values, names }) => [codeOf(values), names]));
  const without = { tags: files.tags, values: files.missing.map(({ values }) => values) };
  const rows = await pageOfToBe(tx, meant, { missing: asked, without, after, limit });
  const recipients = rows.map(({ contactId, enrolmentId, email, fields }) => ({
    ...{ contactId, enrolmentId, email },
    values: Object.fromEntries(shown.map((one) => [one, fields[one] ?? ''])),
    missing: requiredTags.filter((one) => (fields[one] ?? '').trim() === ''),
    files: namesBy.get(codeOf(fields)) ?? [],
  }));
  const last = rows.at(-1);
  return { recipients, ...(last && rows.length === limit ? { after: last.emailKey } : {}) };
}
