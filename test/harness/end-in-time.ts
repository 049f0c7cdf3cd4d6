import { after } from 'node:test';

/** How long the hooks that clear up may take on a busy machine. */
const seconds = 120;

// Loaded into the process of every test file. What a test leaves running keeps its file from ending, and no time limit of a test ends that: a run
// once waited for an hour and a quarter. Such a file fails, and says what it waited for.
after(() => {
  setTimeout(() => {
    process.stderr.write(`The tests are over and something still runs here: ${process.getActiveResourcesInfo().join(', ')}.\n`);
    process.exit(1);
  }, seconds * 1000).unref();
});
