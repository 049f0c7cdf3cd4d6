export { createReader, type Reader, type ReaderNeeds } from './run-reading.ts';
export { wakeReading } from './wake-reading.ts';
export { hearingPages, hearingPaths } from './watching/pages.ts';
export { watchMailboxesJob, type Tellers, type WatchingNeeds } from './watching/watch-mailboxes.ts';
