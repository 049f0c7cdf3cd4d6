import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import { probedServer } from '../../../test/harness/probed-server.ts';
import { createProbe, type ProbeOptions } from './probe-addresses.ts';

const free = () => Promise.resolve(false);
const probeAt = (port: number, more: Partial<ProbeOptions> = {}) =>
  createProbe({
    allow: [`127.0.0.1:${String(port)}`],
    ourName: 'here.example.org',
    isQuarantined: free,
    answerMilliseconds: 500,
    port,
    ...more,
  });
const asking = (addresses: string[], exchangers = ['127.0.0.1']) => ({
  ...{ domain: 'town.example.org', exchangers, addresses },
  admits: (_server: string, wanted: number) => Promise.resolve(wanted),
});

test('It asks for an address that nobody has first, then for the others, and never begins a message', async () => {
  const server = await probedServer({ 'ines@town.example.org': '250 2.1.5 OK', 'full@town.example.org': '552 5.2.2 Mailbox full' });
  const found = await probeAt(server.port).probe(asking(['ines@town.example.org', 'gone@town.example.org', 'full@town.example.org']));
  assert.deepEqual(found, { takesAll: false, answers: ['taken', 'not_taken', 'full'] });
  const said = server.heard();
  assert.match(said[2] ?? '', /^RCPT TO:<[0-9a-f]{24}@town\.example\.org>$/);
  assert.deepEqual(
    said.filter((_, index) => index !== 2),
    [...['EHLO here.example.org', 'MAIL FROM:<>'], ...['ines', 'gone', 'full'].map((name) => `RCPT TO:<${name}@town.example.org>`), 'QUIT'],
  );
});

test('A server that takes an address that nobody has takes everything, and is asked for no other', async () => {
  const server = await probedServer({}, { others: '250 2.1.5 OK' });
  assert.deepEqual(await probeAt(server.port).probe(asking(['ines@town.example.org'])), { takesAll: true, answers: ['unknown'] });
  assert.equal(server.heard().filter((line) => line.startsWith('RCPT')).length, 1);
});

test('What is only for now, or may be about us, is unknown and never bad', async () => {
  for (const others of [
    '451 4.7.1 Greylisted, try again',
    '550 5.7.1 Your address is listed',
    '550 no',
    '530 5.7.0 Must issue STARTTLS first',
    '554 no thanks',
  ]) {
    const server = await probedServer({}, { others });
    assert.deepEqual(
      await probeAt(server.port).probe(asking(['ines@town.example.org'])),
      { takesAll: undefined, answers: ['unknown'] },
      others,
    );
  }
  const [one, two] = ['450 4.2.0 Greylisted', '550 5.7.1 Refused by policy'];
  const server = await probedServer({ 'one@town.example.org': one, 'two@town.example.org': two });
  const found = await probeAt(server.port).probe(asking(['one@town.example.org', 'two@town.example.org']));
  assert.deepEqual(found.answers, ['unknown', 'unknown']);
});

test('Who greets with a refusal, breaks off, says nothing or is not there is unknown; the next exchanger is tried where the first is not there', async () => {
  const nothing = { takesAll: undefined, answers: ['unknown'] };
  for (const greeting of ['554 5.3.2 No service', 'x', null]) {
    const server = await probedServer({}, { greeting });
    assert.deepEqual(await probeAt(server.port).probe(asking(['ines@town.example.org'])), nothing, String(greeting));
  }
  const server = await probedServer({ 'ines@town.example.org': '250 OK' });
  const { answers } = await probeAt(server.port).probe(asking(['ines@town.example.org'], ['never.invalid', '127.0.0.1']));
  assert.deepEqual(answers, ['taken']);
});

test('An address of this machine is asked only where the operator allows it, and nobody under quarantine', async () => {
  const server = await probedServer({ 'ines@town.example.org': '250 OK' });
  for (const more of [{ allow: [] }, { isQuarantined: () => Promise.resolve(true) }])
    assert.deepEqual((await probeAt(server.port, more).probe(asking(['ines@town.example.org']))).answers, ['unknown']);
  assert.deepEqual(server.heard(), []);
});

test('A server is asked for as many addresses as it may be now, by the address that is connected to, and of the others nothing is said', async () => {
  const server = await probedServer({ 'ines@town.example.org': '250 OK' });
  const asked = asking(['ines@town.example.org', 'gone@town.example.org'], ['localhost']);
  const servers: string[] = [];
  const within = (most: number) => (address: string) => {
    servers.push(address);
    return Promise.resolve(most);
  };
  const probe = probeAt(server.port, { allow: ['localhost', '127.0.0.1', '::1'] });
  assert.deepEqual(await probe.probe({ ...asked, admits: within(0) }), { takesAll: undefined, answers: [] });
  assert.deepEqual(server.heard(), []);
  assert.deepEqual(await probe.probe({ ...asked, exchangers: ['127.0.0.1'], admits: within(1) }), { takesAll: false, answers: ['taken'] });
  assert.equal(isIP(servers[0] ?? '') !== 0 && servers[1] === '127.0.0.1', true, servers.join());
});

test('A conversation ends after its time, however long its server makes us wait for each answer', async () => {
  const server = await probedServer({}, { greeting: null });
  const probing = probeAt(server.port, { answerMilliseconds: 60_000, conversationMilliseconds: 50 }).probe(
    asking(['ines@town.example.org']),
  );
  const found = await Promise.race([probing, new Promise((resolve) => setTimeout(resolve, 20_000, 'never').unref())]);
  assert.deepEqual(found, { takesAll: undefined, answers: ['unknown'] });
});

test('An address cannot put words of its own into the conversation', async () => {
  const server = await probedServer({});
  const hostile = ['a@town.example.org>\r\nDATA\r\n', 'a b@town.example.org', 'ü@town.example.org', ''];
  assert.deepEqual(
    (await probeAt(server.port).probe(asking(hostile))).answers,
    hostile.map(() => 'unknown'),
  );
  assert.equal(server.heard().length, 4);
});
