import { after } from 'node:test';

/** How long the hooks that clear up may take on a busy machine, and a whole file with all its tests. */
const [seconds, fileSeconds] = [120, 1_200];

// Loaded into the process of every test file. What a test leaves running keeps its file from ending, and no time limit of a test ends that: a run
// once waited for an hour and a quarter. Such a file fails, and says what it waited for.
const leave = process.exit.bind(process);
const over = (what: string) => () => {
  process.stderr.write(`${what}, and something still runs here: ${process.getActiveResourcesInfo().join(', ')}.\n`);
  leave(1);
};
// Whoever ends the process takes with them what has failed and what was still to come.
process.exit = (code) => {
  process.stderr.write('A test file ended its own process.\n');
  return leave(code || 1);
};
// Also where it waits for something before its first test.
setTimeout(over('This file takes too long'), fileSeconds * 1000).unref();
after(() => {
  setTimeout(over('The tests are over'), seconds * 1000).unref();
});
