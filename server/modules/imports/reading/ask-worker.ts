import { Worker } from 'node:worker_threads';
import type { Understood } from '../import.ts';
import { memoryOf, type Batch, type Reading } from './read-rows.ts';
import type { understandFile } from './understand-file.ts';
import { UnreadableFile } from './unreadable-file.ts';
import type { Asked, Said } from './worker.ts';

/** Enough for the longest row a file may have, and far less than the process has. */
const resourceLimits = { maxOldGenerationSizeMb: 160, maxYoungGenerationSizeMb: 8 };

/** A worker that outgrows its memory ends alone, and takes nobody with it. */
const tooMuch = 'The file needs more memory to be read than an import may take. Divide it into several files, or save it as CSV.';

/**
 * What a file is, found out beside the work of this process.
 * @throws UnreadableFile
 */
export async function understand(path: string, given: Parameters<typeof understandFile>[1]): Promise<Understood> {
  for await (const said of answers({ what: 'understand', path, given })) if (said.kind === 'understood') return said.understood;
  throw new Error('The worker ended without a word.');
}

/**
 * The rows of a file in batches, read while the one before is written; a batch is gone when the next is asked for. Whoever stops taking them ends the
 * reading.
 * @throws UnreadableFile
 */
export async function* batchesOf(reading: Reading): AsyncGenerator<Batch, { rows: number }> {
  for await (const said of answers({ what: 'rows', reading })) {
    if (said.kind === 'batch') yield said.batch;
    if (said.kind === 'end') return { rows: said.rows };
  }
  throw new Error('The worker ended without a word.');
}

/** The next may come. What it lay in is given back now: this process has little other cause to look for what it does not need, and would keep many. */
function taken(worker: Worker, batch: Batch): void {
  for (const memory of memoryOf(batch)) memory.transfer(0);
  worker.postMessage('taken');
}

async function* answers(asked: Asked): AsyncGenerator<Said> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: asked, resourceLimits });
  const waiting: Said[] = [];
  const seen: { failed?: unknown; ended: boolean } = { ended: false };
  let go = () => {
    /* nobody waits yet */
  };
  worker.on('message', (said: Said) => {
    waiting.push(said);
    go();
  });
  worker.on('error', (error) => {
    seen.failed = error;
    go();
  });
  worker.on('exit', () => {
    seen.ended = true;
    go();
  });
  try {
    for (;;) {
      const said = waiting.shift();
      if (said?.kind === 'unreadable') throw new UnreadableFile(said.sentence);
      if (said) {
        yield said;
        if (said.kind === 'batch') taken(worker, said.batch);
        continue;
      }
      const { failed } = seen;
      if ((failed as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') throw new UnreadableFile(tooMuch);
      if (failed !== undefined) throw failed instanceof Error ? failed : new Error('The worker failed.');
      if (seen.ended) return;
      await new Promise<void>((resolve) => (go = resolve));
    }
  } finally {
    await worker.terminate();
  }
}
