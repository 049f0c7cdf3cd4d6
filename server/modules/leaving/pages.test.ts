import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { asOwner } from '../../../test/harness/database.ts';
import { enrol, type Enrolled } from '../../../test/harness/enrolled.ts';
import { setUp, stranger, Visitor } from '../../../test/harness/people.ts';
import { until } from '../../../test/harness/processes.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { readId } from '../../platform/ids.ts';
import { findSuppressed } from '../suppressions/index.ts';
import { unsubscribeUrlOf } from './index.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const elsewhere = readId('workspace', (await stranger(product)).workspaceId);
const ended = readId('workspace', (await stranger(product, 'third@example.org')).workspaceId);
const { tools } = product.app;
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);

let people = 0;
const newcomer = (more: Partial<Parameters<typeof enrol>[1]> = {}) =>
  enrol(product, { workspaceId, email: `person${String(++people)}@example.org`, ...more });
const pathTo = (who: Enrolled) => new URL(unsubscribeUrlOf(tools, product.url, who)).pathname;
const isSuppressed = (who: Pick<Enrolled, 'email'>, where = workspaceId) =>
  tools.database.inWorkspace(where, async (tx) => (await findSuppressed(tools, tx, where, [who.email])).size > 0);
const stateOf = async ({ enrolmentId }: Enrolled) => {
  const [row] = await look('select state, reason, ended_at from enrolments where id = $1', [enrolmentId]);
  return row ? [row.state, row.reason, row.ended_at !== null] : [];
};
const went = async (who: Enrolled) => {
  assert.equal(await isSuppressed(who), true);
  assert.deepEqual(await stateOf(who), ['stopped', 'unsubscribed', true]);
};
const stayed = async (who: Enrolled) => {
  assert.equal(await isSuppressed(who), false);
  assert.deepEqual(await stateOf(who), ['waiting', null, false]);
};

const oneClick = 'List-Unsubscribe=One-Click';
const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };
const multipart = (boundary: string) => ({ 'content-type': `multipart/form-data; boundary=${boundary}` });
const partsOf = (boundary: string, disposition = 'form-data; name="List-Unsubscribe"', value = 'One-Click') =>
  `--${boundary}\r\nContent-Disposition: ${disposition}\r\n\r\n${value}\r\n--${boundary}--\r\n`;

/** A mail program’s request: no cookie, no browser’s headers. */
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${product.url}${path}`, { method: 'POST', body, headers, redirect: 'manual' });

const shapes: [name: string, body: string, headers: Record<string, string>][] = [
  ['urlencoded', oneClick, urlencoded],
  ['urlencoded with a charset', oneClick, { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }],
  ['urlencoded with a line end behind it', `${oneClick}\r\n`, urlencoded],
  ['urlencoded with more fields', `${oneClick}&x=1`, urlencoded],
  ['multipart', partsOf('----=_Part'), multipart('----=_Part')],
  ['multipart with a quoted boundary', partsOf('b 1'), multipart('"b 1"')],
  ['multipart with a type for the part', partsOf('b', 'form-data; name="List-Unsubscribe"\r\nContent-Type: text/plain'), multipart('b')],
  ['from a site of its own', oneClick, { ...urlencoded, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }],
  ['with cookies of nobody', oneClick, { ...urlencoded, cookie: 'antiphon_session=nonsense' }],
];

for (const [name, body, headers] of shapes)
  test(`one click leaves at once, ${name}`, async () => {
    const who = await newcomer();
    const answer = await post(pathTo(who), body, headers);
    assert.deepEqual([answer.status, answer.headers.get('location'), answer.headers.getSetCookie()], [200, null, []]);
    await went(who);
  });

test('one click twice, and at the same moment ten times, is one suppression', async () => {
  const who = await newcomer();
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(pathTo(who), oneClick, urlencoded)));
  answers.push(await post(pathTo(who), oneClick, urlencoded));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  await went(who);
  const rows = await look("select details from audit_entries where action = 'recipient.left' order by seq desc limit 2");
  assert.deepEqual(rows[0]?.details, { from: 'workspace', enrolments: 1 });
});

const wrongBodies: [name: string, body: string, headers: Record<string, string>][] = [
  ['nothing', '', {}],
  ['another value', 'List-Unsubscribe=Yes', urlencoded],
  ['another name', 'unsubscribe=One-Click', urlencoded],
  ['JSON', '{"List-Unsubscribe":"One-Click"}', { 'content-type': 'application/json' }],
  ['a multipart body without its boundary', partsOf('b'), { 'content-type': 'multipart/form-data' }],
  ['a multipart body that breaks off', '--b\r\nContent-Disp', multipart('b')],
  ['a file of that name', partsOf('b', 'form-data; name="List-Unsubscribe"; filename="x"'), multipart('b')],
  ['a choice that there is not', 'leave=planet', urlencoded],
];

for (const [name, body, headers] of wrongBodies)
  test(`a wrong body shows the buttons and changes nothing: ${name}`, async () => {
    const who = await newcomer();
    const answer = await post(pathTo(who), body, headers);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /Nothing was changed\. Please press one of the buttons\.[\s\S]*name="leave" value="workspace"/);
    await stayed(who);
  });

test('opening the link changes nothing, however often and by whatever: scanners open every link', async () => {
  const who = await newcomer();
  for (const [method, query] of [
    ['GET', ''],
    ['HEAD', ''],
    ['GET', `?${oneClick}`],
    ['GET', '?leave=workspace'],
    ['OPTIONS', ''],
  ] as const) {
    const answer = await fetch(`${product.url}${pathTo(who)}${query}`, { method, headers: { 'sec-purpose': 'prefetch' } });
    assert.equal(answer.status, method === 'OPTIONS' ? 405 : 200, `${method} ${query}`);
    assert.deepEqual(answer.headers.getSetCookie(), []);
  }
  await stayed(who);
});

test('the page says who wrote and to which address, without giving the address to whom the message was passed on', async () => {
  const who = await newcomer({ email: 'marta.sample@example.org' });
  const page = await (await fetch(`${product.url}${pathTo(who)}`)).text();
  assert.match(page, /River Watch[\s\S]*m…@example\.org/);
  assert.doesNotMatch(page, /marta/);
  assert.match(page, /href="\/recipient"/);
});

test('the page says why the organisation may write, as it noted it for the import that brought the address', async () => {
  const who = await newcomer();
  const importId = `${who.contactId.slice(0, -8)}00000000`;
  await look(
    `insert into imports (workspace_id, id, state, basis, created_at, ends_at) values ($1, $2, 'finished', 'They asked at our stall', $3, $3)`,
    [workspaceId, importId, product.clock.now()],
  );
  const page = await (await fetch(`${product.url}${pathTo(who)}`)).text();
  assert.match(page, /Why it may do so, as it noted on \d+ \w+ \d{4}: <q><bdi>They asked at our stall<\/bdi><\/q>/);
  assert.doesNotMatch(await (await fetch(`${product.url}${pathTo(await newcomer())}`)).text(), /stall/);
});

test('the button for the campaign ends this campaign alone; the one for everybody ends everything of this copy', async () => {
  const email = 'gardener@example.org';
  const one = await newcomer({ email });
  const second = await newcomer({ email });
  const foreign = await enrol(product, { workspaceId: elsewhere, email });
  const press = (what: string) => new Visitor(product).post(pathTo(one), { leave: what });
  assert.equal((await press('campaign')).status, 200);
  assert.deepEqual(await stateOf(one), ['stopped', 'unsubscribed', true]);
  await stayed(second);

  const page = await (await press('everywhere')).text();
  assert.match(page, /Nobody writes to you by this service any more/);
  assert.doesNotMatch(page, /name="leave"/);
  await went(second);
  assert.deepEqual(await stateOf(foreign), ['stopped', 'unsubscribed', true]);
  assert.equal(await isSuppressed(foreign, elsewhere), true);
});

test('leaving one organisation leaves what another writes', async () => {
  const email = 'baker@example.org';
  const here = await newcomer({ email });
  const there = await enrol(product, { workspaceId: elsewhere, email });
  await post(pathTo(here), oneClick, urlencoded);
  await went(here);
  assert.deepEqual(await stateOf(there), ['waiting', null, false]);
  assert.equal(await isSuppressed(there, elsewhere), false);
});

test('another spelling of the same mailbox is left too', async () => {
  const who = await newcomer({ email: 'M.Quill+news@googlemail.com' });
  await post(pathTo(who), oneClick, urlencoded);
  assert.equal(await isSuppressed({ email: 'mquill@gmail.com' }), true);
});

test('a link works when contact, enrolment and campaign were deleted, and the list shows the address without a name', async () => {
  const who = await newcomer();
  await look('delete from outreach_campaigns where id = $1', [who.campaignId]);
  await look('delete from contacts where id = $1', [who.contactId]);
  const page = await (await fetch(`${product.url}${pathTo(who)}`)).text();
  assert.match(page, /River Watch<\/bdi>\s+wrote to\s+you\./);
  const answer = await post(pathTo(who), oneClick, urlencoded);
  assert.equal(answer.status, 200);
  assert.equal(await isSuppressed(who), true);
  const { suppressions } = await owner.api.suppressions.list({ workspaceId: shown });
  assert.deepEqual(
    suppressions.filter(({ email }) => email === '').map(({ reason }) => reason),
    ['asked'],
  );
});

test('whoever left long ago and leaves again is left alone three years from now', async () => {
  const who = await newcomer();
  const endOf = async () => {
    const [row] = await look('select max(keep_until) as until from suppressions where workspace_id = $1', [workspaceId]);
    return row?.until as Date;
  };
  await post(pathTo(who), oneClick, urlencoded);
  const first = await endOf();
  product.clock.move({ days: 400 });
  assert.equal((await fetch(`${product.url}${pathTo(who)}`)).status, 200, 'a message can be read after a year');
  await post(pathTo(who), oneClick, urlencoded);
  assert.ok((Number(await endOf()) - Number(first)) / 86_400_000 >= 400);
});

test('forged, cut and foreign links are one plain page, and whoever tries many is asked to wait', async () => {
  const who = await newcomer();
  const path = pathTo(who);
  const ofOther = pathTo({ ...who, workspaceId: elsewhere });
  const spliced = ofOther.slice(0, 60) + path.slice(60);
  const guesser = new Visitor(product);
  const answers = [];
  for (const bad of [
    path.slice(0, -1),
    `${path}A`,
    path.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')),
    spliced,
    '/leave/x',
    '/leave/%00',
  ])
    answers.push(await guesser.request(bad), await guesser.post(bad, { 'List-Unsubscribe': 'One-Click' }));
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [404]);
  const pages = await Promise.all(answers.map((answer) => answer.text()));
  assert.equal(new Set(pages.map((page) => page.replaceAll(/nonce="[^"]+"/g, ''))).size, 1);
  await stayed(who);
  let tries = answers.length;
  while ((await guesser.request('/leave/x')).status === 404 && tries < 100) tries++;
  assert.equal(tries, 60);
  const real = await guesser.request(path);
  assert.equal(real.status, 200, 'whoever tried too many still gets through with a real one');
});

test('the link of a workspace that is gone says that it is over', async () => {
  const who = await enrol(product, { workspaceId: ended, email: 'last@example.org' });
  await look('update workspaces set ends_at = $2 where workspace_id = $1', [ended, product.clock.now()]);
  for (const answer of [await fetch(`${product.url}${pathTo(who)}`), await post(pathTo(who), oneClick, urlencoded)]) {
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /It is over already/);
  }
});

test('while the database takes nothing in, leaving says so, says when to come again, and works then', async () => {
  const who = await newcomer();
  const name = new URL(product.databaseUrl).pathname.slice(1);
  const admin = new pg.Client({ connectionString: product.databaseUrl });
  await admin.connect();
  const turn = async (readOnly: boolean) => {
    await admin.query(`begin read write; alter database ${name} set default_transaction_read_only = ${readOnly ? 'on' : 'off'}; commit`);
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'antiphon'",
    );
  };
  try {
    await turn(true);
    const answer = await post(pathTo(who), oneClick, urlencoded);
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '60']);
    assert.match(await answer.text(), /You have not left yet/);
  } finally {
    await turn(false);
    await admin.end();
  }
  await until('it takes something in again', async () => (await post(pathTo(who), oneClick, urlencoded)).status === 200);
  await went(who);
});
