/**
 * How Node runs a process that only works on jobs: it waits for others most of its time, so its memory is collected early instead of late. Without this
 * it takes twice as much for the same work (`npm run bench -- memory`).
 */
export const nodeOptionsOf = (command) => (command === 'worker' ? ['--max-semi-space-size=2', '--optimize-for-size'] : []);
