import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { helpText } from '../server/commands/index.ts';
import { pieceBytes as pieceOfCommand } from '../server/commands/by-api/upload-file.ts';
import { settings } from '../server/config.ts';
import { mostFileBytes } from '../server/modules/files/index.ts';
import { pieceBytes as pieceOfWeb } from '../web/features/imports/send-file.ts';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const units = readdirSync(join(root, 'deploy/systemd')).map((name) => `deploy/systemd/${name}`);

test('what the image copies is there, and nothing that it starts with is left out', () => {
  const dockerfile = read('Dockerfile');
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names]) => names?.split(' ') ?? []);
  const let_in = read('.dockerignore')
    .split('\n')
    .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
  for (const name of copied) {
    assert.ok(existsSync(join(root, name)), `${name} is not there`);
    assert.ok(
      let_in.some((one) => name === one || name.startsWith(`${one}/`)),
      `${name} is ignored`,
    );
  }
  const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
  for (const folder of importedFolders('server'))
    assert.match(last, new RegExp(`^COPY ${folder} `, 'm'), `${folder} is imported and not copied`);
});

test('the commands and settings that the files name are there', () => {
  const known = new Set([...Object.keys(settings), 'NODE_COMPILE_CACHE', 'NODE_ENV']);
  for (const file of [...units.filter((name) => name.endsWith('.service')), 'Dockerfile']) {
    const text = read(file);
    for (const [, assigned = ''] of text.matchAll(/^(?:Environment=|ENV )(.+)$/gm))
      for (const [, name = ''] of assigned.matchAll(/(\w+)=/g)) assert.ok(known.has(name), `${file} sets ${name}`);
    for (const [, command = ''] of text.matchAll(/server\/main\.ts (\w+)/g)) assert.match(helpText(), new RegExp(`\\b${command}\\b`), file);
  }
  for (const [, command = ''] of read('compose.yaml').matchAll(/command: \[(\w+)\]/g))
    assert.match(helpText(), new RegExp(`\\b${command}\\b`));
  for (const [, name = ''] of read('docs/deployment.md').matchAll(/^([A-Z][A-Z_]+)=/gm))
    assert.ok(known.has(name), `docs/deployment.md names ${name}`);
});

test('the units are ones that systemd understands', (context) => {
  const { status, stderr, error } = spawnSync('systemd-analyze', ['verify', ...units.map((name) => join(root, name))], {
    encoding: 'utf8',
  });
  if (error) return context.skip('There is no systemd here.');
  // That this machine has no such user, or keeps Node elsewhere, is no fault of a unit.
  const faults = stderr.split('\n').filter((line) => line !== '' && !/is not executable: No such file/.test(line));
  assert.deepEqual([faults, status === 0 || faults.length === 0], [[], true]);
});

test('the proxies let the largest file and every piece of an import through, and speak TLS 1.3 alone', () => {
  assert.match(read('deploy/nginx/antiphon.conf'), /ssl_protocols TLSv1\.3;/);
  assert.match(read('deploy/caddy/Caddyfile'), /protocols tls1\.3\n/);
  const mostBytes = Math.max(mostFileBytes, pieceOfWeb, pieceOfCommand);
  for (const [file, form] of [
    ['deploy/nginx/antiphon.conf', /client_max_body_size (\d+)m/],
    ['deploy/caddy/Caddyfile', /max_size (\d+)MB/],
  ] as const)
    assert.ok(Number(form.exec(read(file))?.[1]) * 1_000_000 > mostBytes, file);
});

/** The top folders from which something under a folder imports. */
function importedFolders(folder: string): Set<string> {
  const found = new Set<string>([folder]);
  for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const place = join(root, folder, name);
    for (const [, path = ''] of readFileSync(place, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
      const top =
        join(place, '..', path)
          .slice(root.length + 1)
          .split('/')[0] ?? '';
      found.add(top);
    }
  }
  return found;
}
