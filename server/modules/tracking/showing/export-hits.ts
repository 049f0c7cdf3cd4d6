import { writeCsv } from '../../../platform/csv.ts';
import type { Tx } from '../../../platform/database.ts';
import type { OfCampaign } from '../judging/store.ts';
import { allHits, type ShownHit } from './store.ts';

/** As many rows as one answer holds; the file says when there were more. */
const mostRows = 100_000;
const pageRows = 5_000;

const headers = ['at', 'email', 'step', 'kind', 'url', 'verdict', 'because', 'ip_address', 'user_agent'];

/** Every open and click of a campaign as CSV that no spreadsheet takes for formulas. */
export async function exportHits(tx: Tx, campaign: OfCampaign, name: string) {
  const rows: ShownHit[] = [];
  let truncated = false;
  for (;;) {
    const page = await allHits(tx, campaign, { after: rows.at(-1), most: pageRows });
    rows.push(...page.slice(0, mostRows - rows.length));
    truncated = rows.length === mostRows && page.length > 0;
    if (page.length < pageRows || truncated) break;
  }
  const lines = rows.map((hit) => [
    ...[hit.at.toISOString(), hit.email, hit.step === null ? '' : String(hit.step), hit.kind, hit.url ?? ''],
    ...[hit.verdict ?? '', hit.because ?? '', hit.ipAddress ?? '', hit.userAgent ?? ''],
  ]);
  const fileName = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}-hits.csv`;
  return { fileName, csv: writeCsv(headers, lines), truncated, rows: rows.length };
}
