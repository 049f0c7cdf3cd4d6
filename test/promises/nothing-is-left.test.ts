import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cookies } from '../../privacy/cookies.ts';
import { promises } from '../../privacy/promises.ts';
import { openLog } from '../../server/platform/log.ts';
import { installationId } from '../../server/platform/ids.ts';
import { keepPromises } from '../../server/modules/privacy/index.ts';
import { suppressAddress } from '../../server/modules/suppressions/index.ts';
import { connect, flowOf, formFields, heldOf, newPerson, outbox, publishedCampaign, sendLetter, toConfirm } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { filesOfDatabase, foundInFiles, walPosition } from '../harness/database-files.ts';
import { Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';

let logged = '';
const personal = promises.flatMap(({ holdings }) => holdings.flatMap(({ columns }) => columns));
const log = openLog({ level: 'debug', personal, destination: { write: (line: string) => void (logged += line) } });
const product = await startProduct({ log, clock: testClock(new Date('2026-11-10T10:00:00Z')) });
const begun = await walPosition(product.databaseUrl);
const scene = await publishedCampaign(product);
const { clock, databaseUrl: url } = product;

/** Every row of every table, the queue's included, as text; a value in bytes can be found in clear as well. */
async function everythingKept(): Promise<string> {
  const tables = await asOwner(
    url,
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'",
  );
  let text = '';
  for (const { name } of tables) {
    for (const row of await asOwner(url, `select * from ${String(name)}`))
      for (const [column, value] of Object.entries(row))
        text += `${String(name)}.${column}=${Buffer.isBuffer(value) ? `${value.toString('latin1')} ${value.toString('hex')}` : JSON.stringify(value)}\n`;
  }
  return text;
}

const spellings = (mark: string) => [mark, Buffer.from(mark).toString('hex'), Buffer.from(mark).toString('base64url').slice(0, -2)];

/** The marks that stand somewhere, in clear, in hex or in base64. */
function found(text: string, marks: readonly string[]): string[] {
  return marks.filter((mark) => spellings(mark).some((spelling) => text.toLowerCase().includes(spelling.toLowerCase())));
}

/** Every token that Google's stand-in hands out from now on, and every code. */
function watchTokens(): string[] {
  const seen: string[] = [];
  const { tools } = product.app;
  const open = tools.sealer.open.bind(tools.sealer);
  tools.sealer.open = (place, blob) => {
    const text = open(place, blob);
    if (place.column.includes('token')) seen.push(text);
    return text;
  };
  return seen;
}
const tokens = watchTokens();

const words = {
  body: '{{ recipient.salutation }},\n\nquagga-marked words of mine.\n\n{{ supporter.name }}',
  subject: 'quagga-marked subject',
};
const marks = ['quagga-marked', 'zebra.marked', 'Okapi Markedname'];

test('while a letter waits, name, address, tokens and draft are nowhere in clear', async () => {
  const supporter = new Visitor(product);
  await toConfirm(scene, supporter, {
    ...newPerson(scene, 'zebra.marked@gmail.test', { displayName: 'Okapi Markedname' }),
    changes: words,
  });
  assert.deepEqual(found(await everythingKept(), marks), []);
  const flow = await flowOf(scene, supporter);
  assert.deepEqual(heldOf(flow).length, 4);
  await supporter.post('/letter/stop', formFields(await (await supporter.request('/letter/confirm')).text(), '/letter/stop'));
});

test('after a send nothing of the supporter is left in any table, job, log line or file of the database, but a hash and the send metadata', async () => {
  const supporter = new Visitor(product);
  const person = newPerson(scene, 'zebra.marked@gmail.test', { displayName: 'Okapi Markedname' });
  await sendLetter(scene, supporter, { ...person, changes: words });
  await supporter.request('/letter/status');
  await supporter.request('/letter/receipt');
  assert.equal(outbox(scene)[0]?.email.subject, 'quagga-marked subject');
  assert.ok(tokens.length > 0);
  const ticket = (supporter.cookies.get('antiphon_letter') ?? '').split('.')[2] ?? '-';
  for (const [where, text] of [
    ['the database', await everythingKept()],
    ['the log', logged],
  ] as const)
    assert.deepEqual(found(text, [...marks, ...tokens, ticket]), [], where);
  // Rows that were deleted stay in the files of a table for a while, and in the log from which PostgreSQL recovers for longer.
  const files = await filesOfDatabase(url, begun);
  for (const kind of ['tables', 'log'] as const) {
    assert.deepEqual(foundInFiles(files[kind], ['ines.falk@council.example.org']).length, 1, `a kept address is found in the ${kind}`);
    assert.deepEqual(foundInFiles(files[kind], [...marks, ...tokens, ticket].flatMap(spellings)), [], `the files of the ${kind}`);
  }
  assert.match(logged, /"msg":"request"/);
  assert.doesNotMatch(logged, /198\.51\.|ines\.falk|state=|code=/);
  const flow = await flowOf(scene, supporter);
  const left = Object.entries(flow ?? {}).filter(([column, value]) => value !== null && /sealed|hash/.test(column));
  assert.deepEqual(
    left.map(([column]) => column),
    // What opens the receipt, and the random code on it that finds its entry in the public count.
    ['browser_hash', 'receipt_sealed'],
  );
  const [participations, attempts] = await Promise.all([
    asOwner(url, 'select * from participations'),
    asOwner(url, 'select * from attempts join deliveries on id = delivery_id'),
  ]);
  assert.deepEqual([participations.length, attempts.length, attempts[0]?.recipient_address], [1, 1, 'ines.falk@council.example.org']);
});

/** Somebody asks this copy not to be written to. */
const ask = (email: string) =>
  suppressAddress(product.app.tools, { kind: 'command' }, { workspaceId: installationId, email, reason: 'asked', userId: null });

const retention = () => keepPromises(product.app.tools, { dryRun: false });

test('an abandoned flow is usable after 47 hours', async () => {
  const supporter = new Visitor(product);
  const person = newPerson(scene, 'fortyseven@gmail.test');
  await toConfirm(scene, supporter, { ...person, changes: words });
  clock.move({ hours: 47 });
  await retention();
  const page = await (await supporter.request('/letter/confirm')).text();
  await supporter.post('/letter/confirm', formFields(page, '/letter/confirm'));
  assert.equal(outbox(scene)[0]?.sender, person.account);
});

test('an abandoned flow is unusable after 49 hours even when no job ran, and gone with its draft after one', async () => {
  const supporter = new Visitor(product);
  await toConfirm(scene, supporter, { ...newPerson(scene, 'fortynine@gmail.test'), changes: words });
  const form = formFields(await (await supporter.request('/letter/confirm')).text(), '/letter/confirm');
  const sent = outbox(scene).length;
  clock.move({ hours: 49 });
  assert.ok(await flowOf(scene, supporter), 'the row waits for the job');
  assert.match(await (await supporter.request('/letter/confirm')).text(), /Your 48 hours are over/);
  assert.doesNotMatch(await (await supporter.request(scene.path)).text(), /quagga-marked/);
  assert.ok((await supporter.post('/letter/confirm', form)).status >= 400);
  assert.equal((await supporter.post('/letter/connect', form)).headers.get('location'), null);
  assert.equal(outbox(scene).length, sent);
  await retention();
  assert.equal(await flowOf(scene, supporter), undefined);
  assert.equal((await asOwner(url, 'select 1 from supporter_flows')).length, 0);
});

test('the counts stay while everything else goes: 91 days, 3 months and a day, a month more, 3 years and a day; nothing early', async () => {
  const start = clock.now();
  const days = async () =>
    asOwner(url, 'select sum(accepted)::int as accepted, sum(participations)::int as participations from campaign_counts');
  const counted = await days();
  await ask('never@council.example.org');
  const sql = (text: string) => asOwner(url, text).then((rows) => rows.length);
  const addresses = 'select 1 from deliveries where recipient_address is not null';
  const ids = 'select 1 from attempts where message_id is not null or provider_message_id is not null';
  const all = await sql('select 1 from deliveries');

  const at = async (...spans: Parameters<typeof clock.move>[0][]) => {
    clock.set(start);
    for (const span of spans) clock.move(span);
    await retention();
  };
  const [last] = await asOwner(url, 'select max(planned_at) as at from deliveries');
  const daysAgo = Math.floor((start.getTime() - (last?.at as Date).getTime()) / 86_400_000);
  await at({ days: 85 - daysAgo });
  assert.deepEqual([await sql(addresses), await sql(ids), await sql('select 1 from participations')], [all, all, 2]);
  await at({ days: 91 });
  assert.deepEqual([await sql(addresses), await sql(ids), await sql('select 1 from deliveries')], [0, 0, all]);
  const keys = await sql('select 1 from participation_keys');
  assert.ok(keys > 0 && all > 0, 'there is something that could go');
  await at({ months: 3 }, { days: 1 });
  assert.deepEqual([await sql('select 1 from participations'), await sql('select 1 from participation_keys')], [0, keys]);
  await at({ months: 4 }, { days: 2 });
  assert.equal(await sql('select 1 from participation_keys'), 0);
  assert.deepEqual(await days(), counted);
  await at({ years: 3 }, { seconds: -1 });
  assert.equal(await sql('select 1 from suppressions'), 1);
  await at({ years: 3 }, { days: 1 });
  assert.equal(await sql('select 1 from suppressions'), 0);
  assert.deepEqual(await days(), counted);
});

test('whoever asks again on the day that their suppression ends is on the list again, whether or not a job ran', async () => {
  const first = await ask('asks@example.org');
  clock.set(first.keepUntil);
  const second = await ask('asks@example.org');
  assert.ok(second.keepUntil > first.keepUntil);
  assert.equal((await ask('asks@example.org')).id, second.id);
});

test('the public pages set no cookie that the register does not list, and reading sets none at all', async () => {
  const visitor = new Visitor(product);
  const seen = new Set<string>();
  const queue = [
    '/',
    '/kept',
    '/kept.json',
    '/privacy',
    '/legal',
    scene.path,
    '/letter/confirm',
    '/letter/status',
    '/letter/receipt',
    '/sign-in',
    '/nothing',
  ];
  for (const path of queue) {
    const page = await (await visitor.request(path)).text();
    for (const [, href = ''] of page.matchAll(/href="(\/[^"#?]*)"/g)) if (!queue.includes(href) && queue.length < 40) queue.push(href);
  }
  assert.deepEqual([...visitor.cookies.keys()], []);
  await connect(scene, visitor, newPerson(scene, 'cookie@gmail.test'));
  for (const name of visitor.cookies.keys()) seen.add(name);
  for (const name of scene.owner.cookies.keys()) seen.add(name);
  assert.deepEqual([...seen].sort(), Object.keys(cookies).sort());
});
