import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { documents } from '../../privacy/documents.ts';
import { subprocessors } from '../../privacy/subprocessors.ts';
import { ProviderFailure } from '../../server/providers/failure.ts';
import type { SendServiceMail } from '../../server/providers/capabilities.ts';
import { mailDocumentNotices } from '../../server/modules/privacy/documents/mail-document-notices.ts';
import { publishDocuments } from '../../server/modules/privacy/documents/publish-documents.ts';
import type { Publisher } from '../../server/modules/privacy/documents/document.ts';
import { asOwner } from '../harness/database.ts';
import { invite, password, setUp, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct({ settings: { OPERATOR_NAME: 'Example Letters', OPERATOR_EMAIL: 'privacy@example.org' } });
const { owner, workspaceId, email } = await setUp(product);
const { tools } = product.app;
const { clock } = product;
const guest = await invite(product, owner, { workspaceId, email: 'guest@example.org', role: 'agent' });

const run = (name: string) => product.app.jobs.find((job) => job.name === name)?.run({});
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const read = async (path: string) => (await new Visitor(product).request(path)).text();
const versions = async (document: string) =>
  (await look('select version from published_documents where document = $1 order by 1', [document])).map(({ version }) => version);

/** The copy after a start with other settings: its address, or the companies that it works with, are others. */
function restarted(change: Partial<Publisher['copy']>): Publisher {
  const operator = { name: 'Example Letters', address: 'not yet set by the operator', email: 'privacy@example.org' };
  const outside = { google: 'stand_in', microsoft: 'stand_in', service_mail: 'stand_in' } as const;
  return { copy: { operator, outside, announced: [], backupDays: 30, ...change }, startedAt: clock.now() };
}

interface Post extends SendServiceMail {
  sent: Parameters<SendServiceMail['send']>[0][];
}

/** A mail server that remembers what it took, and does something first where a test says so. */
function post(first: (to: string) => Promise<void> | void = () => undefined): Post {
  const sent: Post['sent'] = [];
  return {
    sent,
    async send(mail) {
      await first(mail.to);
      sent.push(mail);
    },
  };
}
const addresses = ({ sent }: Post) => sent.map(({ to }) => to).sort();

test('the first version of a copy is no change: nobody is mailed, and each page says its day and version', async () => {
  await run('publish-documents');
  await run('mail-document-notices');
  assert.deepEqual(await versions('privacy'), [1]);
  assert.deepEqual(await look('select * from document_notices'), []);
  for (const { path, title, updated } of Object.values(documents)) {
    const page = await read(path);
    assert.ok(page.includes(`<h1>${title}</h1>`) && page.includes(`<time datetime="${updated}">`), path);
    assert.match(page, /Version 1\./);
    assert.doesNotMatch(page, /\{\w+\}|undefined|\*\*/);
  }
});

test('every document leads to every other, and the list of all to each with its version', async () => {
  const paths = Object.values(documents).map(({ path }) => path);
  for (const path of [...paths, '/documents']) {
    const page = await read(path);
    for (const other of paths) if (other !== path) assert.ok(page.includes(`href="${other}"`), `${path} to ${other}`);
  }
  for (const path of ['/recipient', '/contact', '/account']) assert.ok((await read('/delete-my-data')).includes(`href="${path}"`), path);
});

test('a document is downloaded as text, and the hash in it is that of its words', async () => {
  for (const { path, title } of Object.values(documents)) {
    const answer = await new Visitor(product).request(`${path}.md`);
    assert.equal(answer.headers.get('content-type'), 'text/markdown; charset=utf-8');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="[a-z-]+-version-1\.md"$/);
    const text = await answer.text();
    const [head = '', words = ''] = text.split(/\n---\n\n/);
    assert.ok(head.startsWith(`# ${title}\n`));
    assert.ok(head.includes(createHash('sha256').update(words).digest('hex')), path);
    assert.equal(await read(`${path}/versions/1.md`), text);
  }
});

test('the list of sub-processors names whom this copy switches on, and the API lists what the pages show', async () => {
  const page = await read('/subprocessors');
  for (const { name } of Object.values(subprocessors)) assert.ok(page.includes(name), name);
  assert.match(page, /a stand-in takes its place/);
  const { documents: listed } = await new Visitor(product).api.documents.list();
  assert.deepEqual(
    listed.map(({ path, version }) => [path, version]),
    Object.values(documents).map(({ path }) => [path, 1]),
  );
});

test('words that change are a new version; every account holder is mailed once, in one mail for all that changed', async () => {
  clock.move({ days: 1 });
  const changed = await publishDocuments(tools, restarted({ outside: { google: 'on' }, backupDays: 7 }));
  assert.deepEqual(changed, ['privacy', 'dpa', 'subprocessors', 'deletion']);
  const mail = post();
  await mailDocumentNotices(tools, mail, product.url);
  await mailDocumentNotices(tools, mail, product.url);
  assert.deepEqual(addresses(mail), ['guest@example.org', email]);
  for (const { subject, text } of mail.sent) {
    assert.equal(subject, 'Changed: Data processing agreement, Privacy policy, Sub-processors');
    for (const path of ['/privacy', '/dpa', '/subprocessors', '/dpa/versions'])
      assert.ok(text.includes(`${product.url}${path}\n`) || text.includes(`${product.url}${path}`), path);
    assert.doesNotMatch(text, /delete-my-data/, 'that one is not told');
  }
  assert.deepEqual(await publishDocuments(tools, restarted({ outside: { google: 'on' }, backupDays: 7 })), []);
});

test('older versions stay readable, word for word, and say that they are old', async () => {
  const list = await read('/privacy/versions');
  assert.match(list, /Version 2[\s\S]*It holds now[\s\S]*Version 1/);
  assert.match(await read('/privacy/versions/1'), /This is an older version/);
  assert.doesNotMatch(await read('/privacy/versions/2'), /This is an older version/);
  const [row] = await look("select text from published_documents where document = 'dpa' and version = 1");
  assert.ok((await read('/dpa/versions/1.md')).endsWith(`\n---\n\n${String(row?.text)}`));
  for (const wrong of ['3', '0', 'x', '1.txt', '99999999999', '1%00'])
    assert.equal((await new Visitor(product).request(`/privacy/versions/${wrong}`)).status, 404, wrong);
});

test('the app is told of changes since one has one’s account, for thirty days and the rest of the last', async () => {
  const shown = async (who: Visitor) => (await who.api.documents.changes()).changes.map(({ document }) => document);
  assert.deepEqual(await shown(owner), ['privacy', 'dpa', 'subprocessors']);
  assert.deepEqual(await shown((await stranger(product)).visitor), [], 'who came after it is told nothing');
  await assert.rejects(new Visitor(product).api.documents.changes(), { code: 'SIGNED_OUT' });
});

test('who joined after a change is not mailed about it', async () => {
  const mail = post();
  await mailDocumentNotices(tools, mail, product.url);
  assert.deepEqual(mail.sent, []);
});

test('two workers at once mail nobody twice', async () => {
  clock.move({ days: 1 });
  await Promise.all([1, 2].map(() => publishDocuments(tools, restarted({ backupDays: 8, outside: { google: 'on' } }))));
  assert.deepEqual(await versions('privacy'), [1, 2, 3]);
  const [one, two] = [post(), post()];
  await Promise.all([mailDocumentNotices(tools, one, product.url), mailDocumentNotices(tools, two, product.url)]);
  assert.deepEqual([...addresses(one), ...addresses(two)].sort(), ['guest@example.org', email, 'stranger@example.org']);
});

test('a crash between the claim and the end of the mail mails nobody twice, and the others get theirs', async () => {
  clock.move({ days: 1 });
  await publishDocuments(tools, restarted({ backupDays: 9, outside: { google: 'on' } }));
  const crashed = post();
  const takenThenDead: SendServiceMail = {
    async send(mail) {
      await crashed.send(mail);
      throw new Error('the process ends here');
    },
  };
  await assert.rejects(mailDocumentNotices(tools, takenThenDead, product.url), /ends here/);
  clock.move({ hours: 3 });
  const later = post();
  await mailDocumentNotices(tools, later, product.url);
  assert.equal(crashed.sent.length, 1);
  assert.deepEqual([...addresses(crashed), ...addresses(later)].sort(), ['guest@example.org', email, 'stranger@example.org']);
});

test('an address that the mail server refuses holds up nobody, is tried again after an hour, and five times at most', async () => {
  clock.move({ days: 1 });
  await publishDocuments(tools, restarted({ backupDays: 10, outside: { google: 'on' } }));
  let tries = 0;
  const refusing = post((to) => {
    if (to !== 'guest@example.org') return;
    tries += 1;
    throw new ProviderFailure('never', 'address_refused', 'Not this one.');
  });
  for (let hour = 0; hour < 8; hour++) {
    await mailDocumentNotices(tools, refusing, product.url);
    await mailDocumentNotices(tools, refusing, product.url);
    assert.equal(tries, Math.min(hour + 1, 5));
    clock.move({ hours: 1 });
  }
  assert.deepEqual(addresses(refusing), [email, 'stranger@example.org']);
});

test('a mail server that is away for a night, and a quarantine, use up nobody’s tries: everybody is mailed once it is over', async () => {
  clock.move({ days: 1 });
  await publishDocuments(tools, restarted({ backupDays: 12, outside: { google: 'on' } }));
  for (const code of ['unreachable', 'quarantined'] as const) {
    let asked = 0;
    const away = post(() => {
      asked += 1;
      throw new ProviderFailure('retry_later', code, 'Not now.', 60);
    });
    for (let hour = 0; hour < 10; hour++) {
      await mailDocumentNotices(tools, away, product.url);
      clock.move({ hours: 1 });
    }
    assert.equal(asked, 10, 'one mail is enough to see that nothing leaves');
  }
  const back = post();
  await mailDocumentNotices(tools, back, product.url);
  assert.deepEqual(addresses(back), ['guest@example.org', email, 'stranger@example.org']);
  const tries = await look('select distinct tries from document_notices where claimed_at = $1', [clock.now()]);
  assert.deepEqual(tries, [{ tries: 1 }]);
});

test('a process from before an upgrade does not bring the old words back', async () => {
  const before = await versions('privacy');
  await run('publish-documents');
  assert.deepEqual(await versions('privacy'), before);
});

test('published words can be neither changed nor taken back by the product', async () => {
  for (const statement of ["update published_documents set text = ''", 'delete from published_documents'])
    await assert.rejects(look(`set role antiphon_app; ${statement}`), /permission denied/, statement);
});

test('a change that is announced stands in the list with its day, and is told like every other', async () => {
  clock.move({ days: 1 });
  const announced = [{ company: 'microsoft', from: '2027-01-15' }] as const;
  assert.deepEqual(await publishDocuments(tools, restarted({ backupDays: 12, outside: { google: 'on' }, announced })), ['subprocessors']);
  const mail = post();
  await mailDocumentNotices(tools, mail, product.url);
  assert.equal(mail.sent.length, 3);
  assert.match(await read('/subprocessors/versions/3'), /From 15 January 2027: <strong>Microsoft/);
});

test('an agreement is accepted in the version in force, once, by whom it may be, and written down', async () => {
  for (const [who, address] of [
    [owner, email],
    [guest, 'guest@example.org'],
  ] as const)
    await who.api.account.signIn({ email: address, password });
  await asOwner(product.databaseUrl, 'delete from document_notices; delete from published_documents');
  const { inForce, accepted } = await owner.api.documents.agreement({ workspaceId });
  assert.deepEqual([inForce.version, accepted], [1, null]);
  await assert.rejects(guest.api.documents.acceptAgreement({ workspaceId, version: 1 }), { code: 'NOT_ALLOWED' });
  await assert.rejects(owner.api.documents.acceptAgreement({ workspaceId, version: 2 }), { code: 'CONFLICT' });
  assert.deepEqual(await look('select * from agreement_acceptances'), []);
  await Promise.all([1, 2, 3].map(() => owner.api.documents.acceptAgreement({ workspaceId, version: 1 })));
  const after = await guest.api.documents.agreement({ workspaceId });
  assert.deepEqual(after.accepted, { version: 1, wordsHash: inForce.wordsHash, at: clock.now().toISOString(), by: 'Olga Sample' });
  const entries = await look("select details from audit_entries where action = 'agreement.accepted'");
  assert.deepEqual(
    entries.map(({ details }) => details),
    [{ version: 1, words: inForce.wordsHash }],
  );
  const words = (await read('/dpa/versions/1.md')).split(/\n---\n\n/)[1] ?? '';
  assert.equal(createHash('sha256').update(words).digest('hex'), inForce.wordsHash);
});

test('a newer agreement shows that the accepted one is older, and what was accepted stays as it was', async () => {
  clock.move({ days: 1 });
  await publishDocuments(tools, restarted({ backupDays: 11 }));
  const { inForce, accepted } = await owner.api.documents.agreement({ workspaceId });
  assert.deepEqual([inForce.version, accepted?.version], [2, 1]);
  assert.notEqual(inForce.wordsHash, accepted?.wordsHash);
  await assert.rejects(owner.api.documents.acceptAgreement({ workspaceId, version: 1 }), { code: 'CONFLICT' });
  await look("delete from sessions; delete from members; delete from users where email = 'owner@example.org'");
  const [row] = await look('select accepted_by, version from agreement_acceptances');
  assert.deepEqual(row, { accepted_by: null, version: 1 });
});
