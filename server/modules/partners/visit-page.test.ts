import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { createOutbound } from '../../platform/outbound.ts';
import { visitPage } from './visit-page.ts';

const seen: string[] = [];
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://x');
  seen.push(`${pathname} ${request.headers.cookie ?? 'no cookie'}`);
  const steps = /^\/steps\/(\d)$/.exec(pathname)?.[1];
  const targets: Record<string, string> = {
    '/inside': 'http://169.254.169.254/latest/meta-data',
    '/other-port': 'http://127.0.0.1:1/',
    '/file': 'file:///etc/passwd',
    '/broken': 'http://[',
    '/relative': '../page?from=relative',
    '/round': '/round',
  };
  if (steps !== undefined) response.writeHead(302, { location: steps === '0' ? '/page' : `/steps/${Number(steps) - 1}` }).end();
  else if (targets[pathname]) response.writeHead(301, { location: targets[pathname] }).end();
  else if (pathname === '/large') response.end('x'.repeat(1_500_001));
  else if (pathname === '/torn') response.destroy();
  else if (pathname === '/nowhere') response.writeHead(304).end();
  else
    response
      .writeHead(pathname === '/page' ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': "frame-src 'none'" })
      .end('<p>Grüße');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
after(() => server.close().closeAllConnections());

const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
const outbound = createOutbound({ allow: [host] });
const visit = (path: string) => visitPage(outbound, `http://${host}${path}`);
const sentenceOf = async (path: string) => {
  const found = await visit(path);
  assert.ok(!found.read);
  return found.sentence;
};

test('A page is handed over as it is shown to anybody, whatever its status', async () => {
  const found = await visit('/page');
  assert.ok(found.read);
  assert.deepEqual([found.page.status, found.page.url, found.page.body], [200, `http://${host}/page`, '<p>Grüße']);
  assert.equal(found.page.headers.get('content-security-policy'), "frame-src 'none'");
  const missing = await visit('/missing');
  assert.ok(missing.read);
  assert.equal(missing.page.status, 404);
  const unsaid = await visit('/nowhere');
  assert.ok(unsaid.read);
  assert.equal(unsaid.page.status, 304);
  assert.ok(seen.every((line) => line.endsWith('no cookie')));
});

test('Three redirects are followed and the fourth is not; where it ended is what counts', async () => {
  const third = await visit('/steps/2');
  assert.ok(third.read);
  assert.equal(third.page.url, `http://${host}/page`);
  const relative = await visit('/relative');
  assert.ok(relative.read);
  assert.equal(relative.page.url, `http://${host}/page?from=relative`);
  assert.equal(await sentenceOf('/steps/3'), 'The page sends visitors on more than 3 times.');
  assert.equal(await sentenceOf('/round'), 'The page sends visitors on more than 3 times.');
});

test('Neither an address nor a redirect leads into a private network, to a file or to another port', async () => {
  const refused = 'This address cannot be checked from here: only pages on the public internet with https are read.';
  for (const path of ['/inside', '/other-port', '/file']) assert.equal(await sentenceOf(path), refused, path);
  for (const address of ['http://127.0.0.1:1/', 'https://10.0.0.1/', 'https://user:secret@example.org/', 'http://example.org/'])
    assert.deepEqual(await visitPage(outbound, address), { read: false, sentence: refused }, address);
});

test('What could not be read is said in a sentence that tells what to do', async () => {
  assert.match(await sentenceOf('/large'), /larger than 1\.5 MB/);
  assert.match(await sentenceOf('/torn'), /could not be reached/);
  assert.match(await sentenceOf('/broken'), /cannot be read/);
  for (const address of ['', 'example.org', 'mailto:one@example.org', 'javascript:alert(1)', 'https://['])
    assert.deepEqual(await visitPage(outbound, address), {
      read: false,
      sentence: 'This is not the address of a web page. It should begin with https://',
    });
});
