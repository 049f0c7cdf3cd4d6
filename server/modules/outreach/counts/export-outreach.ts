import { writeCsv } from '../../../platform/csv.ts';
import type { Tx } from '../../../platform/database.ts';
import { pageOfEnrolments, type EnrolmentRow } from '../recipients/store.ts';
import type { OutreachRow } from '../store.ts';
import { counters, countRows } from './store.ts';

/** As many rows as one answer holds; the file says when there were more. */
const mostRows = 100_000;
const pageRows = 5_000;

/** Recipients with how far they came, or the counts by hour, as CSV that no spreadsheet takes for formulas. */
export async function exportOutreach(tx: Tx, workspaceId: string, campaign: OutreachRow, what: 'recipients' | 'counts') {
  const fileName = `${campaign.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}-${what}.csv`;
  if (what === 'counts')
    return { fileName, csv: writeCsv(countHeaders, await countLines(tx, workspaceId, campaign.id)), truncated: false, rows: 0 };
  const { rows, truncated } = await allRecipients(tx, workspaceId, campaign.id);
  const tags = [...new Set(rows.flatMap(({ fields }) => Object.keys(fields)))].filter((tag) => tag !== 'email');
  const lines = rows.map((row) => [
    ...[row.email, row.state, row.reason ?? '', String(row.nextStep), row.variant, row.timeZone],
    ...[row.state === 'waiting' ? row.dueAt.toISOString() : '', row.endedAt?.toISOString() ?? ''],
    ...tags.map((tag) => row.fields[tag] ?? ''),
  ]);
  return { fileName, csv: writeCsv([...recipientHeaders, ...tags], lines), truncated, rows: rows.length };
}

const recipientHeaders = ['email', 'state', 'reason', 'next_step', 'variant', 'time_zone', 'due_at', 'ended_at'];
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const countHeaders = ['hour', 'step', 'variant', 'mailbox', 'enrolled', ...counters.map(inWords)];

async function allRecipients(tx: Tx, workspaceId: string, campaignId: string): Promise<{ rows: EnrolmentRow[]; truncated: boolean }> {
  const rows: EnrolmentRow[] = [];
  for (;;) {
    const page = await pageOfEnrolments(tx, { workspaceId, campaignId }, { after: rows.at(-1)?.id, limit: pageRows });
    if (rows.length + page.length > mostRows) return { rows: [...rows, ...page].slice(0, mostRows), truncated: true };
    rows.push(...page);
    if (page.length < pageRows) return { rows, truncated: false };
  }
}

async function countLines(tx: Tx, workspaceId: string, campaignId: string): Promise<string[][]> {
  const rows = await countRows(tx, workspaceId, campaignId);
  return rows.map((row) => [
    ...[row.hour.toISOString(), String(row.step), row.variant, row.mailbox ?? ''],
    ...[row.enrolled, ...counters.map((name) => row[name])].map(String),
  ]);
}
