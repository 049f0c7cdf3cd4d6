import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { createOutbound, OutboundFailure, type OutboundCall, type OutboundStage } from './outbound.ts';

const servers: { close(): void }[] = [];
after(() => servers.forEach((server) => server.close()));

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function web(answer: RequestListener): Promise<string> {
  const server = createHttpServer(answer);
  const host = await listen(server);
  servers.push({ close: () => server.closeAllConnections() });
  return host;
}
/** A server that speaks bytes instead of HTTP; `said` is called with what the client wrote so far. */
async function raw(said: (text: string, socket: Socket) => void): Promise<string> {
  return listen(
    createTcpServer((socket) => {
      let text = '';
      socket.on('error', () => {});
      socket.on('data', (part) => said((text += part.toString()), socket));
      servers.push({ close: () => socket.destroy() });
    }),
  );
}
const get = (url: string): OutboundCall => ({ url, method: 'GET' });
const post = (url: string): OutboundCall => ({ url, method: 'POST', body: 'secret body' });
async function failsAt(stage: OutboundStage, call: OutboundCall, allow: string[] = [], reason?: string) {
  await assert.rejects(createOutbound({ allow }).request(call), (error: unknown) => {
    assert.ok(error instanceof OutboundFailure);
    assert.equal(error.stage, stage, error.reason);
    if (reason) assert.equal(error.reason, reason);
    assert.equal(error.message, 'The outside service could not be reached.');
    assert.doesNotMatch(JSON.stringify(error) + String(error.stack), /secret/);
    return true;
  });
}

describe('the guard of outbound HTTP', () => {
  const refused = [
    ...['https://127.0.0.1/', 'https://localhost/', 'https://[::1]/', 'https://[::ffff:7f00:1]/', 'https://2130706433/', 'https://0x7f.1/'],
    ...['https://0177.0.0.1/', 'https://169.254.169.254/latest', 'https://10.1.2.3/', 'https://[fd00::1]/', 'https://①②⑦.⓪.⓪.①/'],
    ...['http://8.8.8.8/', 'https://8.8.8.8:22/', 'https://secret@8.8.8.8/', 'ftp://8.8.8.8/', 'file:///etc/passwd', 'not a url'],
  ];
  for (const url of refused) it(`refuses ${url}`, () => failsAt('refused', get(url)));

  it('refuses a name that resolves to a closed address, at the moment of connecting', async () => {
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    await assert.rejects(createOutbound({ allow: [], resolve }).request(get('https://rebound.example/')), { stage: 'refused' });
  });

  it('refuses headers that would change the framing or the host, and headers that hold a line break', async () => {
    for (const headers of [{ Host: 'secret' }, { 'Content-Length': '0' }, { 'x-any': 'secret\r\nx-other: 1' }] as Record<string, string>[])
      await failsAt('refused', { ...get('https://8.8.8.8/'), headers });
  });

  it('opens an allowed host and port, and no other port of it', async () => {
    const host = await web((_, response) => response.end('open'));
    assert.equal((await createOutbound({ allow: [host] }).request(get(`http://${host}/`))).text, 'open');
    await failsAt('refused', get('http://127.0.0.1:1/'), [host]);
  });
});

describe('an outbound call', () => {
  it('hands over method, headers and body, and gives status, headers and text', async () => {
    const host = await web((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => response.writeHead(201, { 'x-seen': String(request.headers['x-sent']) }).end(`${request.method} ${text} ✓`));
    });
    const answer = await createOutbound({ allow: [host] }).request({ ...post(`http://${host}/`), headers: { 'x-sent': 'yes' } });
    assert.deepEqual([answer.status, answer.headers.get('x-seen'), answer.text], [201, 'yes', 'POST secret body ✓']);
  });

  it('gives a redirect as it is', async () => {
    const host = await web((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end());
    assert.equal((await createOutbound({ allow: [host] }).request(get(`http://${host}/`))).status, 302);
  });

  it('keeps a connection for the next GET, and gives every POST its own', async () => {
    let connections = 0;
    const server = createHttpServer((_, response) => response.end('ok'));
    server.on('connection', () => (connections += 1));
    const host = await listen(server);
    servers.push({ close: () => server.closeAllConnections() });
    const outbound = createOutbound({ allow: [host] });
    for (const method of ['GET', 'GET', 'POST', 'POST'] as const) await outbound.request({ url: `http://${host}/`, method });
    assert.equal(connections, 3);
  });
});

describe('what an outbound call carries', () => {
  it('gives back bytes that are no text as they came, where that is asked for', async () => {
    const bytes = Buffer.from([0, 1, 13, 10, 127, 128, 200, 255, 195, 40]);
    const host = await web((_, response) => response.end(bytes));
    const answer = await createOutbound({ allow: [host] }).request({ ...get(`http://${host}/`), answerAs: 'latin1' });
    assert.deepEqual(Buffer.from(answer.text, 'latin1'), bytes);
  });

  it('changes a thing with a body, as it makes one', async () => {
    const host = await web((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => response.end(`${request.method ?? ''} ${request.headers['content-length'] ?? ''} ${body}`));
    });
    const answer = await createOutbound({ allow: [host] }).request({ url: `http://${host}/`, method: 'PATCH', body: 'until tomorrow' });
    assert.equal(answer.text, 'PATCH 14 until tomorrow');
  });
});

describe('how far a failed call came', () => {
  it('before the body: nobody listens, the name is unknown, TLS does not come about', async () => {
    await failsAt('before_body', post('http://127.0.0.1:1/'), ['127.0.0.1:1'], 'ECONNREFUSED');
    const noTls = await raw((_, socket) => socket.end('220 smtp.example ready\r\n'));
    await failsAt('before_body', post(`https://${noTls}/`), [noTls]);
    const silent = await raw(() => {});
    await failsAt('before_body', { ...post(`https://${silent}/`), timeoutMilliseconds: 80 }, [silent], 'deadline');
    const resolve = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
    await assert.rejects(createOutbound({ allow: [], resolve }).request(post('https://unknown.example/')), {
      stage: 'before_body',
      reason: 'ENOTFOUND',
    });
    const never = createOutbound({ allow: [], resolve: () => new Promise(() => {}) });
    await assert.rejects(never.request({ ...post('https://slow.example/'), timeoutMilliseconds: 50 }), {
      stage: 'before_body',
      reason: 'deadline',
    });
  });

  it('after the body: no answer, half an answer, a torn connection, an unreadable answer', async () => {
    const answers: Record<string, (socket: Socket) => void> = {
      deadline: () => {},
      ECONNRESET: (socket) => socket.destroy(),
      incomplete: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'),
      HPE_INVALID_CONSTANT: (socket) => socket.end('550 not HTTP at all\r\n\r\n'),
    };
    for (const [reason, answer] of Object.entries(answers)) {
      const host = await raw((text, socket) => text.endsWith('secret body') && answer(socket));
      await failsAt('after_body', { ...post(`http://${host}/`), timeoutMilliseconds: reason === 'deadline' ? 80 : 5_000 }, [host], reason);
    }
  });

  it('a GET whose head was flushed counts as after the body', async () => {
    const host = await raw((text, socket) => text.endsWith('\r\n\r\n') && socket.destroy());
    await failsAt('after_body', get(`http://${host}/`), [host]);
  });

  it('stops an answer that is too large or drips one byte at a time', async () => {
    const large = await web((_, response) => response.end('x'.repeat(5_000)));
    await failsAt('after_body', { ...get(`http://${large}/`), maxResponseBytes: 4_999 }, [large], 'too_large');
    const drip = await raw((_, socket) => {
      const timer = setInterval(() => socket.write('H'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    await failsAt('after_body', { ...get(`http://${drip}/`), timeoutMilliseconds: 100 }, [drip]);
  });

  it('a kept connection that closes under a GET counts as before the body, so that it is asked again', async () => {
    const host = await raw((text, socket) => {
      if (text.split('GET').length === 2) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
      else socket.destroy();
    });
    const outbound = createOutbound({ allow: [host] });
    await outbound.request(get(`http://${host}/`));
    await assert.rejects(outbound.request(get(`http://${host}/`)), { stage: 'before_body', reason: 'ECONNRESET' });
    assert.equal((await outbound.request(get(`http://${host}/`))).text, 'ok');
  });

  it('under quarantine nothing is opened, not even a look-up of a name, and it goes on at once when that is lifted', async () => {
    let [came, asked, quarantined] = [0, 0, true];
    const host = await web((_, response) => response.end(String(++came)));
    const resolve = () => Promise.resolve((asked++, []));
    const outbound = createOutbound({ allow: [host], resolve, isQuarantined: () => Promise.resolve(quarantined) });
    for (const url of [`http://${host}/`, 'https://example.org/'])
      for (const call of [get(url), post(url)]) await assert.rejects(outbound.request(call), { stage: 'refused', reason: 'quarantined' });
    assert.deepEqual([came, asked], [0, 0]);
    quarantined = false;
    assert.equal((await outbound.request(get(`http://${host}/`))).text, '1');
  });

  it('where nobody can say whether there is a quarantine, nothing is handed over', async () => {
    const host = await web((_, response) => response.end());
    const outbound = createOutbound({ allow: [host], isQuarantined: () => Promise.reject(new Error('away')) });
    await assert.rejects(outbound.request(post(`http://${host}/`)), { stage: 'before_body', reason: 'database' });
  });
});
