import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { samplePassword } from '../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { plantContacts } from '../../../../test/harness/outreach.ts';
import { setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantSmtpMailbox, smtpRunner } from '../../../../test/harness/sending.ts';
import { readId, showId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const server = product.app.sandbox!.mailServer;
server.accounts.add({ emailAddress: 'gil.sample@mail.test', displayName: 'Gil Sample' });
const opened = { host: server.host, port: server.port, password: samplePassword };
const mailbox = showId('mailbox', await plantSmtpMailbox(product, readId('workspace', workspaceId), opened));
const runner = smtpRunner(product.app.tools, [`${server.host}:${server.port}`]);
after(() => runner.stop());
const steer = () => product.app.jobs.find(({ name }) => name === 'steer-campaigns')?.run({});
const minute = 60_000;

let made = 0;
async function draft(change: { holdMinutes?: number; startsAt?: string } = {}) {
  const number = ++made;
  const lists = await plantContacts(product, workspaceId, {
    [`list ${number}`]: [
      { email: `ada${number}@example.org`, firstName: 'Ada' },
      { email: `ben${number}@example.org`, firstName: 'Ben' },
    ],
  });
  const { id } = await api.outreach.create({ workspaceId, name: `Ford ${number}`, timeZone: 'UTC' });
  const one = { workspaceId, outreachId: id };
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Dear {{ first_name }}, the ford is closed.</p>' }];
  await api.outreach.saveSteps({ ...one, steps: [{ delayHours: 0, sameThread: false, texts }] });
  const audience = { lists, segments: [], exceptLists: [], exceptSegments: [] };
  const hours = { workingDays: 127, opensMinute: 0, closesMinute: 1440 };
  await api.outreach.change({ ...one, audience, mailboxes: [mailbox], ...hours, ...change });
  const to = (letter: string) => `${letter}${number}@example.org`;
  return {
    one,
    to,
    arrived: () =>
      server.outbox.messages().filter(({ recipients }) => recipients.some((address) => address.endsWith(`${number}@example.org`))).length,
  };
}
const enrolled = async ({ outreachId }: { outreachId: string }) =>
  asOwner(product.databaseUrl, 'select email, fields, variant, own_fields from enrolments where campaign_id = $1 order by email', [
    readId('outreach', outreachId),
  ]);

test('Nothing leaves before the time for taking it back is over, to the second, and then everything does', async () => {
  const { one, arrived } = await draft({ holdMinutes: 30 });
  const launchedAt = product.clock.now().getTime();
  const launched = await api.outreach.launch(one);
  assert.equal(launched.holdEndsAt, new Date(launchedAt + 30 * minute).toISOString());
  assert.ok(launched.mayTakeBack);
  const plan = await api.outreach.plan(one);
  assert.equal(plan.endsAt, launched.holdEndsAt);
  product.clock.move({ minutes: 29, seconds: 59 });
  await steer();
  await runner.runOnce();
  assert.equal(arrived(), 0);
  const [first] = (await api.outreach.recipients(one)).recipients;
  const story = await api.outreach.showRecipient({ ...one, enrolmentId: first!.id });
  assert.match(story.whyNotSent?.sentence ?? '', /can still be taken back/);
  assert.equal(story.whyNotSent?.nextAt, launched.holdEndsAt);
  product.clock.move({ seconds: 1 });
  await steer();
  await runner.runOnce();
  assert.equal(arrived(), 2);
  assert.ok(!(await api.outreach.show(one)).mayTakeBack);
});

test('A launch that is taken back leaves the draft as it was: those of the audience are gone, those added by hand keep their own values', async () => {
  const { one, to, arrived } = await draft({ holdMinutes: 60 });
  await api.outreach.addRecipients({ ...one, rows: `email,first_name\n${to('eva')},Eva\n${to('ada')},Adele` });
  const before = await enrolled(one);
  const settings = await api.outreach.show(one);
  assert.equal((await api.outreach.launch(one)).counts.recipients, 3);
  await api.outreach.addRecipients({ ...one, rows: `email,first_name\n${to('ida')},Ida` });
  product.clock.move({ minutes: 59 });
  const back = await api.outreach.takeBack(one);
  assert.deepEqual([back.state, back.launchedAt, back.holdEndsAt, back.counts.recipients], ['draft', null, null, 0]);
  assert.deepEqual(
    (await enrolled(one)).filter(({ email }) => email !== to('ida')),
    before,
  );
  assert.deepEqual([back.audience, back.steps, back.mailboxes], [settings.audience, settings.steps, settings.mailboxes]);
  await api.outreach.change({ ...one, holdMinutes: 0 });
  assert.equal((await api.outreach.launch(one)).counts.recipients, 4);
  await runner.runOnce();
  assert.equal(arrived(), 4);
  const adele = server.outbox.messages().find(({ recipients }) => recipients.includes(to('ada')));
  assert.match(adele?.email.text ?? '', /Dear Adele/);
});

test('Send now ends the waiting, and nothing that began is taken back', async () => {
  const { one, arrived } = await draft({ holdMinutes: 1440 });
  await api.outreach.launch(one);
  const now = await api.outreach.sendNow(one);
  assert.deepEqual([now.state, now.holdEndsAt, now.mayTakeBack], ['running', null, false]);
  await runner.runOnce();
  assert.equal(arrived(), 2);
  await assert.rejects(api.outreach.takeBack(one), { status: 409 });
  await assert.rejects(api.outreach.sendNow(one), { status: 409 });
});

test('A start that is still to come stays when somebody does not want to wait, and can be taken back until then', async () => {
  const { one } = await draft({ holdMinutes: 10, startsAt: new Date(product.clock.now().getTime() + 120 * minute).toISOString() });
  await api.outreach.launch(one);
  assert.ok((await api.outreach.sendNow(one)).mayTakeBack, 'its start has not come');
  assert.equal((await api.outreach.takeBack(one)).state, 'draft');
});

test('A claim and a taking back at the same moment: either everything left, or nobody is a recipient', async () => {
  for (let times = 0; times < 5; times++) {
    const { one, arrived } = await draft({ holdMinutes: 1 });
    await api.outreach.launch(one);
    product.clock.move({ minutes: 1 });
    const [, back] = await Promise.all([
      Promise.resolve(steer()).then(() => runner.runOnce()),
      api.outreach.takeBack(one).then(
        () => true,
        () => false,
      ),
    ]);
    assert.equal(arrived(), back ? 0 : 2);
    assert.equal((await enrolled(one)).length, back ? 0 : 2);
  }
});
