import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { randomBytes } from 'node:crypto';
import { tokenPermissions } from '../../shared/permissions.ts';
import { openArchive } from '../harness/archives.ts';
import { terminal } from '../harness/command-line.ts';
import { asOwner } from '../harness/database.ts';
import { connectServerMailbox } from '../harness/mailboxes.ts';
import { antiphon } from '../harness/ours.ts';
import { invite, password, runJobs, setUp, stranger } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const keys = `test:${randomBytes(32).toString('base64')}`;
const product = await startProduct({ settings: { ENCRYPTION_KEYS: keys, SESSION_HOURS: '720' } });
const { owner, workspaceId, slug } = await setUp(product);
await owner.api.account.confirm({ password });
const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'Command line' });
const mailbox = await connectServerMailbox(product, owner, { workspaceId });
const folder = mkdtempSync(join(tmpdir(), 'antiphon-command-line-'));
const at = (name: string) => join(folder, name);
const put = (name: string, content: string) => {
  writeFileSync(at(name), content);
  return at(name);
};

const settings = { PUBLIC_URL: product.url, ANTIPHON_TOKEN: token };
/** Jobs and messages go on while a command waits. */
let waits = 0;
const whileWaiting = async () => {
  waits += 1;
  assert.ok(waits < 60, 'it waits for ever');
  await runJobs(product, 'go-on-with-import');
  product.clock.move({ minutes: 10 });
  await product.app.runner.runOnce();
  await product.app.jobs.find(({ name }) => name === 'steer-campaigns')?.run({});
};
const type = terminal(settings, { clock: product.clock, whileWaiting });
async function answer<T>(...words: string[]): Promise<T> {
  const { code, out, errors } = await type(...words, '--json');
  assert.equal(code, 0, errors);
  return JSON.parse(out) as T;
}

const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Dear {{ first_name }}, please look.</p>' }];
const campaignFile = (more: object = {}) =>
  put(
    'campaign.json',
    JSON.stringify({
      ...{ name: 'Spring letters', timeZone: 'UTC', workingDays: 127, opensMinute: 0, closesMinute: 1440, mailboxes: [mailbox.id] },
      steps: [{ delayHours: 0, sameThread: false, texts }],
      ...more,
    }),
  );

test('a campaign from its file to its report without a browser: created, imported, launched, paused, resumed, followed to its end', async () => {
  const { id, state } = await answer<{ id: string; state: string }>('campaign', 'create', '--from', campaignFile());
  assert.equal(state, 'draft');
  const campaign = ['--campaign', id];
  const rows = put(
    'recipients.csv',
    'email;first name\nada@example.org;Ada\n"not\nan address";X\nbo@example.org;Bo\nada@example.org;Again\n',
  );
  const added = await answer<{ added: number; refused: { line: number }[] }>('campaign', 'import', ...campaign, '--from', rows);
  assert.deepEqual([added.added, added.refused.map(({ line }) => line)], [2, [3]]);
  const again = await answer<{ added: number; there: number }>('campaign', 'import', ...campaign, '--from', rows);
  assert.deepEqual([again.added, again.there], [0, 2]);

  const early = await type('campaign', 'status', ...campaign, '--follow');
  assert.deepEqual([early.code, early.out], [1, '']);
  assert.match(early.errors, /not launched/);
  assert.match((await type('campaign', 'launch', ...campaign)).out, /^“Spring letters” is running: 2 recipients\./);
  assert.equal((await answer<{ state: string }>('campaign', 'pause', ...campaign)).state, 'paused');
  assert.match((await type('campaign', 'status', ...campaign)).out, /is paused \(member\)\./);
  assert.equal((await answer<{ state: string }>('campaign', 'resume', ...campaign)).state, 'running');
  assert.match((await type('campaigns', 'list', '--state', 'running')).out, new RegExp(`^${id}  running  .*Spring letters\n$`));

  const followed = await type('campaign', 'status', ...campaign, '--follow', '--json');
  assert.equal(followed.code, 0, followed.errors);
  const lines = followed.errors.trimEnd().split('\n');
  assert.match(lines[0] ?? '', /\]   0 % {2}running · 0 of 2 messages/);
  assert.match(lines.at(-1) ?? '', /\] 100 % {2}finished · 2 of 2 messages · 2 accepted/);
  const end = JSON.parse(followed.out) as { state: string; counts: { accepted: number }; stillToCome: { messages: number } };
  assert.deepEqual([end.state, end.counts.accepted, end.stillToCome.messages], ['finished', 2, 0]);

  const written = await answer<{ file: string }>('campaign', 'report', ...campaign, '--csv', at('report.csv'), '--what', 'recipients');
  assert.match(readFileSync(written.file, 'utf8'), /ada@example\.org/);
  assert.equal(statSync(written.file).mode & 0o077, 0);
  const twice = await type('campaign', 'report', ...campaign, '--csv', at('report.csv'));
  assert.equal(twice.code, 1);
  assert.match(twice.errors, /is there already, and nothing was overwritten/);
  assert.deepEqual(await answer('conversations', 'list', ...campaign), { conversations: [], more: false });
});

test('what the copy refuses is its sentence and leaves no half of a campaign behind; a launch says all that is in the way', async () => {
  const before = (await owner.api.outreach.list({ workspaceId })).campaigns.length;
  const refused = await type(
    'campaign',
    'create',
    '--from',
    campaignFile({
      timeZone: 'UTC',
      endsAt: '2001-01-01T00:00:00Z',
      mailboxes: [mailbox.id.replace(/.$/, (last) => (last === 'f' ? '0' : 'f'))],
    }),
  );
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.match(refused.errors, /^antiphon: .+\n$/);
  assert.equal((await owner.api.outreach.list({ workspaceId })).campaigns.length, before);

  const { id } = await answer<{ id: string }>('campaign', 'create', '--from', put('bare.json', '{"name": "Bare \\u001b[2J"}'));
  const launch = await type('campaign', 'launch', '--campaign', id);
  assert.equal(launch.code, 1);
  assert.match(launch.errors, /^- .+\n(- .+\n)*antiphon: .+\n$/);
  assert.doesNotMatch((await type('campaign', 'status', '--campaign', id)).out, /\u001B/);
  const missing = await type('campaign', 'launch', '--campaign', 'otr_nothing');
  assert.equal(missing.code, 1);
  assert.match(missing.errors, /must be the id of a team campaign/);
});

test('contacts are imported in one command: into a list, with the rows that could not be used in a file, and exported again', async () => {
  const from = put('people.csv', 'email,first name\ncleo@example.org,Cleo\nno address,Nobody\ndan@example.org,Dan\n');
  const tried = await answer<{ ran: boolean; counts: { added: number } }>('contacts', 'import', '--from', from, '--dry-run');
  assert.deepEqual([tried.ran, tried.counts.added], [false, 2]);
  assert.equal((await owner.api.contacts.count({ workspaceId })).contacts, 0);
  const words = [
    '--from',
    from,
    '--basis',
    'They asked for our letters.',
    '--list',
    'Fair',
    '--tags',
    'fair, spring',
    '--problems',
    at('problems.csv'),
  ];
  const done = await answer<{ counts: { added: number }; refused: { rows: number }[]; problems: string }>('contacts', 'import', ...words);
  assert.deepEqual([done.counts.added, done.refused.map(({ rows }) => rows)], [2, [1]]);
  assert.match(readFileSync(done.problems, 'utf8'), /no address,Nobody,"?Line 3: /);
  const { lists } = await answer<{ lists: { id: string; name: string }[] }>('lists', 'list');
  assert.deepEqual(
    lists.map(({ name }) => name),
    ['Fair'],
  );
  const exported = await answer<{ rows: number }>('contacts', 'export', '--csv', at('contacts.csv'), '--list', lists[0]?.id ?? '');
  assert.equal(exported.rows, 2);

  for (const [content, sentence] of [
    ['', /is empty/],
    ['name,colour\nAda,red\n', /No column of the file is understood as the address/],
  ] as const) {
    const bad = await type('contacts', 'import', '--from', put('bad.csv', content), '--basis', 'They asked.');
    assert.equal(bad.code, 1);
    assert.match(bad.errors, sentence);
  }
  const without = await type('contacts', 'import', '--from', from);
  assert.equal(without.code, 2);
  assert.match(without.errors, /needs --basis/);
});

test('the token is never typed, opens its own workspace alone, and what it may not do is said', async () => {
  const file = put('token', `${token}\n`);
  assert.equal((await terminal({ PUBLIC_URL: product.url })('mailboxes', 'list', '--token-file', file)).code, 0);
  const cases: [Record<string, string>, string[], number, RegExp][] = [
    [{ PUBLIC_URL: product.url }, [], 2, /Set ANTIPHON_TOKEN/],
    [{ PUBLIC_URL: product.url }, ['--token-file', at('none')], 2, /cannot be read/],
    [{ ...settings, ANTIPHON_TOKEN: 'antiphon_x\r\nx-other: 1' }, [], 2, /no API token/],
    [{ ...settings, ANTIPHON_TOKEN: `${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}` }, [], 1, /The API token is not accepted/],
    [settings, ['--workspace', 'elsewhere'], 1, /does not open a workspace elsewhere/],
    [settings, ['--url', 'http://letters.example.org'], 2, /Use https:/],
    [settings, ['--url', 'ftp://localhost'], 2, /without a path/],
    [settings, ['--url', `${product.url}/app`], 2, /without a path/],
  ];
  for (const [given, words, code, sentence] of cases) {
    const typed = await terminal(given)('mailboxes', 'list', ...words);
    assert.deepEqual([typed.code, typed.out], [code, ''], typed.errors);
    assert.match(typed.errors, sentence);
    assert.doesNotMatch(typed.errors, new RegExp(token));
  }
  await owner.api.account.confirm({ password });
  const narrow = await owner.api.workspaces.createToken({
    workspaceId,
    name: 'Reads',
    permissions: tokenPermissions.filter((one) => one === 'mailboxes.read'),
  });
  const narrowed = terminal({ ...settings, ANTIPHON_TOKEN: narrow.token });
  assert.equal((await narrowed('mailboxes', 'list', '--workspace', slug)).code, 0);
  const more = await narrowed('campaigns', 'list');
  assert.equal(more.code, 1);
  assert.match(more.errors, /was not made for that/);
});

test('a copy that is busy or away is worth trying again: code 75; what is no copy is not', async () => {
  let answering: { status: number; type: string; body: string } = { status: 200, type: 'text/html', body: '<p>Hello</p>' };
  const heard: string[] = [];
  const other = createServer((request, response) => {
    heard.push(`${request.method ?? ''} ${request.headers['idempotency-key'] ? 'with a key' : ''}`);
    response.writeHead(answering.status, { 'content-type': answering.type }).end(answering.body);
  }).listen(0, '127.0.0.1');
  after(() => other.close());
  await once(other, 'listening');
  const url = `http://127.0.0.1:${String((other.address() as AddressInfo).port)}`;
  const list = () => terminal({ ...settings, ANTIPHON_URL: url })('mailboxes', 'list');
  const busy = JSON.stringify({
    defined: true,
    code: 'TOO_MANY',
    status: 429,
    message: 'Too many calls.',
    data: { code: 'too_many', retryAfterSeconds: 7 },
  });
  const cases: [typeof answering, number, RegExp][] = [
    [answering, 1, /not as a copy of Antiphon does/],
    [{ status: 200, type: 'application/json', body: '{' }, 1, /not as a copy/],
    [{ status: 200, type: 'application/json', body: '{"id": 1}' }, 1, /no copy of Antiphon/],
    [{ status: 302, type: 'text/html', body: '' }, 1, /answered 302/],
    [{ status: 502, type: 'text/html', body: '' }, 75, /answered 502.*Try again in 10 seconds/],
    [{ status: 429, type: 'application/json', body: busy }, 75, /Too many calls\. Try again in 7 seconds\./],
  ];
  for (const [given, code, sentence] of cases) {
    answering = given;
    const typed = await list();
    assert.deepEqual([typed.code, typed.out], [code, ''], typed.errors);
    assert.match(typed.errors, sentence);
  }
  assert.ok(heard.length >= cases.length && heard.every((one) => one === 'GET '));
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  const away = await list();
  assert.equal(away.code, 75);
  assert.match(away.errors, /cannot be reached/);
});

test('as a process: sentences on standard error, one document on standard output, exit codes; the operator lists and exports', async () => {
  await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
  await stranger(product);
  const machine = { DATABASE_URL: product.databaseUrl, DATA_DIR: product.dataDir, ENCRYPTION_KEYS: keys };
  const run = async <T>(...words: string[]) => {
    const { code, out, errors } = await antiphon([...words, '--json'], { ...settings, ...machine });
    assert.equal(code, 0, errors);
    return JSON.parse(out) as T;
  };
  const [{ users }, { workspaces }, { mailboxes }, misused] = await Promise.all([
    run<{ users: { email: string; workspaces: { slug: string; role: string }[] }[] }>('users', 'list', '--workspace', slug),
    run<{ workspaces: { slug: string; members: number; owners: string[] }[] }>('workspaces', 'list'),
    run<{ mailboxes: unknown[] }>('mailboxes', 'list'),
    antiphon(['campaign', 'launch'], { ...settings, ...machine }),
  ]);
  assert.deepEqual(
    users.map(({ email }) => email),
    ['owner@example.org', 'agent@example.org'],
  );
  assert.deepEqual(
    workspaces.map((one) => [one.slug, one.members, one.owners]),
    [
      [slug, 2, ['owner@example.org']],
      ['elsewhere', 1, ['stranger@example.org']],
    ],
  );
  assert.equal(mailboxes.length, 1);
  assert.deepEqual([misused.code, misused.out], [2, '']);

  const locked = await run<{ file: string; passphrase: string }>('workspace', 'export', '--workspace', slug, '--to', at('all.zip'));
  assert.ok((await openArchive(readFileSync(locked.file), locked.passphrase)).has('members.json'));
  await run('audit', 'export', '--to', at('evidence.zip'));
  assert.ok([...(await openArchive(readFileSync(at('evidence.zip')))).keys()].some((name) => name.startsWith(`audit/${slug}/`)));
  assert.ok(existsSync(at('evidence.zip')) && (statSync(at('all.zip')).mode & 0o077) === 0);
  const entries = await asOwner(
    product.databaseUrl,
    "select action from audit_entries where actor_kind = 'command' and action in ('users.read', 'workspaces.read', 'workspace.export_asked', 'evidence.exported') order by action",
  );
  assert.deepEqual(
    entries.map(({ action }) => action),
    ['evidence.exported', 'users.read', 'workspace.export_asked', 'workspaces.read'],
  );
});
