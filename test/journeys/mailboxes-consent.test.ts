import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { comeBack, connectServerMailbox, consentInBrowser } from '../harness/mailboxes.ts';
import { filesOf } from '../harness/archives.ts';
import { asOwner } from '../harness/database.ts';
import { invite, password, setUp, stranger, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { readId } from '../../server/platform/ids.ts';

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
const ada = { account: 'ada.sample@gmail.test' };
const carla = { account: 'carla.sample@outlook.test' };
const mailboxOf = async (address: string, visitor: Visitor = owner) =>
  (await visitor.api.mailboxes.list({ workspaceId })).mailboxes.find((one) => one.address === address);
const disconnect = async (address: string) => {
  const found = await mailboxOf(address);
  return found && owner.api.mailboxes.disconnect({ workspaceId, mailboxId: found.id, address });
};

describe('a mailbox at Google', () => {
  const asked = { workspaceId, provider: 'gmail' as const, mode: 'send' as const, timeZone: 'Europe/Berlin' };

  test('is connected by consent, to sending alone where that is all that was asked for', async () => {
    const { url } = await agent.api.mailboxes.beginConsent(asked);
    const scopes = (new URL(url).searchParams.get('scope') ?? '').split(' ');
    assert.deepEqual(scopes, ['openid', 'email', 'profile', 'https://www.googleapis.com/auth/gmail.send']);
    const back = await comeBack(agent, 'gmail', new URL(url), ada);
    assert.deepEqual([back.status, back.headers.get('location')], [303, `/w/${slug}/mailboxes?connected=yes`]);
    const mailbox = (await mailboxOf(ada.account)) ?? assert.fail();
    assert.deepEqual([mailbox.name, mailbox.mode, mailbox.timeZone, mailbox.dailyCeiling], ['Ada Sample', 'send', 'Europe/Berlin', 2000]);
    await agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id });
    assert.deepEqual([newest()?.via, newest()?.sender, newest()?.recipients], ['gmail', ada.account, ['agent@example.org']]);
  });

  test('an access token is renewed before it ends, by one of many who come at once', async () => {
    product.clock.move({ hours: 1 });
    const mailbox = (await mailboxOf(ada.account)) ?? assert.fail();
    const before = await rows('select access_token_sealed from mailboxes');
    await rows(
      `create table renewals (at timestamptz default clock_timestamp());
       create function note_renewal() returns trigger language plpgsql security definer as 'begin insert into renewals default values; return new; end';
       create trigger note_renewal after update of access_token_sealed on mailboxes for each row execute function note_renewal()`,
    );
    await Promise.all(Array.from({ length: 8 }, () => agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id })));
    const after = await rows('select access_token_sealed, access_token_expires_at from mailboxes');
    assert.notDeepEqual(after[0]?.access_token_sealed, before[0]?.access_token_sealed);
    assert.ok((after[0]?.access_token_expires_at as Date) > product.clock.now());
    assert.equal((await rows('select at from renewals')).length, 1);
    await rows('drop trigger note_renewal on mailboxes; drop function note_renewal; drop table renewals');
    await rested();
  });

  test('a return belongs to who went, once, for ten minutes and in their session', async () => {
    const begin = async (who: Visitor) => new URL((await who.api.mailboxes.beginConsent(asked)).url);
    const says = async (answer: Response, pattern: RegExp) => {
      assert.equal(answer.status, pattern.source.includes('not signed in') ? 401 : 400);
      assert.match(await answer.text(), pattern);
    };
    const count = async () => (await rows('select 1 from mailboxes')).length;
    await disconnect(ada.account);
    await says(await comeBack(owner, 'gmail', await begin(agent), ada), /This sign-in is over/);
    await says(await comeBack(new Visitor(product), 'gmail', await begin(agent), ada), /You are not signed in here/);
    await says(await comeBack(viewer, 'gmail', await begin(agent), ada), /You are not signed in here/);
    const late = await begin(agent);
    product.clock.move({ minutes: 10 });
    await says(await comeBack(agent, 'gmail', late, ada), /This sign-in is over/);
    const earlier = await begin(agent);
    await begin(agent);
    await says(await comeBack(agent, 'gmail', earlier, ada), /This sign-in is over/);
    await says(await agent.request('/oauth/google/mailbox?state=made-up&code=made-up'), /This sign-in is over/);
    const crossed = await begin(agent);
    await says(
      await agent.request(`/oauth/microsoft/mailbox?code=x&state=${crossed.searchParams.get('state') ?? ''}`),
      /This sign-in is over/,
    );
    assert.equal(await count(), 0);
  });

  test('whoever cancels or unticks the permission to send is told so, and nothing is kept', async () => {
    const cancelled = await consentInBrowser(agent, asked, { ...ada, cancelAt: 'account' });
    assert.match(await cancelled.text(), /You stopped at the company/);
    const unticked = await consentInBrowser(agent, asked, { account: 'cleo.sample@office.example.org', untick: true });
    assert.match(await unticked.text(), /The permission to send was not given/);
    assert.deepEqual(await rows('select id from mailboxes union all select id from mailbox_consents'), []);
  });

  test('where nothing lasting was given, the screen is asked for again, and not for ever', async () => {
    for (const times of [1, 2]) for (let one = 0; one < times; one++) sandbox.google.script(ada.account, { fault: 'no_refresh_token' });
    const first = await consentInBrowser(agent, asked, ada);
    const again = new URL(first.headers.get('location') ?? '');
    assert.equal(again.searchParams.get('prompt'), 'consent');
    const second = await comeBack(agent, 'gmail', again, ada);
    assert.match(await second.text(), /The company gave no lasting access/);
    const third = await consentInBrowser(agent, asked, ada);
    const fourth = await comeBack(agent, 'gmail', new URL(third.headers.get('location') ?? ''), ada);
    assert.equal(fourth.headers.get('location'), `/w/${slug}/mailboxes?connected=yes`);
  });

  test('is connected again by the same account alone, and then goes on; reading that is not ticked is not assumed', async () => {
    const mailbox = (await mailboxOf(ada.account)) ?? assert.fail();
    sandbox.google.script(ada.account, { fault: 'revoke' });
    product.clock.move({ hours: 1 });
    await assert.rejects(agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id }), refused(502, 'consent_revoked'));
    assert.equal((await mailboxOf(ada.account))?.parkedBecause, 'reconnect');
    const again = { ...asked, mode: 'send_and_read' as const, mailboxId: mailbox.id };
    const other = await consentInBrowser(agent, again, { account: 'bruno.sample@gmail.test' });
    assert.match(await other.text(), /This is another account/);
    assert.equal((await mailboxOf(ada.account))?.parkedBecause, 'reconnect');
    const partly = await consentInBrowser(agent, again, { ...ada, untick: 'gmail.readonly' });
    assert.equal(partly.headers.get('location'), `/w/${slug}/mailboxes?connected=without_reading`);
    assert.deepEqual([(await mailboxOf(ada.account))?.mode, (await mailboxOf(ada.account))?.parkedBecause], ['send', null]);
    const wholly = await consentInBrowser(agent, again, ada);
    await comeBack(agent, 'gmail', new URL(wholly.headers.get('location') ?? ''), ada);
    assert.equal((await mailboxOf(ada.account))?.mode, 'send_and_read');
    await agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id });
    assert.equal((await rows('select 1 from mailboxes')).length, 1);
  });

  test('the same address with another account behind it is not taken over', async () => {
    await rows("update mailboxes set account_subject = 'another' where address = $1", [ada.account]);
    const taken = await consentInBrowser(agent, asked, ada);
    assert.match(await taken.text(), /This address is connected already/);
    await rows('delete from mailboxes');
  });

  test('disconnecting gives the consent back at Google, unless another workspace sends from the same account', async () => {
    await consentInBrowser(agent, asked, ada);
    const there = { ...asked, workspaceId: elsewhere.workspaceId };
    const again = await consentInBrowser(elsewhere.visitor, there, ada);
    await comeBack(elsewhere.visitor, 'gmail', new URL(again.headers.get('location') ?? ''), ada);
    const adas = sandbox.google.accounts.byEmailAddress(ada.account)?.subject ?? assert.fail();
    const asksToEnd = () => sandbox.google.faults.waiting(adas).filter(({ fault }) => fault === 'slow').length;
    const before = asksToEnd();
    sandbox.google.script(ada.account, { fault: 'slow', at: 'revoke', milliseconds: 5 });
    const tokens = await rows('select refresh_token_sealed from mailboxes');
    assert.equal(tokens.length, 2);
    assert.equal((await disconnect(ada.account))?.revoked, 'kept_elsewhere');
    assert.equal(asksToEnd(), before + 1, 'Google was not asked to end it');
    const [left] = (await elsewhere.visitor.api.mailboxes.list({ workspaceId: elsewhere.workspaceId })).mailboxes;
    const theirs = { workspaceId: elsewhere.workspaceId, mailboxId: left?.id ?? '' };
    await elsewhere.visitor.api.mailboxes.sendTest(theirs);
    assert.equal((await elsewhere.visitor.api.mailboxes.disconnect({ ...theirs, address: ada.account })).revoked, 'ended');
    assert.deepEqual(await rows('select id from mailboxes'), []);
    assert.equal(asksToEnd(), before, 'now it was');
    await consentInBrowser(agent, asked, ada);
    sandbox.google.script(ada.account, { fault: 'revoke_fails' });
    assert.equal((await disconnect(ada.account))?.revoked, 'not_confirmed');
    assert.deepEqual(await rows('select id from mailboxes'), [], 'the tokens are gone here in any case');
  });

  test('a script cannot consent for a person', async () => {
    await owner.api.account.confirm({ password });
    const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'script' });
    const answer = await fetch(`${product.url}/api/workspaces/${workspaceId}/mailbox-consents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'gmail', mode: 'send' }),
    });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /needs_a_person/);
  });
});

describe('a mailbox at Microsoft', () => {
  test('is connected by consent to stay, renews itself, and its consent ends by the person alone', async () => {
    const asked = { workspaceId, provider: 'outlook' as const, mode: 'send_and_read' as const };
    const back = await consentInBrowser(agent, asked, carla);
    assert.equal(back.headers.get('location'), `/w/${slug}/mailboxes?connected=yes`);
    const mailbox = (await mailboxOf(carla.account)) ?? assert.fail();
    assert.deepEqual([mailbox.mode, mailbox.provider], ['send_and_read', 'outlook']);
    for (const hours of [0, 1, 1]) {
      product.clock.move({ hours });
      await agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id });
      assert.deepEqual([newest()?.via, newest()?.sender], ['outlook', carla.account]);
    }
    sandbox.microsoft.script(carla.account, { fault: 'revoke' });
    product.clock.move({ hours: 1 });
    await assert.rejects(agent.api.mailboxes.sendTest({ workspaceId, mailboxId: mailbox.id }), refused(502, 'consent_revoked'));
    assert.equal((await disconnect(carla.account))?.revoked, 'only_by_the_person');
  });
});

describe('with the person goes the mailbox', () => {
  test('whoever deletes their account disconnects their mailboxes in every workspace, and Google is given the consent back', async () => {
    const bruno = { account: 'bruno.sample@gmail.test' };
    const guest = await invite(product, owner, { workspaceId, email: 'guest@example.org', role: 'agent' });
    const first = await consentInBrowser(guest, { workspaceId, provider: 'gmail', mode: 'send' }, bruno);
    assert.equal(first.headers.get('location'), `/w/${slug}/mailboxes?connected=yes`);
    await connectServerMailbox(product, owner, { workspaceId, address: 'hana.sample@mail.test', name: 'Hana Sample' });
    const subject = sandbox.google.accounts.byEmailAddress(bruno.account)?.subject ?? assert.fail();
    const files = await filesOf(new Visitor(product), await guest.api.rights.exportAccount({}));
    const { mailboxes } = JSON.parse(files.get('account.json') ?? '') as { mailboxes: Record<string, unknown>[] };
    assert.deepEqual(
      mailboxes.map(({ address, accountSubject }) => ({ address, accountSubject })),
      [{ address: bruno.account, accountSubject: subject }],
    );
    assert.doesNotMatch(JSON.stringify(mailboxes), /sealed|token|password/i);
    sandbox.google.script(bruno.account, { fault: 'slow', at: 'revoke', milliseconds: 5 });
    await guest.api.account.confirm({ password });
    await guest.api.account.erase({ email: 'guest@example.org' });
    assert.deepEqual(sandbox.google.faults.waiting(subject), [], 'Google was asked to end the consent');
    assert.deepEqual(
      (await rows('select address from mailboxes')).map(({ address }) => address),
      ['hana.sample@mail.test'],
    );
  });
});

describe('with the workspace goes the mailbox', () => {
  test('when a workspace is deleted its mailboxes are disconnected, and Google is given the consent back', async () => {
    const ends = await stranger(product, 'ends@example.org');
    const first = await consentInBrowser(ends.visitor, { workspaceId: ends.workspaceId, provider: 'gmail', mode: 'send' }, ada);
    await comeBack(ends.visitor, 'gmail', new URL(first.headers.get('location') ?? ''), ada);
    const subject = sandbox.google.accounts.byEmailAddress(ada.account)?.subject ?? assert.fail();
    const connected = 'select id from mailboxes where workspace_id = $1';
    const id = readId('workspace', ends.workspaceId);
    assert.equal((await rows(connected, [id])).length, 1);
    await ends.visitor.api.account.confirm({ password });
    await ends.visitor.api.workspaces.end({ workspaceId: ends.workspaceId, name: 'Elsewhere' });
    product.clock.move({ days: 7 });
    sandbox.google.script(ada.account, { fault: 'slow', at: 'revoke', milliseconds: 5 });
    await product.app.jobs.find(({ name }) => name === 'end-workspaces')?.run({});
    assert.deepEqual(await rows(connected, [id]), []);
    assert.deepEqual(sandbox.google.faults.waiting(subject), [], 'Google was asked to end the consent');
  });
});
