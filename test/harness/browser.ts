import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Program {
  executablePath: string;
  env: Record<string, string>;
}

/**
 * A browser to walk through the product with: the one that `CHROMIUM_PATH` names, else the machine's own, else the one that npm
 * brings, which is unpacked at first use. Close it at the end of the test file.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = findBrowser();
  const before = childrenOf(process.pid);
  const browser = await chromium.launch({ executablePath, args: quiet, env: { HOME: tmpdir(), ...process.env, ...env } });
  const own = childrenOf(process.pid).filter((pid) => !before.includes(pid));
  const close = browser.close.bind(browser);
  // A browser now and then does not close when it is asked, and with it the file would never end.
  browser.close = async (options) => {
    const timer = setTimeout(() => own.forEach(endNow), 10_000);
    await close(options).catch(() => undefined);
    clearTimeout(timer);
  };
  return browser;
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The processes that a process has started, as Linux tells them; elsewhere none. */
function childrenOf(pid: number): number[] {
  const note = `/proc/${String(pid)}/task/${String(pid)}/children`;
  return existsSync(note) ? readFileSync(note, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

function findBrowser(): Program {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return { executablePath: named, env: {} };
  // Some systems have a stub in this place that only says how to install a browser.
  const own = systemBrowsers.find((file) => existsSync(file) && starts(file, {}));
  return own ? { executablePath: own, env: {} } : packagedBrowser();
}

function starts(executablePath: string, env: Record<string, string>): boolean {
  return spawnSync(executablePath, ['--version'], { env: { ...process.env, ...env } }).status === 0;
}

/** The browser from npm, with the libraries it brings for machines that lack them, and its fonts beside the machine's. */
function packagedBrowser(): Program {
  const folder = unpacked();
  const executablePath = path.join(folder, 'chromium');
  const fonts = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  const candidates = [fonts, { ...fonts, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') }];
  const env = candidates.find((candidate) => starts(executablePath, candidate));
  if (env) return { executablePath, env };
  throw new Error('The browser from npm does not run on this machine. Install chromium, or set CHROMIUM_PATH to a browser.');
}

/** The folder in which the browser from npm lies unpacked. Test files that start at the same time each unpack; the first to end wins. */
function unpacked(): string {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(readFileSync(path.join(path.dirname(entry), '..', 'package.json'), 'utf8')) as { version: string };
  const places = storesFor(`antiphon-chromium-${version}`);
  const ready = places.find((place) => existsSync(place.folder) && place.isTrusted());
  if (ready) return ready.folder;
  const target = places.find((place) => place.isWritable());
  if (!target)
    throw new Error('There is no place to unpack the browser from npm: neither node_modules nor the temporary folder can be written.');
  const unfinished = mkdtempSync(`${target.folder}-`);
  unpack(entry, unfinished, target.folder);
  try {
    renameSync(unfinished, target.folder);
  } catch {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return target.folder;
}

interface Store {
  folder: string;
  /** A temporary folder is shared: another user may have put something there under our name. */
  isTrusted(): boolean;
  isWritable(): boolean;
}

function storesFor(name: string): Store[] {
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
  const user = process.getuid?.() ?? 0;
  const shared = path.join(tmpdir(), `${name}-${user}`);
  return [
    { folder: path.join(cache, name), isTrusted: () => true, isWritable: () => isWritable(cache) },
    { folder: shared, isTrusted: () => statSync(shared).uid === user, isWritable: () => isWritable(tmpdir()) },
  ];
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function unpack(entry: string, into: string, final: string): void {
  const script = `const { default: chromium } = await import(${JSON.stringify(entry)}); await chromium.executablePath();`;
  // The package unpacks into the temporary folder, and adds its libraries where it takes the machine for Amazon's.
  const env = { ...process.env, TMPDIR: into, TMP: into, TEMP: into, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`The browser from npm could not be unpacked: ${result.stderr}`);
  chmodSync(into, 0o755);
  chmodSync(path.join(into, 'chromium'), 0o755);
  writeFileSync(
    path.join(into, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>${final}/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`,
  );
}
