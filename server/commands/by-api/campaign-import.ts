import { readCsv } from '../../platform/csv.ts';
import { CommandFailed, type Answer, type Options, type Surroundings } from '../command.ts';
import { inOneLine } from '../plain-text.ts';
import { readGivenFile } from '../read-given-file.ts';
import { openCopy } from './open-copy.ts';
import { patiently } from './patiently.ts';
import { createProgress, progressLine } from './progress.ts';
import { tablePieces } from './table-pieces.ts';

const limits = { maxRows: 1_000_000, maxBytes: 200_000_000 };
const perCall = { mostRows: 5_000, mostCharacters: 2_000_000 };
const mostShown = 20;

/** Adds the rows of a file to a campaign's recipients. Whoever is there already stays as they are, so the same file may be imported again. */
export async function campaignImport(options: Options, around: Surroundings): Promise<Answer> {
  const table = readCsv(await readGivenFile(options.from ?? '', limits.maxBytes), limits);
  if (table.rows.length === 0) throw new CommandFailed('The file has no row below the one that names the columns. Nothing was added.');
  const { api, workspaceId } = await openCopy(options, around);
  const one = { workspaceId, outreachId: options.campaign ?? '' };
  const progress = createProgress(around);
  const sum = { added: 0, there: 0, suppressed: 0, bad: 0 };
  const refused: { line: number; sentence: string }[] = [];
  let done = 0;
  try {
    for (const piece of tablePieces(table, perCall)) {
      const answer = await patiently(around, () => api.outreach.addRecipients({ ...one, rows: piece.text }));
      for (const what of ['added', 'there', 'suppressed', 'bad'] as const) sum[what] += answer[what];
      refused.push(...answer.refused.map(({ line, sentence }) => ({ line: piece.lineIn(line), sentence })));
      done += piece.rows;
      progress.show(progressLine({ done, of: table.rows.length, words: `${String(done)} of ${String(table.rows.length)} rows` }));
    }
  } finally {
    progress.end();
    if (done < table.rows.length)
      around.say(`antiphon: ${String(done)} of ${String(table.rows.length)} rows were taken; importing the file again goes on.\n`);
  }
  const lines = [
    `${String(sum.added)} added, ${String(sum.there)} were there, ${String(sum.suppressed)} may not be written to, ${String(sum.bad)} have an address that was judged bad, ${String(refused.length)} could not be used.`,
    ...refused.slice(0, mostShown).map(({ line, sentence }) => `  Line ${String(line)}: ${inOneLine(sentence)}`),
    ...(refused.length > mostShown ? [`  and ${String(refused.length - mostShown)} more`] : []),
  ];
  return { data: { ...sum, refused }, text: lines.join('\n') };
}
