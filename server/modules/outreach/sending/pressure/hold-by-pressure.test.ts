import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { samplePassword } from '../../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../../test/harness/database.ts';
import { setUp } from '../../../../../test/harness/people.ts';
import { startProduct } from '../../../../../test/harness/product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from '../../../../../test/harness/sending.ts';
import { newId, readId, showId } from '../../../../platform/ids.ts';
import { freeAt } from './pressure.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const server = product.app.sandbox!.mailServer;
const { databaseUrl, clock } = product;
const look = (text: string, ...values: unknown[]) => asOwner(databaseUrl, text, values);
const runners = [1, 2].map(() => smtpRunner(product.app.tools, [`${server.host}:${server.port}`], { seconds: 8, most: 1 }));
const [runner] = runners;
after(() => Promise.all(runners.map((one) => one.stop())));
const guards = { person: null, company: null, bouncePercent: 5, complaintPermille: 3 };
const allow = (change: Partial<Parameters<typeof owner.api.outreach.changeGuards>[0]>) =>
  owner.api.outreach.changeGuards({ workspaceId: shown, ...guards, ...change });

beforeEach(async () => {
  await look("update outreach_campaigns set state = 'finished' where state = 'running'");
  await look('delete from outreach_deliveries');
  await look('delete from enrolments');
});

let number = 0;
async function newMailbox(): Promise<string> {
  const address = `sender${(number += 1)}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  return plantSmtpMailbox(product, workspaceId, { host: server.host, port: server.port, password: samplePassword }, { address });
}
const sentTo = async () =>
  (
    await look(
      `select e.email, count(*)::int as n from outreach_deliveries d join enrolments e on e.id = d.enrolment_id
       where d.state = 'accepted' group by 1 order by 1`,
    )
  ).map(({ email, n }) => [email, n]);

test('The next one is free exactly when fewer than the most fall into the days before it', () => {
  const day = 24 * 3_600_000;
  const moments = fc.array(fc.integer({ min: 0, max: 60 * day }), { maxLength: 12 });
  fc.assert(
    fc.property(moments, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 30 }), (begun, most, days) => {
      const now = 60 * day;
      const within = (at: number) => begun.filter((moment) => moment > at - days * day).length;
      const free = freeAt(begun, { most, days }, now);
      assert.ok(free >= now);
      assert.ok(within(free) < most);
      assert.ok(free === now || within(free - 1) >= most);
    }),
  );
});

test('One person gets no more than the workspace wants, across campaigns, mailboxes, processes and follow-ups', async () => {
  await allow({ person: { most: 2, days: 7 } });
  const steps = [{}, { delayHours: 24 }];
  const campaigns = [];
  for (let made = 0; made < 3; made++) {
    const campaignId = await plantRunning(product, workspaceId, [await newMailbox()], { steps });
    await plantRecipients(product, workspaceId, campaignId, { count: 5 });
    campaigns.push(campaignId);
  }
  await Promise.all(runners.map((one) => one.runOnce()));
  await Promise.all(runners.map((one) => one.runOnce()));
  assert.deepEqual(
    await sentTo(),
    [1, 2, 3, 4, 5].map((n) => [`r${n}@people.example.org`, 2]),
  );
  clock.move({ days: 6, hours: 23 });
  for (const one of runners) await one.runOnce();
  assert.deepEqual(new Set((await sentTo()).map(([, n]) => n)), new Set([2]));
  const [waiting] = await look(
    "select id, campaign_id from enrolments where email = 'r1@people.example.org' and state = 'waiting' and next_step = 1",
  );
  const why = await owner.api.outreach.showRecipient({
    workspaceId: shown,
    outreachId: showId('outreach', String(waiting?.['campaign_id'])),
    enrolmentId: showId('enrolment', String(waiting?.['id'])),
  });
  assert.match(why.whyNotSent?.sentence ?? '', /as many messages of team campaigns lately/);
  assert.ok(why.whyNotSent?.nextAt);
  clock.set(new Date(why.whyNotSent.nextAt));
  for (const one of runners) await one.runOnce();
  assert.deepEqual(
    await sentTo(),
    [1, 2, 3, 4, 5].map((n) => [`r${n}@people.example.org`, 4]),
  );
});

test('Of one company no more people are begun with than the workspace wants; whoever was begun with is followed up', async () => {
  await allow({ company: { most: 2, days: 3 } });
  const companyId = newId(clock);
  await look(
    "insert into companies (workspace_id, id, name, created_at) values ($1, $2, 'Ford Works', $3)",
    workspaceId,
    companyId,
    clock.now(),
  );
  const campaignId = await plantRunning(product, workspaceId, [await newMailbox()], { steps: [{}, { delayHours: 24 }] });
  await plantRecipients(product, workspaceId, campaignId, { count: 6 });
  await look(
    `with e as (update enrolments set contact_id = gen_random_uuid() where campaign_id = $1 and seq <= 5 returning *)
     insert into contacts (workspace_id, id, email, email_key, company_id, created_at, changed_at)
     select workspace_id, contact_id, email, email_key, $2, $3, $3 from e`,
    campaignId,
    companyId,
    clock.now(),
  );
  await runner?.runOnce();
  assert.deepEqual((await sentTo()).length, 3, 'two of the company, and one of none');
  clock.move({ hours: 24 });
  await runner?.runOnce();
  assert.deepEqual(
    (await sentTo()).map(([, n]) => n),
    [2, 2, 2],
  );
  clock.move({ hours: 48 });
  await runner?.runOnce();
  assert.equal((await sentTo()).length, 5);
});

test('Where nothing is set nobody waits', async () => {
  await allow({});
  for (let made = 0; made < 4; made++) {
    const campaignId = await plantRunning(product, workspaceId, [await newMailbox()]);
    await plantRecipients(product, workspaceId, campaignId, { count: 1 });
  }
  for (let again = 0; again < 4; again++) for (const one of runners) await one.runOnce();
  assert.deepEqual(await sentTo(), [['r1@people.example.org', 4]]);
});
