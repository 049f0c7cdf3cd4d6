import { keepPromises } from '../modules/privacy/index.ts';
import type { Answer, Options } from './command.ts';
import { withTools } from './with-tools.ts';

/** Keeps every promise now, or with `--dry-run` says what a run would end. */
export async function retentionRun(options: Options): Promise<Answer> {
  const dryRun = options['dry-run'];
  const runs = await withTools(options.config, (tools) => keepPromises(tools, { dryRun }));
  return {
    data: { dryRun, runs },
    text: runs.map(({ promise, rows, problem }) => `${promise}: ${problem ?? `${rows} ${dryRun ? 'would end' : 'ended'}`}`).join('\n'),
    failed: runs.some(({ problem }) => problem !== null),
  };
}
