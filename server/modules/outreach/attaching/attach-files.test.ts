import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import PostalMime from 'postal-mime';
import { samplePassword } from '../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { addLibraryFile, pdf, png } from '../../../../test/harness/library.ts';
import { plantContacts } from '../../../../test/harness/outreach.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantSmtpMailbox, smtpRunner } from '../../../../test/harness/sending.ts';
import { readId, showId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId, email } = await setUp(product);
const { api } = owner;
const server = product.app.sandbox!.mailServer;
server.accounts.add({ emailAddress: 'gil.sample@mail.test', displayName: 'Gil Sample' });
const opened = { host: server.host, port: server.port, password: samplePassword };
const mailboxRow = await plantSmtpMailbox(product, readId('workspace', workspaceId), opened);
const mailbox = showId('mailbox', mailboxRow);
const runner = smtpRunner(product.app.tools, [`${server.host}:${server.port}`]);
after(() => runner.stop());

const bytesOf: Record<string, Buffer> = {
  'Programme.pdf': Buffer.concat([pdf, Buffer.from('programme')]),
  'Report Ada.pdf': Buffer.concat([pdf, Buffer.alloc(300_000, 1)]),
  'Report Ben.pdf': Buffer.concat([pdf, Buffer.alloc(280_000, 2)]),
  'Logo.png': png,
  'Seal Ada.png': Buffer.concat([png, Buffer.from('a')]),
  'Seal Ben.png': Buffer.concat([png, Buffer.from('b')]),
};
const added = new Map<string, string>();
for (const [name, bytes] of Object.entries(bytesOf)) added.set(name, (await addLibraryFile(owner, { workspaceId, name, bytes })).file.id);

let made = 0;
interface Draft {
  files?: string[];
  html?: string;
  people?: string[];
  mailboxes?: string[];
}
async function draft({
  files = [],
  html = '<p>Dear {{ first_name }}, the ford is closed.</p>',
  people = ['Ada', 'Ben'],
  mailboxes = [mailbox],
}: Draft) {
  const number = ++made;
  const lists = await plantContacts(product, workspaceId, {
    [`list ${number}`]: people.map((firstName) => ({ email: `${firstName.toLowerCase()}${number}@example.org`, firstName })),
  });
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${number}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html }];
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, files, texts }] });
  const hours = { workingDays: 127, opensMinute: 0, closesMinute: 1440 };
  await api.outreach.change({ ...one, audience: { lists, segments: [], exceptLists: [], exceptSegments: [] }, mailboxes, ...hours });
  const arrived = async (name: string) => {
    const address = `${name.toLowerCase()}${number}@example.org`;
    const [message] = server.outbox.messages().filter(({ recipients }) => recipients.includes(address));
    return message && PostalMime.parse(message.raw);
  };
  return { one, arrived, check: async () => (await api.outreach.check(one)).problems.map(({ sentence }) => sentence) };
}
const ownImages = '<p>Dear {{ first_name }}</p><img data-file="Logo.png" alt="The mill"><img data-file="Seal {{ first_name }}.png" alt="">';

test('Everybody gets what goes with the message, and each their own file and image, byte for byte', async () => {
  const { one, arrived, check } = await draft({ files: ['programme.PDF', 'Report {{ first_name }}.pdf'], html: ownImages });
  assert.deepEqual(await check(), []);
  await api.outreach.launch(one);
  await runner.runOnce();
  for (const name of ['Ada', 'Ben']) {
    const mail = await arrived(name);
    const files = mail!.attachments.map(({ filename, disposition, content }) => [
      filename,
      disposition,
      Buffer.from(content as ArrayBuffer).toString('hex'),
    ]);
    const meant = [
      ...['Logo.png', `Seal ${name}.png`].map((file) => [file, 'inline', bytesOf[file]?.toString('hex')]),
      ...['Programme.pdf', `Report ${name}.pdf`].map((file) => [file, 'attachment', bytesOf[file]?.toString('hex')]),
    ];
    assert.deepEqual(files, meant);
    const shown = Array.from((mail!.html ?? '').matchAll(/<img src="cid:([^"]+)"/g), ([, id]) => `<${id ?? ''}>`);
    assert.deepEqual(
      shown,
      mail!.attachments.filter(({ disposition }) => disposition === 'inline').map(({ contentId }) => contentId),
    );
    assert.doesNotMatch(mail!.html ?? '', /data-file/);
  }
});

test('A preview says what goes with the message, and what of it is not there', async () => {
  const { one } = await draft({ files: ['Programme.pdf', 'Report {{ first_name }}.pdf'], people: ['Pia'] });
  assert.deepEqual((await api.outreach.preview(one)).files, [
    { name: 'Programme.pdf', isThere: true },
    { name: 'Report Pia.pdf', isThere: false },
  ]);
});

test('Whoever has no file is found before the launch, with everybody who lacks it in the grid, and a launch is refused', async () => {
  const { one, check } = await draft({ files: ['Report {{ first_name }}.pdf'], people: ['Ada', 'Zoe', 'Ben', 'Ira'] });
  assert.deepEqual(await check(), ['Step 1: For 2 recipients there is no file “Report {{ first_name }}.pdf” in the library.']);
  const { recipients } = await api.outreach.incomplete(one);
  assert.deepEqual(
    recipients.map(({ email: address, files, missing, values }) => [address.replace(/\d+@.*/, ''), files, missing, values]),
    [
      ['ira', ['Report Ira.pdf'], [], { first_name: 'Ira' }],
      ['zoe', ['Report Zoe.pdf'], [], { first_name: 'Zoe' }],
    ],
  );
  const [first] = recipients;
  const { recipients: next } = await api.outreach.incomplete({ ...one, limit: 1, after: first!.email });
  assert.deepEqual(
    next.map(({ email: address }) => address),
    [recipients[1]!.email],
  );
  await assert.rejects(api.outreach.launch(one), { code: 'REFUSED' });
  for (const row of recipients) await api.outreach.setValue({ ...one, contactId: row.contactId!, tag: 'first_name', value: 'Ada' });
  assert.deepEqual(await check(), []);
});

test('A value that a name needs and nobody has is missing like any other, and is named once', async () => {
  const { check } = await draft({ files: ['Report {{ first_name }}.pdf'], html: '<p>Hello</p>', people: ['Ada', ''] });
  assert.deepEqual(await check(), ['One recipient has no value for {{ first_name }}.']);
});

test('What is wrong with names, kinds and sizes is said before a launch', async () => {
  const wrong = await draft({
    files: ['Nothing.pdf', 'Report {{ ward }}.pdf', '{{ first_name'],
    html: '<p>Hi</p><img data-file="Programme.pdf">',
  });
  assert.deepEqual((await wrong.check()).toSorted(), [
    'Step 1: In the name of a file, there is no merge tag “ward” here.',
    'Step 1: There is no file “Nothing.pdf” in the library.',
    'Step 1: This is not closed. Put }} behind it.',
    'Step 1: “Programme.pdf” is no image that mail programs show. Use PNG, JPEG or GIF.',
  ]);
  await addLibraryFile(owner, { workspaceId, name: 'Heavy.pdf', bytes: Buffer.concat([pdf, Buffer.alloc(2_100_000)]) });
  const heavy = await draft({ files: ['Heavy.pdf'] });
  assert.deepEqual(await heavy.check(), []);
  await asOwner(product.databaseUrl, "update mailboxes set provider = 'outlook' where id = $1", [mailboxRow]);
  assert.match((await heavy.check())[0] ?? '', /Outlook takes at most 2 MB\. Take gil\.sample@mail\.test out/);
  await asOwner(product.databaseUrl, "update mailboxes set provider = 'smtp' where id = $1", [mailboxRow]);
  for (const name of ['Big one.pdf', 'Big two.pdf'])
    await addLibraryFile(owner, { workspaceId, name, bytes: Buffer.concat([pdf, Buffer.alloc(11_000_000)]) });
  const tooHeavy = await draft({ files: ['Big one.pdf', 'Big two.pdf'] });
  assert.match((await tooHeavy.check())[0] ?? '', /have 22\.0 MB together\. At most 20 MB/);
  const { warnings } = await api.outreach.check((await draft({ files: ['Big one.pdf'] })).one);
  assert.match(warnings.map(({ sentence }) => sentence).join(), /Many mail servers refuse messages of more than 10 MB/);
});

test('A file stays as long as a campaign that is not finished may send it, whoever’s it is, and no longer', async () => {
  const { one } = await draft({ files: ['Report {{ first_name }}.pdf'], html: ownImages });
  await api.outreach.launch(one);
  for (const name of ['Report Ben.pdf', 'Logo.png', 'Seal Ada.png'])
    await assert.rejects(api.files.remove({ workspaceId, fileId: added.get(name)! }), /not finished/);
  const steps = [
    { delayHours: 0, sameThread: false, files: ['No such.pdf'], texts: [{ variant: 'a', weight: 1, subject: 'A', html: '<p>B</p>' }] },
  ];
  await assert.rejects(api.outreach.saveSteps({ ...one, steps }), /There is no file “No such\.pdf” in the library/);
  await runner.runOnce();
  await asOwner(product.databaseUrl, "update outreach_campaigns set state = 'finished' where state <> 'draft'");
  const { file } = await addLibraryFile(owner, { workspaceId, name: 'Report Cleo.pdf', bytes: pdf });
  await api.files.remove({ workspaceId, fileId: file.id });
});

test('A message whose file is gone all the same is not sent without it, and says why', async () => {
  const { one, arrived } = await draft({ files: ['Report {{ first_name }}.pdf'], people: ['Eve'] });
  await addLibraryFile(owner, { workspaceId, name: 'Report Eve.pdf', bytes: pdf });
  await api.outreach.launch(one);
  await asOwner(product.databaseUrl, "delete from files where name = 'Report Eve.pdf'");
  await runner.runOnce();
  assert.equal(await arrived('Eve'), undefined);
  const [row] = await asOwner(product.databaseUrl, 'select state, reason, error_details from outreach_deliveries where campaign_id = $1', [
    readId('outreach', one.outreachId),
  ]);
  assert.equal(row?.['state'], 'failed');
  assert.equal(row['reason'], 'file_missing');
  assert.doesNotMatch(String(row['error_details']), /Eve/);
});

test('A test message has the files of the recipient it is written for', async () => {
  const { one } = await draft({ files: ['Report {{ first_name }}.pdf'], html: ownImages, people: ['Ben'] });
  await api.outreach.sendTest({ ...one, mailboxId: mailbox });
  const [message] = server.outbox.messages().filter(({ recipients }) => recipients.includes(email));
  const mail = await PostalMime.parse(message!.raw);
  assert.deepEqual(mail.attachments.map(({ filename }) => filename).toSorted(), ['Logo.png', 'Report Ben.pdf', 'Seal Ben.png']);
});

test('An approval holds for the files that were there: another one under the same name is another campaign', async () => {
  const { file } = await addLibraryFile(owner, { workspaceId, name: 'Terms.pdf', bytes: pdf });
  const { one } = await draft({ files: ['Terms.pdf'] });
  const before = (await api.outreach.show(one)).fingerprint;
  assert.equal((await api.outreach.show(one)).fingerprint, before);
  await api.files.remove({ workspaceId, fileId: file.id });
  await addLibraryFile(owner, { workspaceId, name: 'Terms.pdf', bytes: Buffer.concat([pdf, Buffer.from('other')]) });
  assert.notEqual((await api.outreach.show(one)).fingerprint, before);
});
