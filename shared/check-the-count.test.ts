import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { toCode } from './merkle-check.ts';
import { appendNodes, consistencyProof, rootOf, type LogNode, type ReadNodes } from './merkle-log.ts';

const document = readFileSync(new URL('../docs/check-the-count.md', import.meta.url), 'utf8');
const script = /^```js\n([\s\S]*?)^```$/m.exec(document)?.[1] ?? '';
const folder = mkdtempSync(join(tmpdir(), 'antiphon-count-'));
const file = join(folder, 'check-growth.mjs');
writeFileSync(file, script);
after(() => rmSync(folder, { recursive: true }));

const nodes = new Map<string, LogNode>();
const read: ReadNodes = (places) => Promise.resolve(places.map(({ level, index }) => nodes.get(`${level}.${index}`)!));
const codeOfRoot = async (size: number) => toCode(await rootOf(size, read));

/** What the log shows as its head; a test may have it show something else. */
let shown: { size: number; root: string };
const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const [from, to] = [Number(url.searchParams.get('from')), Number(url.searchParams.get('to'))];
    const growth = async () => ({ from, to, proof: (await consistencyProof(from, Math.min(to, 37), read)).map(toCode) });
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(url.pathname === '/c/a/b/count.json' ? { ...shown, participations: 37 } : await growth()));
  })();
});
before(async () => {
  for (let size = 0; size < 37; size += 1) {
    const leaf = new Uint8Array(createHash('sha256').update(String(size)).digest());
    for (const node of await appendNodes(size, leaf, read)) nodes.set(`${node.level}.${node.index}`, node);
  }
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
after(() => server.close());

async function run(size: number, root: string): Promise<{ code: number; said: string }> {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/c/a/b`;
  return new Promise((resolve) => {
    execFile(process.execPath, [file, address, String(size), root], (error, said) => {
      resolve({ code: error ? Number(error.code) : 0, said });
    });
  });
}

test('The document is a page long, and its script needs nothing but hashes', () => {
  assert.ok(document.split('\n').length <= 61);
  assert.ok(script.split('\n').length >= 20 && script.split('\n').length <= 30);
  assert.deepEqual(script.match(/^import .*$/gm), ["import { createHash } from 'node:crypto';"]);
});

test('The script of the document sees that a log only grew', async () => {
  shown = { size: 37, root: await codeOfRoot(37) };
  for (const size of [1, 6, 16, 36, 37]) {
    const { code, said } = await run(size, await codeOfRoot(size));
    assert.equal(said, `It only grew, from ${size} to 37 entries. 37 ${shown.root}\n`);
    assert.equal(code, 0);
  }
});

test('The script of the document sees that a log was rewritten or cut', async () => {
  const rewritten = [
    { size: 37, root: await codeOfRoot(36), kept: 20 },
    { size: 19, root: await codeOfRoot(19), kept: 20 },
    { size: 19, root: await codeOfRoot(20), kept: 20 },
    { size: 20, root: await codeOfRoot(19), kept: 20 },
  ];
  for (const { kept, ...head } of rewritten) {
    shown = head;
    const { code, said } = await run(kept, await codeOfRoot(kept));
    assert.match(said, /^It does NOT begin with what you kept/, JSON.stringify(head));
    assert.equal(code, 1);
  }
});
