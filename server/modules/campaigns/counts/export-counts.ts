import { writeCsv } from '../../../platform/csv.ts';
import type { Statistics } from './statistics.ts';
import { counted, type Counts, type countsByRecipient } from './store.ts';

type RecipientRow = Awaited<ReturnType<typeof countsByRecipient>>[number];
type Table = 'days' | 'recipients' | 'wordings' | 'partners' | 'links';

const numbers = (row: Counts) => counted.map((name) => String(row[name]));
const bounces = ['bouncedHard', 'bouncedFull', 'bouncedBlocked', 'bouncedLater'] as const;

/** One table of what was counted, as a CSV file in which no cell is a formula. */
export function tableOf(table: Table, statistics: Statistics, recipients: readonly RecipientRow[]): string {
  if (table === 'days')
    return writeCsv(
      ['day', ...counted],
      statistics.days.map((row) => [row.day, ...numbers(row)]),
    );
  if (table === 'wordings')
    return writeCsv(
      ['language', 'wording', ...counted],
      statistics.wordings.map((row) => [row.language, String(row.combination + 1), ...numbers(row)]),
    );
  if (table === 'partners')
    return writeCsv(
      ['partner', ...counted],
      statistics.partners.map((row) => [row.name, ...numbers(row)]),
    );
  if (table === 'links')
    return writeCsv(
      ['link', 'visits', 'people'],
      statistics.links.map(({ url, visits, people }) => [url, String(visits), String(people)]),
    );
  const columns = ['accepted', 'failed', 'skipped', 'uncertain', 'opened', ...bounces] as const;
  return writeCsv(
    ['name', 'district', ...columns],
    recipients.map((row) => [row.name, row.district, ...columns.map((column) => String(row[column]))]),
  );
}
