import assert from 'node:assert/strict';
import { connect, createServer } from 'node:net';
import { after, test } from 'node:test';
import { samplePassword } from '../../../../../sandbox/mail-server/accounts.ts';
import { asOwner } from '../../../../../test/harness/database.ts';
import { setUp } from '../../../../../test/harness/people.ts';
import { startProduct } from '../../../../../test/harness/product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner } from '../../../../../test/harness/sending.ts';
import { readId, showId } from '../../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId: shown } = await setUp(product);
const workspaceId = readId('workspace', shown);
const server = product.app.sandbox!.mailServer;
const { clock } = product;
const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

// A port at which nobody answers: it was free a moment ago.
const closed = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number };
    probe.close(() => resolve(port));
  });
});
const runners = [1, 2].map(() =>
  smtpRunner(product.app.tools, [`${server.host}:${server.port}`, `${server.host}:${closed}`], { seconds: 8, most: 3 }),
);
after(() => Promise.all(runners.map((one) => one.stop())));
const both = async () => {
  for (const one of runners) await one.runOnce();
};

const mailboxes: string[] = [];
for (let number = 0; number < 6; number++) {
  const address = `sender${number}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  mailboxes.push(await plantSmtpMailbox(product, workspaceId, { host: server.host, port: closed, password: samplePassword }, { address }));
}
const campaignId = await plantRunning(product, workspaceId, mailboxes);
await plantRecipients(product, workspaceId, campaignId, { count: 60 });
const circuit = async () => (await look('select * from provider_circuits'))[0];
const attempts = async () => Number((await look('select coalesce(sum(attempts), 0) as n from outreach_deliveries'))[0]?.['n']);

test('When a mail server answers nobody all its mailboxes wait together, and why not sent says so by name', async () => {
  await both();
  const open = await circuit();
  assert.equal(open?.['provider'], `server ${server.host}:${closed}`);
  assert.ok(open['waits_until']);
  const before = await attempts();
  await look('update mailbox_runs set slow_until = null');
  await both();
  assert.equal(await attempts(), before, 'nobody tries before the pause is over');
  const [waiting] = await look("select id from enrolments where state = 'waiting' limit 1");
  const story = await owner.api.outreach.showRecipient({
    workspaceId: shown,
    outreachId: showId('outreach', campaignId),
    enrolmentId: showId('enrolment', String(waiting?.['id'])),
  });
  assert.match(story.whyNotSent?.sentence ?? '', new RegExp(`The mail server ${server.host} answers nobody at the moment`));
  assert.equal(story.whyNotSent?.nextAt, (open['waits_until'] as Date).toISOString());
});

test('Once the pause is over one message tries for all mailboxes and processes, and while it fails the pauses grow', async () => {
  for (const pauses of [2, 3]) {
    clock.set(new Date(((await circuit())?.['waits_until'] as Date).getTime()));
    await look('update mailbox_runs set slow_until = null');
    const before = await attempts();
    await both();
    assert.equal(await attempts(), before + 1);
    assert.equal((await circuit())?.['pauses'], pauses);
  }
});

test('The first message that is taken lets all go on, and nothing is remembered', async () => {
  const reopened = createServer((socket) => {
    const there = connect(server.port, server.host);
    for (const end of [socket, there]) end.on('error', () => [socket, there].forEach((one) => one.destroy()));
    socket.pipe(there).pipe(socket);
  }).listen(closed, '127.0.0.1');
  after(() => reopened.close());
  clock.set(new Date(((await circuit())?.['waits_until'] as Date).getTime()));
  await look('update mailbox_runs set slow_until = null');
  // What was opened for the dead port is forgotten with time.
  for (let again = 0; again < 3; again++) await both();
  assert.equal(await circuit(), undefined);
  clock.move({ minutes: 30 });
  await both();
  const states = await look('select state, count(*)::int as n from outreach_deliveries group by 1');
  assert.deepEqual(states, [{ state: 'accepted', n: 60 }]);
});
