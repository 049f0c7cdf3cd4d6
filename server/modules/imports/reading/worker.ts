import { parentPort, workerData } from 'node:worker_threads';
import { TooManyOpenQuotes } from './csv-records.ts';
import { memoryOf, readRows, type Batch, type Reading } from './read-rows.ts';
import { understandFile } from './understand-file.ts';
import { UnreadableFile } from './unreadable-file.ts';
import type { Understood } from '../import.ts';

/** What a worker is asked for, and what it says: it reads files so that nobody's page waits for them. */
export type Asked = { what: 'understand'; path: string; given: Parameters<typeof understandFile>[1] } | { what: 'rows'; reading: Reading };
export type Said =
  | { kind: 'understood'; understood: Understood }
  | { kind: 'batch'; batch: Batch }
  | { kind: 'end'; rows: number }
  | { kind: 'unreadable'; sentence: string };

const asked = workerData as Asked;
const port = parentPort;
if (!port) throw new Error('This file is started as a worker.');
const say = (said: Said) => {
  port.postMessage(said);
};

/** Batches that may be on their way: one is written while the next is read. */
const mostOnTheirWay = 2;
let onTheirWay = 0;
let go = () => {
  /* nobody waits yet */
};
port.on('message', () => {
  onTheirWay--;
  go();
});

async function give(batch: Batch): Promise<void> {
  onTheirWay++;
  // Handed over, not copied.
  port?.postMessage({ kind: 'batch', batch } satisfies Said, memoryOf(batch));
  while (onTheirWay >= mostOnTheirWay) await new Promise<void>((resolve) => (go = resolve));
}

try {
  if (asked.what === 'understand') say({ kind: 'understood', understood: await understandFile(asked.path, asked.given) });
  else say({ kind: 'end', ...(await readRows(asked.reading, give)) });
} catch (error) {
  if (error instanceof UnreadableFile) say({ kind: 'unreadable', sentence: error.message });
  else if (error instanceof TooManyOpenQuotes)
    say({
      kind: 'unreadable',
      sentence: `Quotation marks are opened and not closed in many rows, of which the last begins at line ${String(error.line)}. Choose another delimiter, or save the table again.`,
    });
  else throw error;
} finally {
  port.close();
}
