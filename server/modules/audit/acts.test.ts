import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { HOTP, Secret } from 'otpauth';
import { keepAnswer } from '../../../test/harness/answered.ts';
import { dumpOf } from '../../../test/harness/dump.ts';
import { enrol } from '../../../test/harness/enrolled.ts';
import { connectServerMailbox, sampleServer } from '../../../test/harness/mailboxes.ts';
import { addLibraryFile, pdf } from '../../../test/harness/library.ts';
import { checked, imported } from '../../../test/harness/importing.ts';
import { invite, linkToken, password, runJobs, setUp, Visitor } from '../../../test/harness/people.ts';
import { asOwner } from '../../../test/harness/database.ts';
import { startProduct } from '../../../test/harness/product.ts';
import { receiver } from '../../../test/harness/receiver.ts';
import { newId, readId, showId } from '../../platform/ids.ts';

const hall = await receiver();
const product = await startProduct({ settings: { OUTBOUND_ALLOW: `127.0.0.1:${String(hall.port)}` } });
const { owner, workspaceId, email } = await setUp(product);
const member = await invite(product, owner, { workspaceId, email: 'member@example.org', role: 'agent' });
const leaving = await invite(product, owner, { workspaceId, email: 'leaving@example.org', role: 'agent' });
const other = new Visitor(product);
await other.api.account.signIn({ email, password });
const memberId = (await member.api.account.me()).id;
const leavingId = (await leaving.api.account.me()).id;
const { sessions } = await other.api.account.sessions();
const sessionId = sessions.find(({ current }) => current)?.id ?? '';

const inWorkspace = { workspaceId };
const campaign = await owner.api.campaigns.create({ workspaceId, name: 'Keep the ford open' });
const doomed = await owner.api.campaigns.create({ workspaceId, name: 'Doomed' });
const one = { workspaceId, campaignId: campaign.id };
const falk = { name: 'Ines Falk', email: 'ines.falk@council.example.org' };
const recipient = await owner.api.campaigns.addRecipient({ ...one, ...falk });
const suppression = await owner.api.suppressions.suppress({ workspaceId, email: 'never@example.org' });
const invitation = await owner.api.workspaces.invite({ workspaceId, email: 'later@example.org', role: 'viewer' });
const token = await owner.api.workspaces.createToken({ workspaceId, name: 'old' });
const template = await owner.api.templates.create({ workspaceId, name: 'First letter', subject: 'Hello', html: '<p>Hello</p>' });
const importing = { product, owner, workspaceId };
const [firstImport, secondImport] = [
  await checked(importing, 'email\none@example.org\n'),
  await checked(importing, 'email\ntwo@example.org\n'),
];
const doneImport = await imported(importing, 'email\nthree@example.org\n');
const webhook = await owner.api.webhooks.add({ workspaceId, url: hall.url('/hook') });
const hook = { workspaceId, webhookId: webhook.id };
const mailbox = await connectServerMailbox(product, owner, { workspaceId });
const box = { workspaceId, mailboxId: mailbox.id };
await connectServerMailbox(product, owner, { workspaceId, address: 'reads.sample@mail.test', name: 'Reads', reads: true });
const team = { workspaceId, outreachId: (await owner.api.outreach.create({ workspaceId, name: 'Partners' })).id };
let enrolled = '';
let pairingCode = '';
const teamTexts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>The ford is closing.</p>' }];
const guards = { person: { most: 9, days: 1 }, company: null, bouncePercent: 5, complaintPermille: 3 };
const teamSteps = [{ delayHours: 0, sameThread: false, texts: teamTexts }];
await owner.api.workspaces.invite({ workspaceId, email: 'joins@example.org', role: 'viewer' });
await invite(product, owner, { workspaceId, email: 'goes@example.org', role: 'agent' });
const goes = new Visitor(product);
await goes.api.account.signIn({ email: 'goes@example.org', password });
/** Asks for another address, and gives the secrets of both links. */
async function changes(to: string) {
  await goes.api.account.askAddressChange({ email: to });
  await runJobs(product, 'mail-address-link');
  await runJobs(product, 'mail-security-notice');
  return { link: linkToken(product, to), undo: linkToken(product, 'goes@example.org') };
}
const written = await enrol(product, { workspaceId: readId('workspace', workspaceId), email: 'answers@council.example.org' });
const answering = { id: mailbox.rowId, address: mailbox.address, subject: 'The ford' };
const kept = await keepAnswer(product, written, answering);
const talk = { workspaceId, conversationId: showId('conversation', kept?.conversationId ?? '') };
const [lastWord, reply] = [showId('message', kept?.messageId ?? ''), showId('message', newId(product.clock))];
const contactList = await owner.api.lists.create({ workspaceId, name: 'Councillors' });
const company = await owner.api.companies.create({ workspaceId, name: 'Ford Council', domain: '' });
const segment = await owner.api.segments.create({ workspaceId, name: 'Water', rule: { kind: 'tag', tag: 'water' } });
await owner.api.contactFields.create({ workspaceId, key: 'committee', label: 'Committee' });
const contact = await owner.api.contacts.create({ workspaceId, email: 'hana.ford@council.example.org' });
const twin = await owner.api.contacts.create({ workspaceId, email: 'hana.ford+x@council.example.org' });
const third = await owner.api.contacts.create({ workspaceId, email: 'third@council.example.org' });
const whom = { workspaceId, contactId: contact.id };
let merged = '';
let added = '';
let change = { link: '', undo: '' };
await new Visitor(product).api.account.askPasswordReset({ email: 'leaving@example.org' });
await runJobs(product, 'mail-invitation');
await runJobs(product, 'mail-password-link');
const joining = linkToken(product, 'joins@example.org');
const resetting = linkToken(product, 'leaving@example.org');
const { secret } = await member.api.account.beginSecondFactor({ password });
const code = () =>
  HOTP.generate({ secret: Secret.fromBase32(secret), digits: 6, counter: Math.floor(product.clock.now().getTime() / 30_000) });
const ended = new Visitor(product);
await ended.api.account.signIn({ email, password });
const endedCookie = ended.cookies.get('antiphon_session') ?? '';
const halfIn = new Visitor(product);
const newPassword = 'another meadow violin crate';

/** What is done, and under which name it has to stand in the log. In this order: some acts build on earlier ones. */
const acts: [action: string, act: () => Promise<unknown>, answer?: number][] = [
  ['sign_in.refused', () => new Visitor(product).api.account.signIn({ email, password: 'wrong' }), 422],
  ['sign_in.completed', () => new Visitor(product).api.account.signIn({ email, password })],
  ['sign_in.ended', () => (ended.cookies.set('antiphon_session', endedCookie), ended.api.account.signOut())],
  ['account.changed', () => owner.api.account.change({ name: 'Olga Other' })],
  ['session.confirmed', () => owner.api.account.confirm({ password })],
  ['session.ended', () => owner.api.account.endSession({ sessionId })],
  ['session.others_ended', () => owner.api.account.endOtherSessions()],
  ['password.link_asked', () => new Visitor(product).api.account.askPasswordReset({ email })],
  ['password.reset', () => new Visitor(product).api.account.resetPassword({ token: resetting, password: newPassword })],
  ['password.changed', () => owner.api.account.changePassword({ current: password, next: newPassword })],
  ['second_factor.enabled', () => member.api.account.confirmSecondFactor({ code: code() })],
  ['sign_in.password_passed', () => halfIn.api.account.signIn({ email: 'member@example.org', password })],
  ['sign_in.code_refused', () => halfIn.api.account.passSecondFactor({ code: 'nonsense' }), 422],
  ['second_factor.removed', () => member.api.account.removeSecondFactor({ password })],
  ['address.change_asked', () => goes.api.account.askAddressChange({ email: 'elsewhere@example.org' })],
  ['address.change_withdrawn', () => goes.api.account.withdrawAddressChange()],
  ['address.changed', () => new Visitor(product).api.account.confirmAddressChange({ token: change.link })],
  ['address.taken_back', () => new Visitor(product).api.account.undoAddressChange({ token: change.undo, password: newPassword })],
  ['account.deleted', () => goes.api.account.erase({ email: 'goes@example.org' })],
  ['member.invited', () => owner.api.workspaces.invite({ workspaceId, email: 'new@example.org', role: 'agent' })],
  ['invitation.withdrawn', () => owner.api.workspaces.withdrawInvitation({ workspaceId, invitationId: invitation.id })],
  ['member.joined', () => new Visitor(product).api.account.acceptInvitation({ token: joining, name: 'Jo', password })],
  ['member.role_changed', () => owner.api.workspaces.changeRole({ workspaceId, userId: memberId, role: 'viewer' })],
  ['member.removed', () => owner.api.workspaces.removeMember({ workspaceId, userId: leavingId })],
  ['token.created', () => owner.api.workspaces.createToken({ workspaceId, name: 'new' })],
  ['pairing.begun', () => owner.api.extension.beginPairing(inWorkspace)],
  ['extension.paired', () => new Visitor(product).api.extension.pair({ code: pairingCode })],
  ['token.removed', () => owner.api.workspaces.removeToken({ workspaceId, tokenId: token.id })],
  ['workspace.changed', () => owner.api.workspaces.change({ workspaceId, name: 'River Watch North' })],
  ['workspace.end_set', () => owner.api.workspaces.end({ workspaceId, name: 'River Watch North' })],
  ['workspace.kept', () => owner.api.workspaces.keep(inWorkspace)],
  ['members.read', () => owner.api.workspaces.members(inWorkspace)],
  ['campaign.created', () => owner.api.campaigns.create({ workspaceId, name: 'Another' })],
  ['campaign.changed', () => owner.api.campaigns.change({ ...one, subject: 'Another word' })],
  ['campaign.published', () => owner.api.campaigns.setState({ ...one, state: 'published' })],
  ['campaign.paused', () => owner.api.campaigns.setState({ ...one, state: 'paused' })],
  ['campaign.removed', () => owner.api.campaigns.remove({ workspaceId, campaignId: doomed.id, name: 'Doomed' })],
  ['recipient.added', () => owner.api.campaigns.addRecipient({ ...one, name: 'Piet Adler', email: 'piet@council.example.org' })],
  ['recipients.imported', () => owner.api.campaigns.importRecipients({ ...one, csv: 'name,email\nBo,bo@council.example.org\n' })],
  ['recipients.read', () => owner.api.campaigns.recipients(one)],
  ['deliveries.read', () => owner.api.campaigns.deliveries(one)],
  ['recipient.removed', () => owner.api.campaigns.removeRecipient({ ...one, recipientId: recipient.id })],
  ['campaign.closed', () => owner.api.campaigns.setState({ ...one, state: 'closed' })],
  ['address.suppressed', () => owner.api.suppressions.suppress({ workspaceId, email: 'neither@example.org' })],
  ['suppression.extended', () => owner.api.suppressions.extend({ workspaceId, suppressionId: suppression.id })],
  ['suppressions.read', () => owner.api.suppressions.list(inWorkspace)],
  ['suppressions.imported', () => owner.api.suppressions.importCsv({ workspaceId, csv: 'email\nnobody@example.org\n' })],
  ['suppressions.exported', () => owner.api.suppressions.exportCsv(inWorkspace)],
  ['address.released', () => owner.api.suppressions.release({ workspaceId, suppressionId: suppression.id })],
  ['import.begun', () => owner.api.imports.begin({ workspaceId, fileName: 'people.csv' })],
  ['import.sample_read', () => owner.api.imports.sample({ workspaceId, importId: firstImport.id })],
  ['import.problems_read', () => owner.api.imports.problems({ workspaceId, importId: firstImport.id })],
  ['import.run', () => owner.api.imports.run({ workspaceId, importId: firstImport.id, basis: 'They asked.' })],
  ['import.cancelled', () => owner.api.imports.cancel({ workspaceId, importId: secondImport.id })],
  ['import.undo_asked', () => owner.api.imports.undo({ workspaceId, importId: doneImport.id })],
  ['webhook.added', () => owner.api.webhooks.add({ workspaceId, url: 'https://hooks.example.org/other' })],
  ['mailbox.connected', () => connectServerMailbox(product, owner, { workspaceId, address: 'hana.sample@mail.test', name: 'Hana' })],
  [
    'mailbox.reconnected',
    () => owner.api.mailboxes.reconnectServer({ ...box, ...sampleServer(product), imap: null, username: mailbox.address }),
  ],
  ['mailbox.changed', () => owner.api.mailboxes.change({ ...box, dailyLimit: 50 })],
  ['mailbox.tested', () => owner.api.mailboxes.sendTest(box)],
  [
    'mailbox.checked',
    () => owner.api.mailboxes.check({ ...box, message: Buffer.from(`From: ${mailbox.address}\n\nHello`).toString('base64') }),
  ],
  ['mailbox.check_sent', () => owner.api.mailboxes.sendCheck(box)],
  ['conversations.read', () => owner.api.conversations.list(inWorkspace)],
  ['conversation.read', () => owner.api.conversations.show(talk)],
  ['conversation.seen', () => owner.api.conversations.see({ ...talk, messageId: lastWord })],
  [
    'conversation.answered',
    () => owner.api.conversations.answer({ ...talk, messageId: reply, to: 'answers@council.example.org', text: 'The county pays.' }),
  ],
  ['conversation.answer_settled', () => owner.api.conversations.settle({ ...talk, messageId: reply, became: 'accepted' })],
  ['conversation.closed', () => owner.api.conversations.setState({ ...talk, state: 'closed' })],
  ['conversation.reopened', () => owner.api.conversations.setState({ ...talk, state: 'open' })],
  ['conversation.removed', () => owner.api.conversations.remove(talk)],
  ['outreach.created', () => owner.api.outreach.create({ workspaceId, name: 'Partners' })],
  [
    'outreach.draft_taken',
    () => owner.api.extension.takeDraft({ workspaceId, exportId: randomUUID(), subject: 'Hello', html: '<p>Hello</p>' }),
  ],
  ['outreach.changed', () => owner.api.outreach.change({ ...team, name: 'Partners for the ford', mailboxes: [mailbox.id] })],
  ['outreach.steps_saved', () => owner.api.outreach.saveSteps({ ...team, steps: teamSteps })],
  [
    'outreach.recipients_added',
    () => owner.api.outreach.addRecipients({ ...team, rows: 'ute@walkers.example.org\njan@walkers.example.org' }),
  ],
  ['outreach.recipients_read', () => owner.api.outreach.recipients(team)],
  ['tracking.judged_again', () => owner.api.tracking.judgeAgain(team)],
  ['tracking.removed', () => owner.api.tracking.remove(team)],
  ['contacts.probing_set', () => owner.api.contacts.setProbing({ workspaceId, wanted: false })],
  ['tracking_domain.named', () => owner.api.trackingDomain.name({ workspaceId, host: 't.example.org' })],
  ['tracking_domain.checked', () => owner.api.trackingDomain.check({ workspaceId })],
  ['tracking_domain.removed', () => owner.api.trackingDomain.remove({ workspaceId })],
  ['outreach.value_set', () => owner.api.outreach.setValue({ ...team, enrolmentId: enrolled, tag: 'first_name', value: 'Ute' })],
  ['outreach.hits_read', () => owner.api.tracking.ofRecipient({ ...team, enrolmentId: enrolled })],
  ['outreach.tested', () => owner.api.outreach.sendTest({ ...team, mailboxId: mailbox.id })],
  ['outreach.variant_preferred', () => owner.api.outreach.preferVariant({ ...team, variant: 'a' })],
  ['outreach.guards_changed', () => owner.api.outreach.changeGuards({ workspaceId, ...guards })],
  [
    'outreach.approved',
    async () => owner.api.outreach.approve({ ...team, fingerprint: (await owner.api.outreach.show(team)).fingerprint }),
  ],
  ['outreach.hold_ended', () => owner.api.outreach.sendNow(team)],
  ['outreach.taken_back', () => owner.api.outreach.takeBack(team)],
  ['outreach.launched', () => owner.api.outreach.launch(team)],
  ['outreach.paused', () => owner.api.outreach.setState({ ...team, state: 'paused' })],
  ['outreach.resumed', () => owner.api.outreach.setState({ ...team, state: 'running' })],
  ['outreach.recipient_removed', () => owner.api.outreach.removeRecipient({ ...team, enrolmentId: enrolled })],
  ['outreach.ended', () => owner.api.outreach.setState({ ...team, state: 'finished' })],
  ['outreach.removed', () => owner.api.outreach.remove({ ...team, name: 'Partners for the ford' })],
  ['mailbox.parked', () => owner.api.mailboxes.setParked({ ...box, parked: true })],
  ['mailbox.unparked', () => owner.api.mailboxes.setParked({ ...box, parked: false })],
  ['mailbox.disconnected', () => owner.api.mailboxes.disconnect({ ...box, address: mailbox.address })],
  ['template.created', () => owner.api.templates.create({ workspaceId, name: 'Second letter', subject: '', html: '' })],
  ['template.changed', () => owner.api.templates.change({ workspaceId, templateId: template.id, subject: 'Good day' })],
  ['template.removed', () => owner.api.templates.remove({ workspaceId, templateId: template.id })],
  [
    'file.added',
    async () => {
      const { status, file } = await addLibraryFile(owner, { workspaceId, name: 'Map.pdf', bytes: pdf });
      if (status !== 200) throw Object.assign(new Error('The file was not taken.'), { status });
      added = file.id;
    },
  ],
  ['file.removed', () => owner.api.files.remove({ workspaceId, fileId: added })],
  ['webhook.proven', () => owner.api.webhooks.prove(hook)],
  ['webhook.changed', () => owner.api.webhooks.change({ ...hook, events: ['campaign.launched'] })],
  ['webhook.secret_rotated', () => owner.api.webhooks.rotate(hook)],
  ['webhook.old_secret_ended', () => owner.api.webhooks.endOldSecret(hook)],
  ['webhook.tested', () => owner.api.webhooks.test(hook)],
  ['webhook.replayed', () => owner.api.webhooks.replay(hook)],
  ['webhook.removed', () => owner.api.webhooks.remove(hook)],
  ['contact.created', () => owner.api.contacts.create({ workspaceId, email: 'new@council.example.org' })],
  ['contact.changed', () => owner.api.contacts.change({ ...whom, jobTitle: 'Councillor' })],
  ['contact.checked', () => owner.api.contacts.check(whom)],
  [
    'contacts.changed',
    () => owner.api.contacts.changeMany({ workspaceId, contactIds: [contact.id], change: { what: 'tag', tag: 'water' } }),
  ],
  ['contacts.read', () => owner.api.contacts.list(inWorkspace)],
  ['contact.read', () => owner.api.contacts.show(whom)],
  ['contacts.exported', () => owner.api.contacts.exportCsv(inWorkspace)],
  [
    'contacts.merged',
    async () => {
      const { mergeId } = await owner.api.duplicates.merge({ workspaceId, keepId: contact.id, removeId: twin.id });
      merged = mergeId;
    },
  ],
  ['contacts.unmerged', () => owner.api.duplicates.undo({ workspaceId, mergeId: merged })],
  ['contact.removed', () => owner.api.contacts.remove({ workspaceId, contactId: third.id })],
  ['company.created', () => owner.api.companies.create({ workspaceId, name: 'Allotments' })],
  ['company.changed', () => owner.api.companies.change({ workspaceId, companyId: company.id, name: 'Ford Town Council' })],
  ['company.removed', () => owner.api.companies.remove({ workspaceId, companyId: company.id })],
  ['contact_field.created', () => owner.api.contactFields.create({ workspaceId, key: 'ward', label: 'Ward' })],
  ['contact_field.changed', () => owner.api.contactFields.change({ workspaceId, key: 'ward', label: 'District' })],
  ['contact_field.removed', () => owner.api.contactFields.remove({ workspaceId, key: 'committee' })],
  ['list.created', () => owner.api.lists.create({ workspaceId, name: 'Journalists' })],
  ['list.changed', () => owner.api.lists.change({ workspaceId, listId: contactList.id, name: 'Council' })],
  ['list.removed', () => owner.api.lists.remove({ workspaceId, listId: contactList.id })],
  ['segment.created', () => owner.api.segments.create({ workspaceId, name: 'Roads', rule: { kind: 'tag', tag: 'roads' } })],
  ['segment.changed', () => owner.api.segments.change({ workspaceId, segmentId: segment.id, name: 'Rivers' })],
  ['segment.removed', () => owner.api.segments.remove({ workspaceId, segmentId: segment.id })],
  ['audit.read', () => owner.api.evidence.audit(inWorkspace)],
  ['evidence.exported', () => owner.api.evidence.exportEvidence(inWorkspace)],
];

/** What has to be so before an act, where the acts before it do not leave it so. */
const ready: Record<string, () => Promise<unknown>> = {
  'extension.paired': async () => (pairingCode = (await owner.api.extension.beginPairing(inWorkspace)).code),
  'outreach.value_set': async () => (enrolled = (await owner.api.outreach.recipients(team)).recipients[0]?.id ?? ''),
  // As if somebody else had changed it last.
  'outreach.approved': () => asOwner(product.databaseUrl, 'update outreach_campaigns set changed_by = null, written_by = null'),
  'outreach.hold_ended': async () => {
    const startsAt = new Date(product.clock.now().getTime() + 3_600_000).toISOString();
    await owner.api.outreach.change({ ...team, holdMinutes: 30, startsAt, workingDays: 127 });
    await owner.api.outreach.launch(team);
  },
  'outreach.launched': () => owner.api.outreach.change({ ...team, holdMinutes: 0, startsAt: null }),
  'conversation.answer_settled': () => asOwner(product.databaseUrl, "update messages set state = 'uncertain' where direction = 'out'"),
  'address.changed': async () => (change = await changes('moved@example.org')),
  'account.deleted': () => goes.api.account.signIn({ email: 'goes@example.org', password: newPassword }),
};

const statusOf = (call: Promise<unknown>) =>
  call.then(
    () => 200,
    (error: unknown) => (error as { status: number }).status,
  );
const entries = async (action: string) => asOwner(product.databaseUrl, 'select * from audit_entries where action = $1', [action]);

await asOwner(
  product.databaseUrl,
  "create function no_room() returns trigger language plpgsql as $$ begin raise exception 'the log has no room'; end $$",
);

for (const [action, act, answer = 200] of acts)
  test(`${action}: is done and written down together, or neither`, async () => {
    await ready[action]?.();
    const written = await entries(action);
    const before = await dumpOf(product.databaseUrl, { except: ['rate_windows'] });
    const waiting = await asOwner(product.databaseUrl, 'select count(*) from pgboss.job');
    await asOwner(
      product.databaseUrl,
      `create or replace trigger no_room before insert on audit_entries for each row when (new.action = '${action}') execute function no_room()`,
    );
    const noted = await product.app.tools.evidence.read();
    assert.equal(await statusOf(act()), 500);
    assert.deepEqual(await product.app.tools.evidence.read(), noted, 'a restore would do what was not done');
    assert.deepEqual(await dumpOf(product.databaseUrl, { except: ['rate_windows'] }), before);
    assert.deepEqual(await asOwner(product.databaseUrl, 'select count(*) from pgboss.job'), waiting);
    await asOwner(product.databaseUrl, 'drop trigger no_room on audit_entries');
    assert.equal(await statusOf(act()), answer);
    assert.equal((await entries(action)).length, written.length + 1);
  });

test('an entry says who and from where, by ids; no address, name or text of a person is in the log', async () => {
  const rows = await asOwner(product.databaseUrl, 'select e::text as line from audit_entries e');
  for (const { line } of rows) assert.doesNotMatch(String(line), /@|Falk|Adler|Olga|Sample|violin|lantern/);
  const [removed] = await entries('member.removed');
  assert.deepEqual([removed?.actor_kind, removed?.subject_kind], ['user', 'user']);
  const [origin] = await asOwner(product.databaseUrl, 'select ip_address::text from audit_origins where id = $1', [removed?.origin_id]);
  assert.match(String(origin?.ip_address), /^198\.51\./);
  assert.equal((await owner.api.evidence.verifyAudit(inWorkspace)).valid, true);
});

test('what an API token did stands in the log as done by a token', async () => {
  const { token: bearer } = await owner.api.workspaces.createToken({ workspaceId, name: 'program' });
  await new Visitor(product).request(`/api/workspaces/${workspaceId}/members`, { headers: { authorization: `Bearer ${bearer}` } });
  assert.equal((await entries('members.read')).at(-1)?.actor_kind, 'token');
});
