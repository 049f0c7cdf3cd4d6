import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { createTransport } from 'nodemailer';
import { asOwner } from '../../../../test/harness/database.ts';
import { connectServerMailbox } from '../../../../test/harness/mailboxes.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';
import { checkDomain } from './check-domain.ts';
import { isAligned, judgeDmarc, judgeSpf } from './findings.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const mailbox = await connectServerMailbox(product, owner, { workspaceId });
const one = { workspaceId, mailboxId: mailbox.id };
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const goodZone: Record<string, string[]> = {
  'mail.test': ['unrelated', 'v=spf1 include:mail.test -all'],
  '_dmarc.mail.test': ['v=DMARC1; p=reject'],
  'mill._domainkey.mail.test': [`v=DKIM1; p=${pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`],
};

async function signed({ domainName = 'mail.test', skipFields = '', from = mailbox.address, leave = true } = {}): Promise<Buffer> {
  const headerFieldNames = 'from:to:subject:list-unsubscribe:list-unsubscribe-post';
  const privateKey = pair.privateKey.export({ format: 'pem', type: 'pkcs8' });
  const signer = createTransport({
    streamTransport: true,
    buffer: true,
    dkim: { domainName, keySelector: 'mill', privateKey, skipFields, headerFieldNames },
  });
  const headers = leave
    ? { 'List-Unsubscribe': '<https://letters.example.org/leave/x>', 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    : {};
  return (await signer.sendMail({ from, to: 'me@example.org', subject: 'A test', text: 'A test', headers })).message as Buffer;
}
async function statesOf(raw: Buffer, zone: Record<string, string[] | undefined>) {
  const id = readId('mailbox', mailbox.id);
  const actor = { kind: 'job' } as const;
  const domains = { textsOf: (name: string) => Promise.resolve(name in zone ? zone[name] : []) };
  const findings = await checkDomain(product.app.tools, domains, { actor, workspaceId: readId('workspace', workspaceId), id }, raw);
  return Object.fromEntries(findings.map(({ what, state }) => [what, state]));
}

test('A message that is signed by its own domain, and a domain that says all it should, are good throughout', async () => {
  assert.deepEqual(await statesOf(await signed(), goodZone), { spf: 'good', dkim: 'good', dmarc: 'good', leaving: 'good' });
});

test('What is missing is said one by one, with what to do', async () => {
  const unsigned = Buffer.from(`From: ${mailbox.address}\r\nSubject: A test\r\n\r\nA test\r\n`);
  assert.deepEqual(await statesOf(unsigned, {}), { spf: 'bad', dkim: 'bad', dmarc: 'bad', leaving: 'unknown' });
  const { findings, checkedAt } = await owner.api.mailboxes.showCheck(one);
  assert.ok(checkedAt);
  assert.equal(findings.length, 4);
  assert.ok(findings.every(({ sentence, todo }) => sentence.length > 10 && todo));
});

test('A signature of somebody else does not count for the domain, and one that leaves out the way to leave is told', async () => {
  const elsewhere = { ...goodZone, 'mill._domainkey.relay.example.org': goodZone['mill._domainkey.mail.test'] };
  assert.equal((await statesOf(await signed({ domainName: 'relay.example.org' }), elsewhere))['dkim'], 'look');
  const skipping = await statesOf(await signed({ skipFields: 'list-unsubscribe:list-unsubscribe-post' }), goodZone);
  assert.deepEqual([skipping['dkim'], skipping['leaving']], ['good', 'look']);
});

test('What a message says of its own checks is not believed', async () => {
  const claiming = Buffer.from(
    `Authentication-Results: mx.example.org; dkim=pass; spf=pass; dmarc=pass\r\nFrom: ${mailbox.address}\r\n\r\nA test\r\n`,
  );
  assert.equal((await statesOf(claiming, goodZone))['dkim'], 'bad');
});

test('When nobody answers in the DNS nothing is called wrong', async () => {
  const states = await statesOf(await signed(), {
    'mail.test': undefined,
    '_dmarc.mail.test': undefined,
    'mill._domainkey.mail.test': undefined,
  });
  assert.deepEqual([states['spf'], states['dkim'], states['dmarc']], ['unknown', 'unknown', 'unknown']);
});

test('A message that is not from the mailbox is refused, and nothing of any message is kept', async () => {
  const raw = await signed({ from: 'Somebody <somebody@mail.test>' });
  await assert.rejects(owner.api.mailboxes.check({ ...one, message: raw.toString('base64') }), { status: 422 });
  const two = Buffer.from(`From: ${mailbox.address}, other@mail.test\r\n\r\nA test\r\n`);
  await assert.rejects(owner.api.mailboxes.check({ ...one, message: two.toString('base64') }), { status: 422 });
  const { findings } = await owner.api.mailboxes.check({ ...one, message: (await signed()).toString('base64') });
  assert.equal(findings.length, 4);
  const [row] = await asOwner(product.databaseUrl, 'select findings::text as text from mailbox_checks');
  assert.doesNotMatch(String(row?.['text']), /A test|me@example.org/);
});

test('SPF that lets everybody send, or stands there twice, is bad; DMARC without a policy is bad', () => {
  assert.equal(judgeSpf('example.org', ['v=spf1 +all']).state, 'bad');
  assert.equal(judgeSpf('example.org', ['v=spf1 mx all']).state, 'bad');
  assert.equal(judgeSpf('example.org', ['v=spf1 mx -all', 'v=spf1 a -all']).state, 'bad');
  assert.equal(judgeSpf('example.org', ['v=spf1 redirect=_spf.example.net']).state, 'good');
  assert.equal(judgeSpf('example.org', ['v=spf10 mx']).state, 'bad');
  assert.equal(judgeDmarc('example.org', { at: 'example.org', texts: ['v=DMARC1; rua=mailto:a@example.org'] }).state, 'bad');
  assert.equal(judgeDmarc('a.example.org', { at: 'example.org', texts: ['v=DMARC1;p=quarantine'] }).state, 'good');
});

test('Domains are aligned where one lies below the other', () => {
  assert.ok(isAligned('mail.example.org', 'example.org') && isAligned('example.org', 'example.org'));
  assert.ok(
    !isAligned('example.org', 'notexample.org') && !isAligned('example.org', 'org') && !isAligned('a.example.org', 'b.example.org'),
  );
});
