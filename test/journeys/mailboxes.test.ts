import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parkMailbox } from '../../server/modules/mailboxes/index.ts';
import { readId } from '../../server/platform/ids.ts';
import { connectServerMailbox, readingServer, sampleServer } from '../harness/mailboxes.ts';
import { asOwner } from '../harness/database.ts';
import { invite, password, runJobs, setUp, stranger, type Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';

const product = await startProduct();
const { owner, workspaceId, slug } = await setUp(product);
const elsewhere = await stranger(product);
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
const sandbox = product.app.sandbox ?? assert.fail('There is no sandbox.');
const rows = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const newest = () => sandbox.outbox.messages()[0];
const refused = (status: number, code: string) => (error: unknown) => {
  const { status: got, data } = error as { status: number; data?: { code?: string } };
  assert.deepEqual([got, data?.code], [status, code]);
  return true;
};
/** Tests of one person come one after another within a minute of a clock that stands still. */
const rested = () => rows('update rate_windows set used = 0');
const mailboxOf = async (address: string, visitor: Visitor = owner) =>
  (await visitor.api.mailboxes.list({ workspaceId })).mailboxes.find((one) => one.address === address);
const disconnect = async (address: string) => {
  const found = await mailboxOf(address);
  return found && owner.api.mailboxes.disconnect({ workspaceId, mailboxId: found.id, address });
};

describe('a mailbox of a mail server', () => {
  test('is signed in to before it is kept: with a wrong password, or a server that is not there, nothing is', async () => {
    const input = { workspaceId, address: 'gil.sample@mail.test', name: 'Gil Sample', ...sampleServer(product) };
    await assert.rejects(owner.api.mailboxes.connectServer({ ...input, password: 'wrong' }), refused(502, 'consent_revoked'));
    const nowhere = { ...input.smtp, port: 1 };
    await assert.rejects(owner.api.mailboxes.connectServer({ ...input, smtp: nowhere }), refused(502, 'unreachable'));
    const inside = { ...input.smtp, host: 'localhost' };
    await assert.rejects(owner.api.mailboxes.connectServer({ ...input, smtp: inside }), refused(502, 'unreachable'));
    assert.equal((await owner.api.mailboxes.list({ workspaceId })).mailboxes.length, 0);
  });

  test('is read only where both of its servers let it in, and says so', async () => {
    await rested();
    const address = 'read@mail.test';
    sandbox.mailServer.accounts.add({ emailAddress: address, displayName: 'Read' });
    const imap = readingServer(product);
    const input = { workspaceId, address, name: 'Read', ...sampleServer(product), imap };
    await assert.rejects(owner.api.mailboxes.connectServer({ ...input, imap: { ...imap, port: 1 } }), refused(502, 'unreachable'));
    await assert.rejects(
      owner.api.mailboxes.connectServer({ ...input, imap: { host: 'imap.gmail.com', port: 993, security: 'tls' } }),
      refused(422, 'by_consent'),
    );
    sandbox.mailServer.script(address, { fault: 'imap_unavailable' });
    await assert.rejects(owner.api.mailboxes.connectServer(input), refused(502, 'provider_down'));
    assert.equal(await mailboxOf(address), undefined);
    const mailbox = await owner.api.mailboxes.connectServer(input);
    assert.deepEqual([mailbox.mode, mailbox.imap], ['send_and_read', imap]);
    const again = { workspaceId, mailboxId: mailbox.id, smtp: input.smtp, username: address, password: 'sandbox' };
    assert.deepEqual(
      [(await owner.api.mailboxes.reconnectServer({ ...again, imap: null })).mode, (await mailboxOf(address))?.imap],
      ['send', null],
    );
    assert.equal((await owner.api.mailboxes.reconnectServer({ ...again, imap })).mode, 'send_and_read');
    await disconnect(address);
  });

  test('a company that asks for consent is given no password', async () => {
    await rested();
    for (const [address, host] of [
      ['x@gmail.com', 'mail.example.org'],
      ['x@example.org', 'smtp.gmail.com'],
      ['x@hotmail.com', 'mail.example.org'],
    ] as const) {
      const smtp = { host, port: 465, security: 'tls' as const };
      const input = { workspaceId, address, name: 'X', smtp, password: 'x' };
      await assert.rejects(owner.api.mailboxes.connectServer(input), refused(422, 'by_consent'));
    }
  });

  test('is connected once, with its password sealed, and sends a test to whoever asks and to nobody else', async () => {
    await rested();
    const mailbox = await connectServerMailbox(product, agent, { workspaceId });
    assert.deepEqual(
      [mailbox.provider, mailbox.mode, mailbox.dailyLimit, mailbox.workingDays, mailbox.usedInDay, mailbox.mayChange],
      ['smtp', 'send', 200, [1, 2, 3, 4, 5], 0, true],
    );
    await assert.rejects(connectServerMailbox(product, owner, { workspaceId }), refused(409, 'already_connected'));
    const [row] = await rows('select * from mailboxes');
    const kept = Object.entries(row ?? {}).filter(([, value]) => value !== null);
    assert.ok(kept.some(([name, value]) => name === 'password_sealed' && Buffer.isBuffer(value) && value.length > 40));
    for (const [name, value] of kept)
      assert.ok(!(Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value))).includes('sandbox'), name);
    const { sentTo } = await agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id });
    assert.deepEqual(
      [sentTo, newest()?.recipients, newest()?.sender],
      ['agent@example.org', ['agent@example.org'], 'gil.sample@mail.test'],
    );
    const after = await agent.api.mailboxes.show({ workspaceId, mailboxId: mailbox.id });
    assert.deepEqual([after.usedInDay, after.lastAcceptedAt], [1, product.clock.now().toISOString()]);
  });

  test('a slot of use counts as long as any of it is younger than 24 hours', async () => {
    const found = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
    const used = async () => (await owner.api.mailboxes.show({ workspaceId, mailboxId: found.id })).usedInDay;
    await owner.api.account.confirm({ password });
    product.clock.move({ hours: 24, minutes: 4, seconds: 59 });
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    await agent.api.account.signIn({ email: 'agent@example.org', password });
    assert.equal(await used(), 1);
    product.clock.move({ seconds: 1 });
    assert.equal(await used(), 0);
  });

  test('where its password was changed, the test says so, the mailbox is parked, and its owner is told once', async () => {
    await rested();
    const found = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
    const one = { workspaceId, mailboxId: found.id };
    sandbox.mailServer.script('gil.sample@mail.test', { fault: 'password_changed' });
    sandbox.mailServer.dropAll();
    for (let again = 0; again < 3; again++) await assert.rejects(agent.api.mailboxes.sendTest(one), refused(502, 'consent_revoked'));
    await runJobs(product, 'mail-parked-mailbox');
    await runJobs(product, 'mail-parked-mailbox');
    const told = sandbox.mail.messages().filter(({ email }) => email.subject === 'A mailbox has to be connected again');
    assert.deepEqual(
      told.map(({ recipients }) => recipients),
      [['agent@example.org']],
    );
    assert.match(told[0]?.email.text ?? '', new RegExp(`${product.url}/w/${slug}/mailboxes`));
    const parked = await agent.api.mailboxes.show(one);
    assert.equal(parked.parkedBecause, 'reconnect');
    assert.match(parked.lastError ?? '', /name and password/);
    await assert.rejects(agent.api.mailboxes.setParked({ ...one, parked: false }), refused(422, 'reconnect_first'));
    const { smtp } = sampleServer(product);
    const renewed = { ...one, smtp, imap: null, username: 'gil.sample@mail.test', password: 'sandbox and another' };
    await assert.rejects(agent.api.mailboxes.reconnectServer({ ...renewed, password: 'sandbox' }), refused(502, 'consent_revoked'));
    assert.equal((await agent.api.mailboxes.reconnectServer(renewed)).parkedBecause, null);
    await agent.api.mailboxes.sendTest(one);
    assert.equal(newest()?.sender, 'gil.sample@mail.test');
  });

  test('a parking that ends by itself holds nothing afterwards, is told once, and is forgotten with the next message that is accepted', async () => {
    await rested();
    const found = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
    const of = { workspaceId: readId('workspace', workspaceId), mailboxId: readId('mailbox', found.id) };
    const park = (because: 'unreachable' | 'limit') =>
      product.app.tools.database.inWorkspace(of.workspaceId, (tx) =>
        parkMailbox(product.app.tools, tx, of, {
          because,
          until: new Date(product.clock.now().getTime() + 600_000),
          error: 'The mail server could not be reached.',
        }),
      );
    const told = () => sandbox.mail.messages().filter(({ email }) => email.subject === 'A mailbox cannot be reached').length;
    const state = async () => {
      const { parkedAt, parkedBecause, parkedUntil } = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
      return [parkedAt, parkedBecause, parkedUntil === null];
    };
    await park('limit');
    await runJobs(product, 'mail-parked-mailbox');
    assert.deepEqual([await state(), told()], [[product.clock.now().toISOString(), 'limit', false], 0]);
    await park('unreachable');
    await park('unreachable');
    await runJobs(product, 'mail-parked-mailbox');
    assert.equal(told(), 1);
    product.clock.move({ minutes: 9, seconds: 59 });
    assert.equal((await state())[1], 'unreachable');
    product.clock.move({ seconds: 1 });
    assert.deepEqual(await state(), [null, null, true]);
    await park('unreachable');
    await runJobs(product, 'mail-parked-mailbox');
    assert.deepEqual([await state(), told()], [[product.clock.now().toISOString(), 'unreachable', false], 1]);
    product.clock.move({ minutes: 10 });
    await agent.api.mailboxes.sendTest({ workspaceId, mailboxId: found.id });
    assert.deepEqual(await rows('select parked_at, parked_because, owner_told_at from mailboxes'), [
      { parked_at: null, parked_because: null, owner_told_at: null },
    ]);
    await agent.api.mailboxes.setParked({ workspaceId, mailboxId: found.id, parked: true });
    await park('unreachable');
    assert.equal((await state())[1], 'member', 'what a member holds, nothing lets go on by itself');
    await agent.api.mailboxes.setParked({ workspaceId, mailboxId: found.id, parked: false });
  });

  test('its person, an owner or an admin hold it and let it go on; another agent, a viewer or another workspace do not', async () => {
    await rested();
    const found = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
    const one = { workspaceId, mailboxId: found.id };
    assert.equal((await owner.api.mailboxes.setParked({ ...one, parked: true })).parkedBecause, 'member');
    assert.equal((await agent.api.mailboxes.setParked({ ...one, parked: false })).parkedBecause, null);
    const own = await connectServerMailbox(product, owner, { workspaceId, address: 'hana.sample@mail.test', name: 'Hana Sample' });
    const hanas = { workspaceId, mailboxId: own.id };
    assert.equal((await mailboxOf('hana.sample@mail.test', agent))?.mayChange, false);
    for (const act of [
      () => agent.api.mailboxes.setParked({ ...hanas, parked: true }),
      () => agent.api.mailboxes.change({ ...hanas, name: 'Mine' }),
      () => agent.api.mailboxes.sendTest(hanas),
      () => agent.api.mailboxes.disconnect({ ...hanas, address: own.address }),
    ])
      await assert.rejects(act(), refused(403, 'not_your_mailbox'));
    await assert.rejects(viewer.api.mailboxes.change({ ...one, name: 'Mine' }), { status: 403 });
    assert.equal((await viewer.api.mailboxes.list({ workspaceId })).mailboxes.length, 2);
    const theirs = { workspaceId: elsewhere.workspaceId, mailboxId: found.id };
    await assert.rejects(elsewhere.visitor.api.mailboxes.show(theirs), { status: 404 });
    await assert.rejects(elsewhere.visitor.api.mailboxes.disconnect({ ...theirs, address: found.address }), { status: 404 });
    assert.equal((await elsewhere.visitor.api.mailboxes.list({ workspaceId: elsewhere.workspaceId })).mailboxes.length, 0);
  });

  test('pacing is kept as it was said, within what its company allows', async () => {
    const found = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
    const one = { workspaceId, mailboxId: found.id };
    const pacing = {
      dailyLimit: 100,
      ramp: { from: 20, days: 8 },
      gapSeconds: 90,
      gapJitterSeconds: 45,
      timeZone: 'Asia/Kathmandu',
      workingDays: [7, 1, 3],
      opensMinute: 1320,
      closesMinute: 120,
      holidays: ['2027-01-01', '2026-12-25', '2027-01-01'],
    };
    const changed = await agent.api.mailboxes.change({ ...one, ...pacing, name: ' Gil \r\nBcc: x ', signature: '<p>Gil</p>' });
    const { workingDays, holidays, limitNow, name } = changed;
    assert.deepEqual([workingDays, holidays, limitNow, name], [[1, 3, 7], ['2026-12-25', '2027-01-01'], 20, 'Gil Bcc: x']);
    product.clock.move({ hours: 24 });
    await agent.api.account.signIn({ email: 'agent@example.org', password });
    assert.equal((await agent.api.mailboxes.change({ ...one, ramp: { from: 20, days: 8 } })).limitNow, 30, 'the same ramp goes on');
    assert.equal((await agent.api.mailboxes.change({ ...one, ramp: { from: 20, days: 9 } })).limitNow, 20, 'another one begins');
    assert.equal((await agent.api.mailboxes.change({ ...one, ramp: null })).limitNow, 100);
    for (const wrong of [
      { timeZone: 'Moon/Sea' },
      { workingDays: [0] },
      { dailyLimit: 10_001 },
      { holidays: ['2026-02-30'] },
      { gapSeconds: -1 },
    ])
      await assert.rejects(agent.api.mailboxes.change({ ...one, ...wrong }), { status: 400 });
    await assert.rejects(agent.api.mailboxes.change({ ...one, ramp: { from: 101, days: 2 } }), refused(400, 'ramp_beyond_limit'));
  });

  test('is disconnected once its address was typed, with everything that opened it', async () => {
    await owner.api.account.signIn({ email: 'owner@example.org', password });
    const found = (await mailboxOf('gil.sample@mail.test')) ?? assert.fail();
    const one = { workspaceId, mailboxId: found.id };
    const uses = async () => (await rows('select 1 from mailbox_uses where mailbox_id = $1', [readId('mailbox', found.id)])).length;
    assert.ok((await uses()) > 0, 'there is something to go with it');
    await assert.rejects(owner.api.mailboxes.disconnect({ ...one, address: 'hana.sample@mail.test' }), refused(422, 'address_differs'));
    assert.deepEqual(await owner.api.mailboxes.disconnect({ ...one, address: ' GIL.Sample@mail.test ' }), {
      done: true,
      revoked: 'nothing',
    });
    await assert.rejects(owner.api.mailboxes.show(one), { status: 404 });
    assert.equal(await uses(), 0);
    await disconnect('hana.sample@mail.test');
    assert.deepEqual(await rows('select id from mailboxes'), []);
  });
});

test('the mailboxes of a member who is removed are held until an owner or admin lets them go on, those of others are not', async () => {
  const gone = await invite(product, owner, { workspaceId, email: 'leaves@example.org', role: 'agent' });
  const theirs = await connectServerMailbox(product, gone, { workspaceId, address: 'ivo.sample@mail.test', name: 'Ivo Sample' });
  const stays = await connectServerMailbox(product, owner, { workspaceId, address: 'jana.sample@mail.test', name: 'Jana Sample' });
  await owner.api.workspaces.removeMember({ workspaceId, userId: (await gone.api.account.me()).id });
  const because = async ({ id }: { id: string }) => (await owner.api.mailboxes.show({ workspaceId, mailboxId: id })).parkedBecause;
  assert.deepEqual([await because(theirs), await because(stays)], ['member', null]);
  const parked = await rows("select 1 from audit_entries where action = 'mailbox.parked' and subject_id = $1", [theirs.rowId]);
  assert.equal(parked.length, 1);
  await owner.api.mailboxes.setParked({ workspaceId, mailboxId: theirs.id, parked: false });
  assert.equal(await because(theirs), null);
});

test('what members did with mailboxes stands in the audit log by numbers alone', async () => {
  const entries = await rows("select action, details::text from audit_entries where action like 'mailbox.%'");
  const actions = new Set(entries.map(({ action }) => String(action)));
  for (const act of ['connected', 'reconnected', 'changed', 'parked', 'unparked', 'tested', 'disconnected'])
    assert.ok(actions.has(`mailbox.${act}`), act);
  assert.doesNotMatch(JSON.stringify(entries), /sample|example/);
});
