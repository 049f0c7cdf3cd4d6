import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Hashing } from './hashing.ts';
import type { Log } from './log.ts';
import type { EvidenceFile } from './evidence.ts';
import type { Enqueue } from './queue.ts';
import type { Sealer } from './sealed.ts';

/** What every verb works with. Made once, by hand, in `app.ts`; a test makes its own. */
export interface Tools {
  readonly clock: Clock;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly hashing: Hashing;
  readonly enqueue: Enqueue;
  readonly evidence: EvidenceFile;
  readonly log: Log;
  /** Given up once the process is to end: what was begun ends, and nothing more is begun that cannot be undone. */
  readonly ending?: AbortSignal;
}
