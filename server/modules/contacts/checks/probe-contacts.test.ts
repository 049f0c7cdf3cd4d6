import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { setUp, stranger } from '../../../../test/harness/people.ts';
import { probedServer } from '../../../../test/harness/probed-server.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';
import type { ToBeProbed } from '../../../providers/capabilities.ts';
import { createProbe } from '../../../providers/smtp/probe-addresses.ts';
import { checkContactsJob, probeContactsJob } from '../index.ts';
import { workspacesToProbe } from './store.ts';

const product = await startProduct({ settings: { ADDRESS_PROBE: 'on' } });
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const { tools } = product.app;
const greylisted = { 'later@town.example.org': '451 4.7.1 Greylisted' };
const answers: Record<string, string> = { 'ines@town.example.org': '250 OK', 'info@town.example.org': '250 OK', ...greylisted };
const [town, all] = [await probedServer(answers), await probedServer({}, { others: '250 OK' })];
const exchangers: Record<string, number> = { 'town.example.org': town.port, 'all.example.org': all.port };
const probeAt = (port: number) =>
  createProbe({ allow: ['127.0.0.1'], ourName: 'here.example.org', isQuarantined: () => Promise.resolve(false), port });
/** The real one, with the port of each domain’s stand-in. */
const probe = {
  probe: (asked: ToBeProbed) => probeAt(exchangers[asked.domain] ?? 1).probe(asked),
};
const mailDomains = { takesMail: () => Promise.resolve('yes' as const), exchangersOf: () => Promise.resolve(['127.0.0.1']) };
const run = (given: typeof probe | undefined = probe) => probeContactsJob(tools, { probe: given, perMinute: 3, mailDomains }).run({});
const check = () => checkContactsJob(tools, mailDomains).run({ workspaceId: readId('workspace', workspaceId) });
const asked = (server: typeof town) => server.heard().filter((line) => line.startsWith('RCPT')).length;
const verdicts = async (): Promise<Record<string, string>> => {
  const rows = await asOwner(
    product.databaseUrl,
    "select split_part(email, '@', 1) as who, verdict, verdict_because as because from contacts order by email",
  );
  return Object.fromEntries(
    rows.map(({ who, verdict, because }) => [String(who), `${String(verdict)}: ${String(because).split('. ').at(-1) ?? ''}`]),
  );
};

test('Nobody is asked unless operator and workspace both want it', async () => {
  for (const name of ['ines', 'gone']) await api.contacts.create({ workspaceId, email: `${name}@town.example.org` });
  await check();
  assert.deepEqual(await api.contacts.probing({ workspaceId }), { allowed: true, wanted: false });
  await run();
  await api.contacts.setProbing({ workspaceId, wanted: true });
  await probeContactsJob(tools, { probe: undefined, perMinute: 3, mailDomains }).run({});
  assert.equal(asked(town), 0);
});

test('A mailbox that is not there is bad, one that is there is good and says so, and nobody is asked twice', async () => {
  await run();
  const said = await verdicts();
  assert.deepEqual(said, {
    gone: 'bad: The mail server of town.example.org says that there is no such mailbox.',
    ines: 'good: Its mail server says that this mailbox is there.',
  });
  const before = asked(town);
  product.clock.move({ hours: 25 });
  await run();
  assert.equal(asked(town), before);
  // Judged again by hand: what the server said still counts.
  const { contacts } = await api.contacts.list({ workspaceId });
  for (const { id } of contacts) await api.contacts.check({ workspaceId, contactId: id });
  assert.deepEqual(await verdicts(), said);
  assert.equal(asked(town), before);
});

test('Greylisting is unknown and never bad, and is asked for again after a day', async () => {
  await api.contacts.create({ workspaceId, email: 'later@town.example.org' });
  await check();
  await run();
  assert.equal((await verdicts()).later, 'good: Its mail server did not say whether this mailbox is there.');
  answers['later@town.example.org'] = '250 OK';
  product.clock.move({ hours: 23 });
  await run();
  assert.equal((await verdicts()).later, 'good: Its mail server did not say whether this mailbox is there.');
  product.clock.move({ hours: 1, minutes: 1 });
  await run();
  assert.equal((await verdicts()).later, 'good: Its mail server says that this mailbox is there.');
});

test('A domain is asked for no more than it may be in a minute', async () => {
  for (let index = 0; index < 5; index += 1) await api.contacts.create({ workspaceId, email: `n${String(index)}@town.example.org` });
  await check();
  product.clock.move({ minutes: 2 });
  const before = asked(town);
  await run();
  await run();
  assert.equal(asked(town) - before, 4, 'three, and the address that nobody has');
  product.clock.move({ minutes: 2 });
  await run();
  assert.equal(asked(town) - before, 4 + 3);
});

test('A domain that takes everything is asked once, and its addresses say that more cannot be known', async () => {
  for (const name of ['a', 'b']) await api.contacts.create({ workspaceId, email: `${name}@all.example.org` });
  await check();
  await run();
  await api.contacts.create({ workspaceId, email: 'c@all.example.org' });
  await check();
  product.clock.move({ minutes: 2 });
  await run();
  assert.equal(asked(all), 1);
  const { a, c } = await verdicts();
  assert.deepEqual(
    [a, c],
    Array.from({ length: 2 }, () => 'good: It takes mail for whatever address, so that more cannot be known.'),
  );
});

test('A server to which many domains lead is asked for no more than so many of their addresses in a minute, and for the others later', async () => {
  const many = await probedServer({});
  for (let index = 0; index < 15; index += 1) {
    const domain = `d${String(index)}.example.net`;
    exchangers[domain] = many.port;
    await api.contacts.create({ workspaceId, email: `somebody@${domain}` });
  }
  await check();
  product.clock.move({ minutes: 2 });
  const known = () => many.heard().filter((line) => line.startsWith('RCPT TO:<somebody@')).length;
  await run();
  assert.equal(known(), 12, 'four domains of three');
  product.clock.move({ minutes: 2 });
  await run();
  assert.equal(known(), 15);
});

test('A run ends after its time, and workspaces take turns over the runs', async () => {
  const other = await stranger(product);
  const places = [
    { api, workspaceId },
    { api: other.visitor.api, workspaceId: other.workspaceId },
  ];
  for (const place of places) {
    await place.api.contacts.create({ workspaceId: place.workspaceId, email: 'turn@town.example.org' });
    await place.api.contacts.setProbing({ workspaceId: place.workspaceId, wanted: true });
    await checkContactsJob(tools, mailDomains).run({ workspaceId: readId('workspace', place.workspaceId) });
  }
  for (const probed of [1, 2]) {
    product.clock.move({ minutes: 2 });
    await probeContactsJob(tools, { probe, perMinute: 3, mailDomains }, { longestSeconds: 0 }).run({});
    const rows = await asOwner(
      product.databaseUrl,
      "select distinct workspace_id from contact_probes where email_key = 'turn@town.example.org'",
    );
    assert.equal(rows.length, probed);
  }
});

test('Where a run reaches everybody, too, whoever came first comes last in the next', async () => {
  const order = () => tools.database.inInstallation('recovery', workspacesToProbe);
  const before = await order();
  assert.ok(before.length >= 2);
  for (let run = 0; run < before.length; run += 1) {
    const [first, ...others] = await order();
    product.clock.move({ minutes: 2 });
    await probeContactsJob(tools, { probe, perMinute: 3, mailDomains }).run({});
    assert.deepEqual(await order(), [...others, first]);
  }
  assert.deepEqual(await order(), before);
});

test('Where the operator does not let anybody, a workspace cannot want it', async () => {
  const other = await startProduct();
  const theirs = await setUp(other);
  const at = { workspaceId: theirs.workspaceId };
  assert.deepEqual(await theirs.owner.api.contacts.probing(at), { allowed: false, wanted: false });
  await assert.rejects(theirs.owner.api.contacts.setProbing({ ...at, wanted: true }), { status: 422 });
  await other.stop();
});
