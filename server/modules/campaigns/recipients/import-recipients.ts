import { isDeepStrictEqual } from 'node:util';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { readCsv } from '../../../platform/csv.ts';
import type { Tx } from '../../../platform/database.ts';
import { newId } from '../../../platform/ids.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findSuppressedEverywhere } from '../../suppressions/index.ts';
import { findCampaign, lockCampaign } from '../store.ts';
import { checkedRecipient, leftOut, type RecipientInput } from './add-recipient.ts';
import { findColumns, readRow, type Columns } from './recipient-columns.ts';
import { insertRecipients, recipientsOf, updateRecipient, type Recipient, type RecipientFields } from './store.ts';

export interface ImportResult {
  added: number;
  changed: number;
  unchanged: number;
  refused: { line: number; sentence: string }[];
}

const mostRows = 20_000;

/**
 * Adds recipients from a CSV file; an address that is there already gets the file's fields, and keeps those for which the file has no column. Lines that cannot be used are named with the reason,
 * and do not keep the others out. With `dryRun` nothing is written.
 * @throws Refusal when the file itself cannot be read, or lacks the columns name and email
 */
export async function importRecipients(
  tools: Tools,
  actor: Actor,
  member: Member,
  input: { campaignId: string; csv: string; dryRun: boolean },
): Promise<ImportResult> {
  return tools.database.inWorkspace(member.workspaceId, async (tx) => {
    await lockCampaign(tx, member.workspaceId, input.campaignId, 'update');
    const campaign = await findCampaign(tx, member.workspaceId, input.campaignId);
    if (!campaign) throw notFound('campaign');
    const read = readRecipients(input.csv, campaign.routingFields);
    if (campaign.state === 'closed')
      throw new Refusal('conflict', 'campaign_closed', 'This campaign is closed. Its recipients stay as they were.');
    const there = new Map((await recipientsOf(tx, member.workspaceId, input.campaignId)).map((row) => [row.emailKey, row]));
    const inactiveSince = campaign.state === 'draft' ? tools.clock.now() : null;
    const { rows, refused } = await withoutLeftOut(tools, tx, read, there);
    const plan = rows.map((fields) => {
      const before = there.get(fields.emailKey);
      return { fields: before ? keepingOthers(fields, before, read.columns) : fields, before };
    });
    const added = plan.filter(({ before }) => !before);
    const changed = plan.filter(({ fields, before }) => before && differs(fields, before));
    if (!input.dryRun) {
      const { workspaceId } = member;
      const { campaignId } = input;
      const createdAt = tools.clock.now();
      // Ids made in one millisecond have no order; recipients keep that of the file.
      const ids = added.map(() => newId(tools.clock)).toSorted();
      await insertRecipients(
        tx,
        added.map(({ fields }, place) => ({ ...fields, workspaceId, campaignId, id: ids[place] ?? '', createdAt, inactiveSince })),
      );
      for (const {
        fields: { emailKey: _key, ...fields },
        before,
      } of changed)
        if (before) await updateRecipient(tx, member.workspaceId, before.id, fields);
      const details = { added: added.length, changed: changed.length, refused: refused.length };
      await recordEntry(
        tools,
        tx,
        { workspaceId: member.workspaceId, actor },
        { action: 'recipients.imported', subject: { kind: 'campaign', id: input.campaignId }, details },
      );
    }
    return { added: added.length, changed: changed.length, unchanged: rows.length - added.length - changed.length, refused };
  });
}

/** An address that is suppressed for the whole copy is not taken in; one that is there already stays as it is. */
async function withoutLeftOut(tools: Tools, tx: Tx, read: ReadFile, there: ReadonlyMap<string, unknown>) {
  const fresh = [...read.rows.keys()].filter((key) => !there.has(key));
  const out = await findSuppressedEverywhere(tools, tx, fresh);
  const refused = [...read.refused, ...[...out].map((key) => ({ line: read.rows.get(key)?.line ?? 0, sentence: leftOut }))];
  return {
    rows: [...read.rows].flatMap(([key, { fields }]) => (out.has(key) ? [] : [fields])),
    refused: refused.toSorted((one, other) => one.line - other.line),
  };
}

/** What the file says of somebody who is there, and what was known of them besides. */
function keepingOthers(row: RecipientFields, before: Recipient, { own }: Columns): RecipientFields {
  const named = Object.entries(row).filter(([field]) => field === 'emailKey' || own.has(field as keyof RecipientInput));
  const { contacted: _contacted, id: _id, ...kept } = before;
  return { ...kept, ...Object.fromEntries(named), fields: { ...before.fields, ...row.fields } };
}

const differs = (row: RecipientFields, before: Recipient) =>
  Object.entries(row).some(([field, value]) => !isDeepStrictEqual(value, before[field as keyof RecipientFields]));

interface ReadFile {
  columns: Columns;
  rows: Map<string, { line: number; fields: RecipientFields }>;
  refused: ImportResult['refused'];
}

function readRecipients(csv: string, routingFields: readonly string[]): ReadFile {
  const file = readCsv(csv, { maxRows: mostRows, maxBytes: 5_000_000 });
  const columns = findColumns(file.headers, routingFields);
  const rows: ReadFile['rows'] = new Map();
  const refused: ImportResult['refused'] = [];
  for (const { line, values } of file.rows) {
    const read = readRow(columns, values);
    const checked = read.ok ? checkedRecipient(read.input, routingFields) : read;
    if (!checked.ok) refused.push({ line, sentence: checked.sentence });
    else if (rows.has(checked.fields.emailKey))
      refused.push({ line, sentence: 'This address stands in the file twice; the first line counts.' });
    else rows.set(checked.fields.emailKey, { line, fields: checked.fields });
  }
  return { columns, rows, refused };
}
