import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { createReader } from '../../server/modules/receiving/index.ts';
import { openReading } from '../../server/modules/mailboxes/index.ts';
import { readId } from '../../server/platform/ids.ts';
import { createImap } from '../../server/providers/imap/read-mail.ts';
import { readByProvider } from '../../server/providers/read-mail.ts';
import { createSmtp } from '../../server/providers/smtp/hand-over.ts';
import { asOwner } from '../harness/database.ts';
import { noDovecot, startDovecot } from '../harness/dovecot.ts';
import { freePort, until } from '../harness/ours.ts';
import { publishedCampaign } from '../harness/advocacy.ts';
import { noPostfix, startPostfix } from '../harness/postfix.ts';
import { startProduct } from '../harness/product.ts';
import { plantRunning, plantSmtpMailbox, smtpRunner } from '../harness/sending.ts';
import { note, readingOf } from './imap-scene.ts';
import { failure } from './scene.ts';

const missing = noPostfix ?? noDovecot;
const domain = 'mail.example';
/** What the server of everybody else says, by whom it is asked for. */
const refusals: Record<string, [code: number, text: string]> = {
  full: [552, '5.2.2 Mailbox full'],
  closed: [550, '5.7.1 Message refused by policy'],
  nobody: [550, '5.1.1 User unknown in virtual mailbox table'],
  later: [451, '4.7.1 Greylisted, try again later'],
};

/** A mailbox at a real Postfix, read by a real Dovecot: what leaves, and what comes back for it from Postfix’s own bounce daemon. */
describe('a mailbox at Postfix and Dovecot', { skip: missing ?? false }, async () => {
  if (missing !== undefined) return;
  const elsewhere = await startElsewhere();
  const dovecot = await startDovecot();
  const postfix = await startPostfix(dovecot, { domain, users: ['gil', 'hana'], elsewhere: elsewhere.port });
  const { product, workspaceId: shown } = await publishedCampaign(await startProduct());
  const { tools } = product.app;
  const workspaceId = readId('workspace', shown);
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
  const trusting = { allow: ['localhost'], resolve, authorities: dovecot.certificate };
  const smtp = createSmtp({ ...trusting, ourName: 'localhost' });
  const imap = createImap({ ...trusting, milliseconds: { keep: 50 } });
  const gil = {
    ...{ provider: 'smtp' as const, host: 'localhost', port: postfix.ports.tls, security: 'tls' as const },
    ...{ username: `gil@${domain}`, password: dovecot.password },
  };
  const inbox = (user: string) =>
    readingOf({ host: 'localhost', port: dovecot.ports.tls }, `${user}@${domain}`, { security: 'tls', password: dovecot.password });
  after(async () => {
    smtp.stop();
    imap.stop();
    await postfix.stop();
    await dovecot.stop();
    await elsewhere.stop();
  });
  const bounds = { since: new Date(), most: 100 };
  const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);

  test('is signed in to over TLS and STARTTLS, and a wrong password is one', async () => {
    await smtp.signIn(gil);
    await smtp.signIn({ ...gil, port: postfix.ports.starttls, security: 'starttls' });
    await assert.rejects(smtp.signIn({ ...gil, password: 'wrong' }), failure('reconnect', 'consent_revoked'));
  });

  test('a message arrives as it was handed over, under the number that Postfix gave it', async () => {
    const cursor = await imap.begin(inbox('hana'));
    const raw = note('Arrives', [], 'A line.\r\n.\r\n.. and dots\r\nGrüße, =3D');
    const { providerMessageId } = await smtp.handOver(gil, {
      from: gil.username,
      to: `hana@${domain}`,
      raw: Buffer.from(raw),
    });
    assert.match(postfix.log(), new RegExp(`${providerMessageId}: (client|from)=`));
    const head = await until('it arrives', async () => (await imap.changesSince(inbox('hana'), cursor, bounds)).heads[0]);
    const fetched = await imap.fetchMessage(inbox('hana'), head.providerMessageId, { mostBytes: 10_000 });
    assert.ok(typeof fetched !== 'string');
    const arrived = Buffer.from(fetched).toString();
    assert.equal(arrived.slice(arrived.indexOf('\r\n\r\n')), raw.slice(raw.indexOf('\r\n\r\n')));
    assert.match(arrived, /^Return-Path: <gil@mail\.example>/m);
  });

  test('who is not its owner does not send from an address', async () => {
    const message = { from: `hana@${domain}`, to: 'anybody@example.org', raw: Buffer.from(note('Not mine')) };
    await assert.rejects(smtp.handOver(gil, message), failure('never', 'message_refused'));
    assert.equal(elsewhere.taken.length, 0);
  });

  test('what Postfix gives back is known for what it is: nobody there, full, refused, and late but not lost', async () => {
    const mailboxId = await plantSmtpMailbox(
      product,
      workspaceId,
      { host: 'localhost', port: postfix.ports.starttls, password: dovecot.password, imapPort: dovecot.ports.starttls },
      { address: gil.username },
    );
    const ways = { gmail: undefined as never, renewing: new Map() };
    const open = (workspace: string, id: string) => openReading(tools, ways, workspace, id);
    const domains = { textsOf: () => Promise.resolve([]) };
    const reader = createReader(tools, { open, domains, mail: readByProvider({ imap }) });
    const runner = smtpRunner(tools, [], undefined, smtp);
    await reader.runOnce();
    const campaignId = await plantRunning(product, workspaceId, [mailboxId], { steps: [{}, { delayHours: 72 }] });
    const people = [
      `nosuch@${domain}`,
      'nobody@example.org',
      'full@example.org',
      'closed@example.org',
      'later@example.org',
      'fine@example.org',
    ];
    for (const [index, email] of people.entries())
      await look(
        `insert into enrolments (workspace_id, campaign_id, id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
         values ($1, $2, gen_random_uuid(), $3, $3, '{"first_name":"Robin"}', 'UTC', 'waiting', 1, 'a', $4, $5, $4)`,
        workspaceId,
        campaignId,
        email,
        tools.clock.now(),
        index + 1,
      );
    await runner.runOnce();
    assert.deepEqual(
      await look('select state, count(*)::int as n from outreach_deliveries where campaign_id = $1 group by state', campaignId),
      [{ state: 'accepted', n: people.length }],
    );
    const returned = async () => {
      product.clock.move({ minutes: 2 });
      await reader.runOnce();
      const rows = await look(
        `select e.email, r.kind, r.severity, r.status_code, r.matched_by from outreach_returns r
         join enrolments e on e.id = r.enrolment_id where e.campaign_id = $1 order by e.seq`,
        campaignId,
      );
      return rows.length >= 5 && rows;
    };
    assert.deepEqual(
      (await until('everything came back', returned, 40)).map(({ email, kind, severity, status_code: status, matched_by: by }) => [
        email,
        kind,
        severity,
        status,
        by,
      ]),
      [
        [`nosuch@${domain}`, 'bounce', 'hard', '5.1.1', 'message_id'],
        ['nobody@example.org', 'bounce', 'hard', '5.1.1', 'message_id'],
        ['full@example.org', 'bounce', 'soft', '5.2.2', 'message_id'],
        ['closed@example.org', 'bounce', 'refused', '5.7.1', 'message_id'],
        ['later@example.org', 'delayed', null, null, 'message_id'],
      ],
    );
    const standing = await look('select email, state, reason from enrolments where campaign_id = $1 order by seq', campaignId);
    assert.deepEqual(
      standing.map(({ email, state, reason }) => [email, state, reason]),
      [
        [`nosuch@${domain}`, 'stopped', 'bounced'],
        ['nobody@example.org', 'stopped', 'bounced'],
        ['full@example.org', 'stopped', 'bounced'],
        ['closed@example.org', 'stopped', 'bounced'],
        ['later@example.org', 'waiting', null],
        ['fine@example.org', 'waiting', null],
      ],
    );
    assert.ok(elsewhere.taken.includes('fine@example.org'));
    await runner.stop();
    await reader.stop();
  });
});

/** The server of all other domains: it refuses as it is told, and takes what is left. */
async function startElsewhere() {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, answer) {
      const refusal = refusals[address.split('@')[0] ?? ''];
      if (refusal) answer(Object.assign(new Error(refusal[1]), { responseCode: refusal[0] }));
      else answer();
    },
    onData(stream, { envelope }, answer) {
      stream.resume();
      stream.on('end', () => {
        taken.push(...envelope.rcptTo.map(({ address }) => address));
        answer();
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { port, taken, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
