import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sbom } from './sbom.ts';

interface Bom {
  bomFormat: string;
  specVersion: string;
  serialNumber: string;
  components: {
    'bom-ref': string;
    group?: string;
    name: string;
    version: string;
    scope: string;
    purl: string;
    hashes: { alg: string; content: string }[];
    licenses: { license?: { id: string }; expression?: string }[];
  }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}
const read = (...path: string[]) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../..', ...path), 'utf8')) as { name: string; version: string };

/** What may be handed on together with software under MIT. MPL binds changes to its own files; nothing here changes them. */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0'],
  ...[
    'Python-2.0',
    'OFL-1.1',
    'MPL-2.0',
    '(MIT OR CC0-1.0)',
    '(MIT OR EUPL-1.1+)',
    '(Unlicense OR Apache-2.0)',
    'MIT AND ISC AND BSD-3-Clause',
  ],
]);

const answer = await sbom();
const bom = JSON.parse(answer.text) as Bom;

test('every installed package is listed under its own name and version, with a licence that may be handed on and a hash', () => {
  assert.deepEqual([bom.bomFormat, bom.specVersion], ['CycloneDX', '1.6']);
  assert.match(bom.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(bom.components.length > 200, String(bom.components.length));
  for (const { 'bom-ref': ref, group, name, version, hashes, licenses, purl } of bom.components) {
    const place = ref.slice(ref.indexOf('#') + 1);
    const theirs = read(place, 'package.json');
    assert.deepEqual([group ? `${group}/${name}` : name, version], [theirs.name, theirs.version], ref);
    assert.match(purl, /^pkg:npm\/(%40[^/@]+\/)?[^/@]+@\d/);
    assert.equal(hashes[0]?.alg, 'SHA-512', ref);
    assert.match(hashes[0].content, /^[0-9a-f]{128}$/, ref);
    const licence = licenses[0]?.expression ?? licenses[0]?.license?.id ?? '';
    assert.ok(allowed.has(licence), `${ref} is under ${licence || 'no licence'}`);
  }
});

test('it says what depends on what, and refers to nothing that it does not list', () => {
  const known = new Set(bom.components.map((one) => one['bom-ref']));
  assert.equal(known.size, bom.components.length);
  const [product] = bom.dependencies;
  assert.ok((product?.dependsOn.length ?? 0) > 40);
  for (const { ref, dependsOn } of bom.dependencies) for (const one of dependsOn) assert.ok(known.has(one), `${ref} → ${one}`);
  const hono = bom.dependencies.find(({ ref }) => ref.startsWith('pkg:npm/%40hono/node-server@'));
  assert.ok(hono?.dependsOn.some((one) => one.startsWith('pkg:npm/hono@')));
  const dev = bom.components.find(({ purl }) => purl.startsWith('pkg:npm/typescript@'));
  assert.equal(dev?.scope, 'excluded');
});

test('it is the same every time, and names neither a host nor a path of this machine', async () => {
  assert.equal((await sbom()).text, answer.text);
  assert.doesNotMatch(answer.text, /https?:\/\/|registry|"resolved"/);
  assert.ok(!answer.text.includes(join(import.meta.dirname, '../..')));
});
