import { Misuse, type Answer, type Options, type Surroundings } from '../command.ts';
import { refuseIfThere, writeNewFile } from '../write-new-file.ts';
import { openCopy } from './open-copy.ts';

const kinds = ['counts', 'recipients'] as const;

/** Writes what became of a campaign to a file: its counts, or each recipient. */
export async function campaignReport(options: Options, around: Surroundings): Promise<Answer> {
  const what = kinds.find((kind) => kind === (options.what ?? 'counts'));
  if (!what) throw new Misuse(`--what is one of ${kinds.join(', ')}.`);
  const to = options.csv ?? '';
  refuseIfThere(to);
  const { api, workspaceId } = await openCopy(options, around);
  const { csv, truncated } = await api.outreach.export({ workspaceId, outreachId: options.campaign ?? '', what });
  const file = await writeNewFile(to, csv);
  const more = truncated ? ' There were more rows than fit in: the file is not whole.' : '';
  return { data: { file, what, truncated }, text: `Wrote ${file}.${more}`, failed: truncated };
}
