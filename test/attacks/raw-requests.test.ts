import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { publishedCampaign } from '../harness/advocacy.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const scene = await publishedCampaign(product);

/** Says something to the server that no proper client says; gives all that it answers until it hangs up. */
async function say(text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: product.port });
  socket.setTimeout(4_000, () => socket.destroy());
  socket.write(text);
  let answer = '';
  try {
    for await (const part of socket) answer += String(part);
  } catch (error) {
    // Whoever is refused while still writing may find the connection torn.
    assert.equal((error as NodeJS.ErrnoException).code, 'ECONNRESET');
  }
  return answer;
}
const statuses = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`;
const hidden = lines('GET /kept.json?hidden HTTP/1.1', 'Host: x', 'Connection: close', '');
const post = 'POST /api/session HTTP/1.1';

/** Requests that a proxy and we could end at different places. The one that hides in the body must never be answered. */
const split: Record<string, string> = {
  'a length and chunks': lines(post, 'Host: x', 'Content-Length: 4', 'Transfer-Encoding: chunked', '', '0', '', hidden),
  'chunks and a length': lines(
    post,
    'Host: x',
    'Transfer-Encoding: chunked',
    `Content-Length: ${String(hidden.length)}`,
    '',
    '0',
    '',
    hidden,
  ),
  'two lengths': lines(post, 'Host: x', 'Content-Length: 0', `Content-Length: ${String(hidden.length)}`, '', hidden),
  'two lengths in one line': lines(post, 'Host: x', `Content-Length: 0, ${String(hidden.length)}`, '', hidden),
  'a length with a sign': lines(post, 'Host: x', 'Content-Length: +0', '', hidden),
  'a length with words': lines(post, 'Host: x', 'Content-Length: 0x0', '', hidden),
  'an unknown coding': lines(post, 'Host: x', 'Transfer-Encoding: xchunked', '', '0', '', hidden),
  'two codings': lines(post, 'Host: x', 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity', '', '0', '', hidden),
  'a blank before the colon': lines(post, 'Host: x', 'Transfer-Encoding : chunked', '', '0', '', hidden),
  'a folded line': lines(post, 'Host: x', 'Transfer-Encoding:', ' chunked', 'Content-Length: 4', '', '0', '', hidden),
  'a chunk size that is none': lines(post, 'Host: x', 'Transfer-Encoding: chunked', '', '0x0', '', hidden),
  'lines that end in LF alone': `${post}\nHost: x\nContent-Length: 0\n\n${hidden}`,
  'a CR alone in a header': `${post}\r\nHost: x\r\nX: a\rContent-Length: 0\r\n\r\n${hidden}`,
};

for (const [name, text] of Object.entries(split))
  test(`a request that two readers could split differently is refused as a whole: ${name}`, async () => {
    const answer = await say(text);
    const [first] = statuses(answer);
    assert.equal(first, 400, answer.slice(0, 300));
    assert.deepEqual(statuses(answer).slice(1), [], 'what was hidden in it was answered');
    assert.doesNotMatch(answer, /promises/);
  });

/** Malformed in other ways. */
const malformed: Record<string, [text: string, status: number]> = {
  'without a host': [lines('GET / HTTP/1.1', 'Connection: close', ''), 400],
  'with NUL in a header': [lines('GET / HTTP/1.1', 'Host: x', 'X-Test: a\0b', 'Connection: close', ''), 400],
  'with headers beyond 16 kB': [lines('GET / HTTP/1.1', 'Host: x', `X-Test: ${'a'.repeat(20_000)}`, 'Connection: close', ''), 431],
  'with an unknown method': [lines('BREW / HTTP/1.1', 'Host: x', 'Connection: close', ''), 400],
  'of another protocol': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.repeat(4), 400],
  'to trace': [lines('TRACE / HTTP/1.1', 'Host: x', 'Cookie: canary=1', 'Connection: close', ''), 405],
  'to connect through': [lines('CONNECT 127.0.0.1:22 HTTP/1.1', 'Host: x', 'Connection: close', ''), 0],
};

for (const [name, [text, status]] of Object.entries(malformed))
  test(`a request ${name} gets an error of its own and nothing else`, async () => {
    const answer = await say(text);
    assert.deepEqual(statuses(answer), status === 0 ? [] : [status], answer.slice(0, 200));
    assert.doesNotMatch(answer, /canary|node_modules|at .*\.ts/);
  });

test('who a request says that we are changes nothing: no page, link, cookie or redirect repeats its host', async () => {
  const hosts = ['evil.example', 'evil.example:80', `evil.example@localhost`, 'localhost.evil.example'];
  for (const host of hosts)
    for (const path of ['/', scene.path, '/privacy', '/sign-in', '/nowhere', '/.well-known/security.txt', '/.well-known/change-password']) {
      const answer = await say(
        lines(
          ...[`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Host: second.evil.example', 'X-Forwarded-Host: evil.example'],
          ...['Forwarded: host=evil.example', 'X-Original-URL: /operator', 'X-Rewrite-URL: /operator', 'Connection: close', ''],
        ),
      );
      assert.ok((statuses(answer)[0] ?? 500) < 500, answer.slice(0, 200));
      assert.doesNotMatch(answer, /evil\.example/);
    }
});

test('neither a host with a path nor a whole address in the first line leads to another route', async () => {
  const open = await say(lines('GET /kept.json HTTP/1.1', 'Host: localhost', 'Connection: close', ''));
  assert.deepEqual(statuses(open), [200]);
  for (const host of ['localhost/kept.json?', 'localhost/kept.json#', 'localhost\\kept.json', '/kept.json?'])
    assert.doesNotMatch(await say(lines('GET /nowhere HTTP/1.1', `Host: ${host}`, 'Connection: close', '')), /"promises"/, host);
  for (const target of ['http://evil.example/nowhere', '//evil.example/nowhere', '/\\evil.example', '/./kept.json/../nowhere']) {
    const answer = await say(lines(`GET ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ''));
    assert.ok([400, 404].includes(statuses(answer)[0] ?? 0), `${target}: ${answer.slice(0, 200)}`);
    assert.doesNotMatch(answer, /location:.*evil/i);
  }
});

test('no file of the machine is served but the built web app, however its path is written', async () => {
  const paths = [
    ...[
      '/package.json',
      '/.git/config',
      '/.env',
      '/data/keys',
      '/server/config.ts',
      '/assets/app/',
      '/assets/',
      '/assets/app/.vite/manifest.json',
    ],
    ...['..', '%2e%2e', '%2e.', '..%2f..', '..%5c..', '%c0%ae%c0%ae', '....//'].map((up) => `/assets/app/${up}/${up}/${up}/package.json`),
    ...[
      '/assets/app//../../../package.json',
      '/favicon.svg/../../../package.json',
      '/assets/app/%00.js',
      '/assets/app/..;/..;/package.json',
    ],
  ];
  for (const path of paths) {
    const answer = await say(lines(`GET ${path} HTTP/1.1`, 'Host: localhost', 'Connection: close', ''));
    assert.ok([400, 404].includes(statuses(answer)[0] ?? 0), `${path}: ${answer.slice(0, 200)}`);
    assert.doesNotMatch(answer, /"dependencies"|repositoryformatversion/);
  }
});
