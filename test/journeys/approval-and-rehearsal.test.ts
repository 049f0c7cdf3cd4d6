import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { countsOf, formFields, outbox, script, sendLetter, type Scene } from '../harness/advocacy.ts';
import { passConsentScreen } from '../contracts/google-scene.ts';
import { asOwner } from '../harness/database.ts';
import { invite, Visitor } from '../harness/people.ts';
import { startProduct, testClock } from '../harness/product.ts';
import {
  addressOf,
  confirmNow,
  confirmPageOf,
  contactedOf,
  emptyForm,
  emptyWorkspace,
  goesOn,
  idsOf,
  press,
  routedCampaign,
  somebody,
  suppress,
} from './routed-scene.ts';

const product = await startProduct({ clock: testClock(new Date('2026-11-24T10:00:00.500Z')) });
const base = await emptyWorkspace(product);
const { owner, workspaceId } = base;
const agent = await invite(product, owner, { workspaceId, email: 'agent@example.org', role: 'agent' });
const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
const two = [{ name: 'Ada Ems', district: 'Ward 4' }, { name: 'Bo Inn' }];
const where = (scene: Scene) => ({ workspaceId, campaignId: scene.campaignId });

await owner.api.workspaces.change({ workspaceId, approvalRequired: true });
const draft = await routedCampaign(base, 'draft', { publish: false, recipients: two });
const approved = await routedCampaign(base, 'approved', { publish: false, recipients: two });

test('where a second member has to approve, the writer cannot, a viewer may not, another member can', async () => {
  const scene = approved;
  const { textVersion, approval } = await owner.api.campaigns.show(where(scene));
  assert.equal(approval, 'needed');
  const publish = (member: Visitor) => member.api.campaigns.setState({ ...where(scene), state: 'published' });
  await assert.rejects(publish(owner), /second member approves a text before it is published/);
  await assert.rejects(owner.api.campaigns.approve({ ...where(scene), textVersion }), /You wrote this text last/);
  await assert.rejects(viewer.api.campaigns.approve({ ...where(scene), textVersion }), { status: 403 });
  await assert.rejects(agent.api.campaigns.approve({ ...where(scene), textVersion: textVersion + 1 }), /text was changed meanwhile/);
  assert.equal((await agent.api.campaigns.approve({ ...where(scene), textVersion })).approval, 'given');
  assert.equal((await publish(owner)).state, 'published');
});

test('new words pause a published campaign until they are approved, and webhooks are told; everything else about it may change', async () => {
  const scene = approved;
  await owner.api.webhooks.add({ workspaceId, url: 'https://hooks.example.org/', events: ['campaign.paused'] });
  await asOwner(product.databaseUrl, 'update webhooks set proven_at = created_at');
  const other = await agent.api.campaigns.change({ ...where(scene), goal: 500, dailyBudget: 40, introduction: 'Soon.' });
  assert.deepEqual([other.state, other.approval], ['published', 'given']);
  const changed = await agent.api.campaigns.change({ ...where(scene), body: 'Dear all,\n\nother words.\n\nYours' });
  assert.deepEqual([changed.state, changed.approval], ['paused', 'needed']);
  const told = await asOwner(product.databaseUrl, "select type, details->>'because' as because from webhook_events");
  assert.deepEqual(told, [{ type: 'campaign.paused', because: 'approval' }]);
  assert.match(await (await new Visitor(product).request(scene.path)).text(), /This campaign is paused/);
  const { textVersion } = changed;
  await assert.rejects(agent.api.campaigns.approve({ ...where(scene), textVersion }), /You wrote this text last/);
  await owner.api.campaigns.approve({ ...where(scene), textVersion });
  assert.equal((await owner.api.campaigns.setState({ ...where(scene), state: 'published' })).state, 'published');
  const acts = await asOwner(
    product.databaseUrl,
    "select details->>'textVersion' as version from audit_entries where action = 'campaign.approved'",
  );
  assert.equal(acts.length, 2);
  await owner.api.workspaces.change({ workspaceId, approvalRequired: false });
});

async function rehearse(scene: Scene, query?: string) {
  const { url } = await agent.api.campaigns.rehearse(where(scene));
  const key = new URL(url).searchParams.get('rehearsal') ?? '';
  const [visitor, person] = [new Visitor(product), somebody(scene)];
  const changes = Object.fromEntries(await emptyForm(scene, visitor, query ?? `?rehearsal=${key}`));
  return { visitor, person, key, changes };
}

test('a rehearsal that is begun in an app’s window is one in the browser in which it goes on', async () => {
  const { url } = await agent.api.campaigns.rehearse(where(approved));
  const key = new URL(url).searchParams.get('rehearsal') ?? '';
  const [app, browser] = [new Visitor(product), new Visitor(product)];
  const form = await emptyForm(approved, app, `?rehearsal=${key}`);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Instagram 320.0',
  };
  const left = await (await app.request(approved.path, { method: 'POST', body: new URLSearchParams(form), headers })).text();
  const [path = ''] = /\/continue\/[A-Za-z0-9_-]{43}/.exec(left) ?? [];
  const fields = formFields(await (await browser.request(path)).text(), path);
  const moved = await Promise.all([browser.post(path, fields), new Visitor(product).post(path, fields)]);
  assert.deepEqual(moved.map(({ status }) => status).sort(), [303, 410], 'one code moved a letter twice');
  const to = new URL(moved.find(({ status }) => status === 303)?.headers.get('location') ?? '', product.url);
  assert.notEqual(to.searchParams.get('rehearsal'), null);
  assert.match(await (await new Visitor(product).request(to.pathname + to.search)).text(), /name="rehearsal"/);
});

/** Everything that a rehearsal must leave as it was. */
async function counted(scene: Scene) {
  const count = async (table: string) => (await asOwner(product.databaseUrl, `select count(*)::int as rows from ${table}`))[0]?.rows;
  const hours = await asOwner(product.databaseUrl, 'select coalesce(sum(letters), 0)::int as sum from recipient_hours');
  const tables = await Promise.all(['participations', 'campaign_counts', 'recipient_counts', 'count_nodes', 'wording_turns'].map(count));
  return { tables, hours: hours[0]?.sum, contacted: await contactedOf(scene), counts: await countsOf(scene) };
}

test('a draft is rehearsed the whole way: every letter reaches the mailbox that sends it and no recipient, and nothing is counted', async () => {
  assert.equal((await new Visitor(product).request(draft.path)).status, 404);
  const before = await counted(draft);
  const { visitor, person, key } = await rehearse(draft);
  const page = await (await visitor.request(`${draft.path}?rehearsal=${key}`)).text();
  assert.match(page, /This is a rehearsal/);
  const form = await emptyForm(draft, visitor, `?rehearsal=${key}`);
  const started = await press(draft, visitor, form);
  assert.ok(goesOn(started));
  const left = outbox(draft).length;
  await finish(started, visitor, person);
  await confirmNow(visitor);
  const letters = outbox(draft).slice(0, outbox(draft).length - left);
  assert.equal(letters.length, 2);
  for (const { recipients, email, raw } of letters) {
    assert.deepEqual(recipients, [person.account]);
    assert.match(email.subject ?? '', /^\[Rehearsal\] A word to (Ada Ems|Bo Inn)$/);
    assert.ok(!raw.includes(addressOf('Ada Ems')) && !raw.includes(addressOf('Bo Inn')));
  }
  assert.match(await (await visitor.request('/letter/receipt')).text(), /rehearsal/i);
  assert.deepEqual(await counted(draft), before);
  const rows = await asOwner(product.databaseUrl, 'select recipient_address, state from deliveries where rehearsal');
  assert.deepEqual(rows, [
    { recipient_address: null, state: 'accepted' },
    { recipient_address: null, state: 'accepted' },
  ]);
});

/** Passes the consent screen that an answer leads to, and comes back. */
async function finish(started: Response, visitor: Visitor, person: { account: string }): Promise<void> {
  const back = await passConsentScreen(new URL(started.headers.get('location') ?? '', product.url), person);
  await visitor.request(back.pathname + back.search);
}

test('the database keeps no address in a rehearsal’s delivery, whatever a program asks of it', async () => {
  const change = product.app.tools.database.inInstallation('recovery', (tx) =>
    sql`update deliveries set recipient_address = 'ada@council.example.org' where rehearsal`.execute(tx),
  );
  await assert.rejects(change, /rehearsal_has_no_recipient/);
});

test('the key of a rehearsal is good for an hour, for its campaign, and for nobody who makes one', async () => {
  const { key, visitor } = await rehearse(draft);
  const status = async (given: string) => (await visitor.request(`${draft.path}?rehearsal=${encodeURIComponent(given)}`)).status;
  const [until = '', signature = ''] = key.split('.');
  const later = (parseInt(until, 36) + 60).toString(36);
  const published = await routedCampaign(base, 'elsewhere', { recipients: two });
  const foreign = (await rehearse(published)).key;
  for (const forged of [`${later}.${signature}`, `${until}.`, `${until}.${signature.slice(1)}`, signature, foreign, '.', '', '1.1', '../x'])
    assert.equal(await status(forged), 404, forged);
  assert.equal(await status(key), 200);
  const form = await emptyForm(draft, visitor, `?rehearsal=${key}`);
  product.clock.set(new Date(parseInt(until, 36) * 1000));
  assert.equal(await status(key), 200);
  product.clock.move({ seconds: 1 });
  assert.equal(await status(key), 404);
  assert.equal((await press(draft, visitor, form)).status, 404);
});

test('a key forged into the form of a real letter makes no rehearsal of it, and taking one out makes a letter of its own', async () => {
  const scene = await routedCampaign(base, 'real', { recipients: [{ name: 'Cleo Aar' }] });
  const [visitor, person] = [new Visitor(product), somebody(scene)];
  const form = await emptyForm(scene, visitor);
  const forged = await press(scene, visitor, [...form, ['rehearsal', 'abc.def']]);
  assert.equal(forged.status, 400);
  assert.match(await forged.text(), /That rehearsal is over\. What is sent from this page now goes to the people/);
  await sendLetter(scene, visitor, { ...person, changes: { rehearsing: 'true' } });
  assert.deepEqual(outbox(scene)[0]?.recipients, [addressOf('Cleo Aar')]);
  const { visitor: other, changes, person: rehearser } = await rehearse(scene);
  const { rehearsal: _key, ...without } = changes;
  const started = await press(scene, other, Object.entries(changes));
  await finish(started, other, rehearser);
  assert.ok(goesOn(await press(scene, other, Object.entries(without))), 'without its key the form begins a letter of its own');
  const rows = await asOwner(
    product.databaseUrl,
    "select f.rehearsal, f.step from supporter_flows f join campaigns c on c.id = f.campaign_id where c.slug = 'real' order by 1, 2",
  );
  assert.deepEqual(
    rows.map(({ rehearsal, step }) => [rehearsal, step]),
    [
      [false, 'settled'],
      [false, 'started'],
      [true, 'connected'],
    ],
  );
  assert.equal(outbox(scene).filter(({ sender }) => sender === rehearser.account).length, 0);
});

test('who goes back from the confirmation of a rehearsal is still in it; an hour later the page says that it is over', async () => {
  const scene = await routedCampaign(base, 'way-back', { recipients: [{ name: 'Bo Inn' }] });
  const { visitor, person, changes } = await rehearse(scene);
  await finish(await press(scene, visitor, Object.entries(changes)), visitor, person);
  const { page } = await confirmPageOf(visitor);
  const back = new URL((/href="([^"]*way-back[^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&amp;', '&'), product.url);
  assert.match(await (await visitor.request(back.pathname + back.search)).text(), /This is a rehearsal/);
  const form = await emptyForm(scene, visitor, back.search);
  product.clock.move({ minutes: 60, seconds: 1 });
  const late = await (await visitor.request(back.pathname + back.search)).text();
  assert.match(late, /That rehearsal is over/);
  assert.doesNotMatch(late, /This is a rehearsal/);
  assert.equal((await press(scene, visitor, form)).status, 400, 'a rehearsal that stood open never becomes a letter in earnest');
});

test('a rehearsal takes nobody’s place, reaches nobody who may not be written to, and takes no earlier participation back', async () => {
  const scene = await routedCampaign(base, 'full', {
    hourlyBudget: 1,
    recipients: [{ name: 'Dai Tay' }, { name: 'Eno Ruhr' }, { name: 'Fay Saar' }],
  });
  await suppress(scene, addressOf('Eno Ruhr'));
  const full = await idsOf(scene);
  const { visitor, person, changes } = await rehearse(scene);
  const before = await counted(scene);
  await finish(await press(scene, visitor, Object.entries(changes)), visitor, person);
  assert.deepEqual((await confirmPageOf(visitor)).names, ['Dai Tay', 'Fay Saar']);
  assert.deepEqual(await counted(scene), before);
  const real = somebody(scene);
  await sendLetter(scene, new Visitor(product), real);
  assert.deepEqual(await contactedOf(scene), { 'Dai Tay': 1, 'Eno Ruhr': 0, 'Fay Saar': 1 });
  assert.equal((await visitor.request('/letter/confirm')).status, 200);
  assert.deepEqual((await confirmPageOf(visitor)).names, [], 'over their budget, they are out of a rehearsal too');
  product.clock.move({ hours: 1 });
  const again = await rehearse(scene);
  const forged: [string, string][] = [...full.values()].map((id) => ['recipient', id]);
  await finish(await press(scene, again.visitor, [...Object.entries(again.changes), ...forged]), again.visitor, real);
  script(scene, real, { fault: 'badRequest' }, { fault: 'badRequest' });
  const participations = (await counted(scene)).tables[0];
  await confirmNow(again.visitor);
  assert.equal((await counted(scene)).tables[0], participations);
  assert.ok(outbox(scene).every(({ recipients }) => !recipients.includes(addressOf('Eno Ruhr'))));
});
