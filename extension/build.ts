import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { build } from 'vite';

/** Makes the extension: a folder that Chrome loads, and the same as a zip, byte for byte the same wherever and whenever it is made. */

const here = import.meta.dirname;
/** Each script is one file without imports, so that the page's script runs as Chrome loads such scripts, and anybody can read what is shipped. */
const scripts = {
  content: 'gmail/content.ts',
  worker: 'worker/worker.ts',
  panel: 'pages/panel.ts',
  options: 'pages/options.ts',
  'self-test': 'pages/self-test.ts',
};
const files = ['panel.html', 'options.html', 'self-test.html', 'look.css'];
const icons = ['icon-16.png', 'icon-32.png', 'icon-48.png', 'icon-128.png'];

export async function buildExtension(into: string): Promise<void> {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(join(into, 'icons'), { recursive: true });
  for (const [name, entry] of Object.entries(scripts)) await buildScript(name, join(here, entry), into);
  for (const file of files) cpSync(join(here, 'pages', file), join(into, file));
  for (const icon of icons) cpSync(join(here, 'icons', icon), join(into, 'icons', icon));
  cpSync(join(here, 'manifest.json'), join(into, 'manifest.json'));
}

async function buildScript(name: string, entry: string, into: string): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    root: here,
    mode: 'production',
    logLevel: 'warn',
    build: {
      outDir: into,
      emptyOutDir: false,
      target: 'chrome126',
      // Whoever reviews it reads the code as it was written.
      minify: false,
      modulePreload: false,
      copyPublicDir: false,
      // What is written about where code came from is told from here, wherever this runs.
      rolldownOptions: { cwd: here },
      lib: { entry, formats: ['iife'], name: 'antiphon', fileName: () => `${name}.js` },
    },
  });
}

/** The folder as a zip: its files in the order of their names, all of one moment, stored as they are, so that nothing depends on this machine. */
export async function zipExtension(folder: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), {
    level: 0,
    extendedTimestamp: false,
    useWebWorkers: false,
    useUnicodeFileNames: true,
  });
  // Zip knows times without a zone: this is the earliest, by the clock of wherever it is made.
  const lastModDate = new Date(1980, 0, 1);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
  for (const name of names)
    await writer.add(name, new Uint8ArrayReader(readFileSync(join(folder, name))), {
      lastModDate,
      externalFileAttributes: 0,
      versionMadeBy: 20,
    });
  return writer.close();
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { into: { type: 'string', default: join(here, '../dist') } } });
  const folder = join(values.into, 'extension');
  await buildExtension(folder);
  const zip = await zipExtension(folder);
  const file = join(values.into, 'antiphon-extension.zip');
  writeFileSync(file, zip);
  const hash = createHash('sha256').update(zip).digest('hex');
  process.stdout.write(
    `${file}: ${String(zip.length)} bytes, SHA-256 ${hash}\n${folder}: load this folder in chrome://extensions to try it.\n`,
  );
}
