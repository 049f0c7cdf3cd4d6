import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promises } from '../../privacy/promises.ts';
import { readId, showId } from '../../server/platform/ids.ts';
import { access } from '../../server/modules/privacy/exports/access-table.ts';
import { addCampaign, adler, connect, formFields, newPerson, publishedCampaign, sendLetter } from '../harness/advocacy.ts';
import { keepAnswer } from '../harness/answered.ts';
import { filesOf, openArchive } from '../harness/archives.ts';
import { asOwner } from '../harness/database.ts';
import { dumpOf } from '../harness/dump.ts';
import { enrol } from '../harness/enrolled.ts';
import { invite, password, runJobs, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { plant } from './planted.ts';

// One person in every role at once, beside others in the same tables; every text of theirs carries a mark that nothing else has.
const product = await startProduct();
const address = 'quokka.sample@gmail.test';
const quokka = { name: 'Quokka Sample', email: address, salutation: 'Dear Quokka', district: 'Quokka Ward' };
const other = { name: 'Wombat Sample', email: 'wombat.sample@council.example.org', salutation: 'Dear Wombat', district: 'Wombat Ward' };
const scene = await publishedCampaign(product, { recipients: [quokka, other] });
const { owner, workspaceId, campaignId } = scene;
const elsewhere = await stranger(product);
const weir = await addCampaign({ product, owner: elsewhere.visitor, workspaceId: elsewhere.workspaceId, path: '/c/elsewhere/' }, 'weir', {
  recipients: [quokka],
});
const look = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const mailed = (email: string) =>
  product.app.sandbox?.mail.messages().find(({ recipients }) => recipients.includes(email))?.email.text ?? '';

// As a member, with work, a token and a link for a new password.
const member = await invite(product, owner, { workspaceId, email: address, role: 'admin' });
const { id: memberId } = await member.api.account.me();
await member.api.workspaces.createToken({ workspaceId, name: 'quokka token' });
const own = await member.api.campaigns.create({ workspaceId, name: 'Quokka’s campaign' });
await member.api.campaigns.change({ workspaceId, campaignId: own.id, subject: 'Quokka’s second wording' });
await owner.api.suppressions.suppress({ workspaceId, email: 'never@example.org' });
await member.api.suppressions.suppress({ workspaceId, email: 'neither@example.org' });
const ids = { user: readId('user', memberId), workspace: readId('workspace', workspaceId), campaign: readId('campaign', campaignId) };
await plant(product.databaseUrl, 'campaign_approvals', { workspace_id: ids.workspace, campaign_id: ids.campaign, approved_by: ids.user });
await plant(product.databaseUrl, 'agreement_acceptances', { workspace_id: ids.workspace, accepted_by: ids.user });
await plant(product.databaseUrl, 'address_changes', { user_id: ids.user, old_email: address, new_email: 'quokka.other@example.org' });
await plant(product.databaseUrl, 'document_notices', { user_id: ids.user });
await plant(product.databaseUrl, 'mailboxes', { workspace_id: ids.workspace, connected_by: ids.user, address: 'rail@example.org' });
await plant(product.databaseUrl, 'templates', { workspace_id: ids.workspace, created_by: ids.user, name: 'Marsh' });
await plant(product.databaseUrl, 'files', { workspace_id: ids.workspace, created_by: ids.user, name: 'Reed.pdf' });
await plant(product.databaseUrl, 'outreach_campaigns', { workspace_id: ids.workspace, created_by: ids.user, name: 'Fen' });
await elsewhere.visitor.api.workspaces.invite({ workspaceId: elsewhere.workspaceId, email: address, role: 'viewer' });
await new Visitor(product).api.account.askPasswordReset({ email: address });
// As a recipient: letters of others, a limit, a complaint, a suppression in one workspace.
await sendLetter(weir, new Visitor(product), newPerson(weir, 'numbat@gmail.test'));
await runJobs(product, 'mail-invitation');
const portal = await atPortal();
await portal.press('limit', { most: '7' });
await portal.press('complain', { campaign: campaignId });
await portal.press('stop', { from: elsewhere.workspaceId });
// As a supporter: one letter sent, one begun.
await sendLetter(scene, new Visitor(product), newPerson(scene, address, { displayName: 'Quokka Sample' }));
const lock = await addCampaign(scene, 'lock', { recipients: [adler] });
await connect(lock, new Visitor(product), { account: address, changes: { body: 'quokka-marked words of mine' } });
// In the address books of two teams, which write to them and to others.
const workspaces = [ids.workspace, readId('workspace', elsewhere.workspaceId)];
for (const where of workspaces) {
  const { campaignId: spring } = await enrol(product, { workspaceId: where, email: address, name: ['Quokka', 'Sample'] });
  const wombat = await enrol(product, { workspaceId: where, campaignId: spring, email: other.email, name: ['Wombat', 'Sample'] });
  const [us] = await look('select id, campaign_id, contact_id from enrolments where workspace_id = $1 and email_key = $2', [
    where,
    address,
  ]);
  const box = await plant(product.databaseUrl, 'mailboxes', { workspace_id: where, connected_by: null, address: 'team@example.org' });
  const asked = { id: String(box.id), address: 'team@example.org', subject: 'The ford' };
  const opened = { workspace_id: where, campaign_id: spring, enrolment_id: String(us?.id) };
  const link = await plant(product.databaseUrl, 'outreach_links', { ...opened, step: 1, url: 'https://example.org/for/quokka' });
  await plant(product.databaseUrl, 'tracked_hits', {
    ...opened,
    step: 1,
    kind: 'click',
    link_id: link.id,
    user_agent: 'quokka-marked browser',
    verdict: null,
    because: null,
  });
  const answers = {
    workspaceId: where,
    campaignId: spring,
    enrolmentId: String(us?.id),
    contactId: String(us?.contact_id),
    email: address,
  };
  // They answer, are answered, and answer once more where somebody else was asked.
  const talk = await keepAnswer(product, answers, asked, { text: 'quokka-marked answer', fromName: 'Quokka Sample' });
  await plant(product.databaseUrl, 'messages', {
    ...{
      workspace_id: where,
      conversation_id: talk?.conversationId,
      direction: 'out',
      kind: 'answer',
      state: 'accepted',
      written_by: null,
    },
    ...{ mailbox_id: box.id, email_key: address, to_email: address, from_email: 'team@example.org', text: 'Thank you, Quokka.' },
  });
  await keepAnswer(product, wombat, asked, { fromEmail: other.email, fromName: 'Wombat Sample', text: 'What wombats say.' });
  await keepAnswer(product, wombat, asked, { fromEmail: address, fromName: 'Quokka Sample', text: 'quokka-marked aside' });
}
const [inBook] = await look('select id from contacts where workspace_id = $1 and email_key = $2', [ids.workspace, address]);
const twin = await member.api.contacts.create({ workspaceId, email: 'quokka.twin@example.org', firstName: 'Quokka' });
await member.api.duplicates.merge({ workspaceId, keepId: showId('contact', String(inBook?.id)), removeId: twin.id, take: [] });
const { id: importId } = await plant(product.databaseUrl, 'imports', {
  ...{ workspace_id: ids.workspace, created_by: ids.user, list_id: null, basis: 'quokka-marked ground', state: 'finished' },
  sample: JSON.stringify([[address.toUpperCase(), 'Quokka']]),
});
const ofImport = { workspace_id: ids.workspace, import_id: importId };
await plant(product.databaseUrl, 'import_problems', { ...ofImport, email_key: address, cells: ['Quokka', address] });
await plant(product.databaseUrl, 'import_rows', { ...ofImport, email_key: address, email: address });
await plant(product.databaseUrl, 'import_changes', { ...ofImport, contact_id: inBook?.id, before: '{"firstName":"Quokk"}' });
// As somebody who asks.
await member.api.rights.ask({ kind: 'question', message: 'quokka-marked question' });

/** The page behind the mailed link. */
async function atPortal() {
  const visitor = new Visitor(product);
  const form = await (await visitor.request('/recipient')).text();
  await visitor.post('/recipient', { ...formFields(form, '/recipient'), email: address });
  await runJobs(product, 'mail-recipient-link');
  const path = /\/recipient\/[A-Za-z0-9_-]{43}/.exec(mailed(address))?.[0] ?? assert.fail('No link was mailed.');
  const page = await (await visitor.request(path)).text();
  return {
    page,
    press: async (act: string, fields: Record<string, string> = {}) => {
      const answer = await visitor.post(`${path}/${act}`, { ...formFields(page, `${path}/${act}`), ...fields });
      assert.ok(answer.status < 400, `${act}: ${String(answer.status)}`);
      return answer.text();
    },
  };
}

test('every table of the register says where it stands in an export, and what an erasure does with it', () => {
  const tables = new Set(promises.flatMap(({ holdings }) => holdings.map(({ table }) => table)));
  assert.deepEqual(Object.keys(access).sort(), [...tables].sort());
});

test('the export of an account holds the person from every table, and nothing of anybody else', async () => {
  const files = await filesOf(new Visitor(product), await member.api.rights.exportAccount({}));
  const document = {
    'account.json': JSON.parse(files.get('account.json') ?? '') as Record<string, unknown>,
    'what-is-kept.json': JSON.parse(files.get('what-is-kept.json') ?? '') as Record<string, unknown>,
  };
  for (const [table, { exported }] of Object.entries(access)) {
    if ('not' in exported || table === 'erasures') continue;
    const part = document[exported.file][exported.part];
    assert.ok(Array.isArray(part) ? part.length > 0 : part !== null && part !== undefined, `${table}: ${exported.file}, ${exported.part}`);
  }
  const account = files.get('account.json') ?? '';
  // Several tables share a part: each has something in it that the others do not.
  const ofTables = {
    campaigns: /"what": "campaign",\s+"about": "Quokka’s campaign"/,
    campaign_texts: /"what": "text version 1, main, en",\s+"about": "Quokka’s campaign"/,
    campaign_approvals: /"what": "approval of text version/,
    agreement_acceptances: /"what": "agreement version/,
    mailboxes: /"address": "rail@example\.org"/,
    templates: /"what": "template",\s+"about": "Marsh"/,
    files: /"what": "file",\s+"about": "Reed\.pdf"/,
    outreach_campaigns: /"what": "team campaign",\s+"about": "Fen"/,
    audit_entries: /"action": "campaign\.created"/,
    audit_origins: /"action": "campaign\.created"[^}]*\}?[^}]*"ipAddress": "198\.51\./,
  };
  for (const [table, pattern] of Object.entries(ofTables)) assert.match(account, pattern, table);
  const held = files.get('what-is-kept.json') ?? '';
  assert.match(held, /"tries": \[\s*\{\s*"number": 1/, 'attempts');
  assert.match(held, /"bouncedHard": 0/, 'recipient_counts');
  const text = [...files.values()].join('\n');
  for (const mark of [
    'Quokka Ward',
    'quokka token',
    'Quokka’s campaign',
    'quokka-marked question',
    'quokka-marked words',
    'quokka-marked answer',
    'quokka-marked browser',
    'https://example.org/for/quokka',
    'quokka-marked aside',
    'Thank you, Quokka.',
  ])
    assert.ok(text.includes(mark), mark);
  for (const [name] of files) assert.match(name, /^(README\.txt|manifest\.json|[\w-]+\.(json|csv)|(messages|letters)\/[\w-]+\.eml)$/);
  assert.doesNotMatch(text, /wombat|numbat|Olga|owner@|stranger@/i);
  const secrets = await look('select encode(token_hash, $1) as hash from api_tokens union all select password_hash from users', ['hex']);
  for (const { hash } of secrets) assert.ok(!text.includes(String(hash)));
});

test('of fifty who fetch an export at the same moment one gets it, and nobody after', async () => {
  const offer = await member.api.rights.exportAccount({});
  await look('update rate_windows set used = 0');
  const page = await (await new Visitor(product).request(offer.url)).text();
  const answers = await Promise.all(Array.from({ length: 50 }, () => new Visitor(product).post(offer.url, formFields(page, offer.url))));
  const got = answers.filter(({ status }) => status === 200);
  assert.equal(got.length, 1);
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [200, 410]);
  const archive = new Uint8Array(await got[0]!.arrayBuffer());
  assert.ok(!Buffer.from(archive).includes('Quokka'), 'what is fetched can be read without the passphrase');
  await assert.rejects(openArchive(archive, 'not it'));
  assert.ok((await openArchive(archive, offer.passphrase)).has('account.json'));
});

test('an export is over after an hour, and opening its page does not use it up', async () => {
  const offer = await member.api.rights.exportAccount({});
  const visitor = new Visitor(product);
  for (let looks = 0; looks < 3; looks++) assert.equal((await visitor.request(offer.url)).status, 200);
  product.clock.move({ minutes: 59, seconds: 59 });
  assert.equal((await visitor.request(offer.url)).status, 200);
  product.clock.move({ seconds: 1 });
  assert.equal((await visitor.request(offer.url)).status, 410);
});

test('the workspace’s export holds its tables and no secret, and nothing of another workspace', async () => {
  await owner.api.account.confirm({ password });
  const files = await filesOf(new Visitor(product), await owner.api.rights.exportWorkspace({ workspaceId }));
  for (const table of ['campaigns', 'campaign_recipients', 'deliveries', 'members', 'audit_entries']) {
    assert.ok(files.has(`${table}.json`), table);
    assert.ok(files.has(`${table}.csv`), table);
  }
  const text = [...files.values()].join('\n');
  assert.match(text, /Wombat Ward/);
  assert.doesNotMatch(text, /"\w+_(sealed|hash)"/);
  assert.doesNotMatch(text, new RegExp(`${readId('workspace', elsewhere.workspaceId)}|weir|stranger@`));
  assert.match(files.get('suppressions.csv') ?? '', /never@example\.org/);
  assert.match(files.get('members.csv') ?? '', /quokka\.sample@gmail\.test/);
  await member.api.account.confirm({ password });
  await member.api.rights.exportWorkspace({ workspaceId });
  await assert.rejects(elsewhere.visitor.api.rights.exportWorkspace({ workspaceId }), { status: 404 });
  const asked = await member.api.rights.exportWorkspace({ workspaceId });
  await owner.api.workspaces.changeRole({ workspaceId, userId: memberId, role: 'viewer' });
  await assert.rejects(filesOf(new Visitor(product), asked), /answered 410/, 'whoever lost the right to it fetches it all the same');
  await owner.api.workspaces.changeRole({ workspaceId, userId: memberId, role: 'admin' });
});

test('after the erasure of the address nothing of it is left but what the table of rights names', async () => {
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        Object.keys(access).map(async (table) => [table, Number((await look(`select count(*)::int as n from ${table}`))[0]?.n)] as const),
      ),
    );
  const before = await counts();
  const receipt = await (await atPortal()).press('erase', { sure: 'yes' });
  assert.match(receipt, /Your data is deleted/);
  const after = await counts();
  for (const table of [
    'campaign_recipients',
    'participations',
    'recipient_hours',
    'recipient_caps',
    'suppressions',
    'invitations',
    'supporter_flows',
    'contacts',
    'contact_tags',
    'list_contacts',
    'enrolments',
    'outreach_deliveries',
    'outreach_links',
    'tracked_hits',
    'conversations',
    'messages',
    'contact_merges',
    'import_problems',
    'import_rows',
    'import_changes',
  ])
    assert.ok((after[table] ?? 0) < (before[table] ?? 0), `${table} still holds them`);
  for (const table of ['complaints', 'privacy_requests', 'users', 'audit_entries'])
    assert.ok((after[table] ?? 0) >= (before[table] ?? 0), table);
  const left = Object.entries(await dumpOf(product.databaseUrl, { except: ['rate_windows'] })).filter(([, text]) => /quokka/i.test(text));
  assert.deepEqual(
    left.map(([table]) => table).sort(),
    ['address_changes', 'api_tokens', 'campaign_texts', 'campaigns', 'imports', 'users'],
    'the account is the user’s own to delete, with what they wrote: of an import, on which ground it was',
  );
  const page = (await atPortal()).page.replace(/\s+/g, ' ');
  assert.match(page, /You were deleted/);
  assert.match(page, /You have an account under this address/);
});

test('who was erased is not brought back by an import, by hand, or by a letter; who has it forgotten, can be', async () => {
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  const csv = `name,email\nQuokka,${address.toUpperCase()}\n`;
  const refused = await owner.api.campaigns.importRecipients({ workspaceId, campaignId, csv });
  assert.deepEqual([refused.added, refused.refused.length], [0, 1]);
  await (await atPortal()).press('lift', { what: 'erasure' });
  assert.equal((await owner.api.campaigns.importRecipients({ workspaceId, campaignId, csv })).added, 1);
});
