import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { createMailDomains } from './mail-domains.ts';

/** Records of a name by type (1 A, 15 MX, 16 TXT, 28 AAAA); `silent` does not answer, and a name that is not here does not exist. */
type Records = Partial<Record<1 | 15 | 16 | 28, Buffer>> | 'silent' | 'broken';

const label = (name: string) =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map((part) => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])),
    Buffer.from([0]),
  ]);
const mx = (exchange: string) => Buffer.concat([Buffer.from([0, 10]), label(exchange)]);
const txt = (...pieces: string[]) => Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])));
const zone: Record<string, Records> = {
  'texts.example.org': { 16: txt('v=spf1 mx ', '-all') },
  'mail.example.org': { 15: mx('mx.example.org') },
  'host.example.org': { 1: Buffer.from([192, 0, 2, 1]) },
  'six.example.org': { 28: Buffer.alloc(16, 1) },
  'null.example.org': { 15: mx('') },
  'empty.example.org': {},
  'silent.example.org': 'silent',
  'broken.example.org': 'broken',
};

let asked = 0;
const server = createSocket('udp4');
server.on('message', (query, from) => {
  asked += 1;
  let at = 12;
  const parts: string[] = [];
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    parts.push(query.subarray(at + 1, at + 1 + length).toString());
    at += 1 + length;
  }
  const type = query.readUInt16BE(at + 1) as 1 | 15 | 16 | 28;
  const records = zone[parts.join('.')];
  if (records === 'silent') return;
  const data = typeof records === 'object' ? records[type] : undefined;
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(records === 'broken' ? 0x8182 : records ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(data ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const question = query.subarray(12, at + 5);
  const answer = data ? Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]), data]) : Buffer.alloc(0);
  server.send(Buffer.concat([header, question, answer]), from.port, from.address);
});
server.bind(0, '127.0.0.1');
await once(server, 'listening');
after(() => server.close());

const servers = [`127.0.0.1:${String(server.address().port)}`];
const domains = createMailDomains({ servers, isQuarantined: () => Promise.resolve(false) });

test('a domain takes mail by its exchangers, or by its own address where it has none', async () => {
  assert.equal(await domains.takesMail('mail.example.org'), 'yes');
  assert.equal(await domains.takesMail('host.example.org'), 'yes');
  assert.equal(await domains.takesMail('six.example.org'), 'yes');
});

test('a domain that is not there, has nothing, or says that it takes none, takes no mail', async () => {
  assert.equal(await domains.takesMail('nowhere.example.org'), 'no');
  assert.equal(await domains.takesMail('empty.example.org'), 'no');
  assert.equal(await domains.takesMail('null.example.org'), 'refuses');
});

test('the texts of a name come put together, none where it has none, and nothing where nobody answers', async () => {
  assert.deepEqual(await domains.textsOf('texts.example.org'), ['v=spf1 mx -all']);
  assert.deepEqual(await domains.textsOf('mail.example.org'), []);
  assert.deepEqual(await domains.textsOf('nowhere.example.org'), []);
  assert.equal(await domains.textsOf('broken.example.org'), undefined);
});

test('no answer is no verdict', async () => {
  assert.equal(await domains.takesMail('broken.example.org'), 'unknown');
  const nobody = createMailDomains({ servers: ['127.0.0.1:9'], isQuarantined: () => Promise.resolve(false) });
  assert.equal(await nobody.takesMail('mail.example.org'), 'unknown');
  assert.equal(await domains.takesMail('silent.example.org'), 'unknown');
});

test('a copy under quarantine asks nobody', async () => {
  const before = asked;
  const shut = createMailDomains({ servers, isQuarantined: () => Promise.resolve(true) });
  assert.equal(await shut.takesMail('mail.example.org'), 'unknown');
  assert.equal(asked, before);
});
