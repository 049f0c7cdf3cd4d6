import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner } from '../../../../test/harness/database.ts';
import { password, runJobs, setUp } from '../../../../test/harness/people.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { readId } from '../../../platform/ids.ts';
import type { TakesMail } from '../../../platform/mail-domains.ts';
import { checkContactsJob } from '../index.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const { api } = owner;
const inside = readId('workspace', workspaceId);

const asked: string[] = [];
const answers: Record<string, TakesMail> = { 'gone.example.org': 'no', 'slow.example.org': 'unknown' };
const job = checkContactsJob(product.app.tools, {
  takesMail: (domain) => {
    asked.push(domain);
    return Promise.resolve(answers[domain] ?? 'yes');
  },
});
const verdicts = async () =>
  Object.fromEntries((await api.contacts.list({ workspaceId })).contacts.map(({ email, verdict }) => [email, verdict]));

test('a new contact is judged by itself, with the reason beside it', async () => {
  const { id } = await api.contacts.create({ workspaceId, email: 'nobody@never.invalid' });
  await runJobs(product, 'check-contacts');
  const shown = await api.contacts.show({ workspaceId, contactId: id });
  assert.deepEqual([shown.verdict, shown.verdictBecause], ['bad', 'There is nothing at never.invalid that takes mail.']);
  await api.contacts.remove({ workspaceId, contactId: id });
});

test('each domain is asked once and remembered, and who gave no answer is asked again', async () => {
  for (const email of ['a@town.example.org', 'b@town.example.org', 'c@gone.example.org', 'd@slow.example.org'])
    await api.contacts.create({ workspaceId, email });
  await job.run({ workspaceId: inside });
  assert.deepEqual(asked.toSorted(), ['gone.example.org', 'slow.example.org', 'town.example.org']);
  const expected = {
    'a@town.example.org': 'good',
    'b@town.example.org': 'good',
    'c@gone.example.org': 'bad',
    'd@slow.example.org': 'unknown',
  };
  assert.deepEqual(await verdicts(), expected);
  await api.contacts.create({ workspaceId, email: 'e@town.example.org' });
  answers['slow.example.org'] = 'yes';
  await job.run({ workspaceId: inside });
  assert.equal(asked.length, 4);
  assert.deepEqual(await verdicts(), { ...expected, 'd@slow.example.org': 'good', 'e@town.example.org': 'good' });
  assert.deepEqual(
    (await asOwner(product.databaseUrl, 'select domain, takes_mail from mail_domains order by 1')).map((row) =>
      Object.values(row).join(' '),
    ),
    ['gone.example.org no', 'never.invalid no', 'slow.example.org yes', 'town.example.org yes'],
  );
});

test('what is remembered of a domain is asked anew after thirty days, and at once by the button', async () => {
  product.clock.move({ days: 30 });
  await owner.api.account.signIn({ email: 'owner@example.org', password });
  asked.length = 0;
  const { id } = await api.contacts.create({ workspaceId, email: 'f@town.example.org' });
  await job.run({ workspaceId: inside });
  assert.deepEqual(asked, ['town.example.org']);
  await asOwner(product.databaseUrl, "update mail_domains set takes_mail = 'no'");
  assert.equal((await api.contacts.check({ workspaceId, contactId: id })).verdict, 'good');
});

test('what nobody asked for is found within the hour', async () => {
  const { id } = await api.contacts.create({ workspaceId, email: 'g@town.example.org' });
  await asOwner(product.databaseUrl, "delete from pgboss.job where name = 'check-contacts'");
  await product.app.jobs.find(({ name }) => name === 'check-left-over-contacts')?.run({});
  await runJobs(product, 'check-contacts');
  assert.equal((await api.contacts.show({ workspaceId, contactId: id })).verdict, 'good');
});

test('an address that was changed while the name servers were asked waits for its own verdict', async () => {
  const { id } = await api.contacts.create({ workspaceId, email: 'h@town.example.org' });
  const meddling = checkContactsJob(product.app.tools, {
    takesMail: async () => {
      await api.contacts.change({ workspaceId, contactId: id, email: 'h@other.example.org' });
      return 'no';
    },
  });
  await asOwner(product.databaseUrl, 'delete from mail_domains');
  await meddling.run({ workspaceId: inside });
  assert.equal((await api.contacts.show({ workspaceId, contactId: id })).verdict, 'unknown');
});
