import assert from 'node:assert/strict';
import { test } from 'node:test';
import { invite, password, runJobs, setUp, stranger, Visitor } from '../../../../test/harness/people.ts';
import { asOwner } from '../../../../test/harness/database.ts';
import { startProduct } from '../../../../test/harness/product.ts';
import { plantRunning } from '../../../../test/harness/sending.ts';
import { plant } from '../../../../test/promises/planted.ts';
import { readId, showId } from '../../../platform/ids.ts';

const product = await startProduct();
const { owner, workspaceId, slug } = await setUp(product);
const admin = await invite(product, owner, { workspaceId, email: 'admin@example.org', role: 'admin' });
const rows = (text: string, values: unknown[] = []) => asOwner(product.databaseUrl, text, values);
const code = (reason: string) => ({ data: { code: reason } });
const subjectsTo = (address: string) =>
  product.app.sandbox?.mail
    .messages()
    .filter((one) => one.recipients.includes(address))
    .map(({ email }) => email.subject ?? '') ?? [];
const endJob = () => product.app.jobs.find(({ name }) => name === 'end-workspaces')!;

/** A campaign that could be published, in a workspace. */
async function readyCampaign(visitor: Visitor, of: string) {
  const campaign = await visitor.api.campaigns.create({ workspaceId: of, name: 'Keep the ford open' });
  const one = { workspaceId: of, campaignId: campaign.id };
  await visitor.api.campaigns.addRecipient({ ...one, name: 'Ines Falk', email: 'ines.falk@council.example.org' });
  await visitor.api.campaigns.setState({ ...one, state: 'published' });
  return { ...one, slug: campaign.slug };
}

test('an owner alone ends a workspace, by its name and with the password given a moment ago', async () => {
  const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'script' });
  await assert.rejects(admin.api.workspaces.end({ workspaceId, name: 'River Watch' }), { status: 403 });
  await assert.rejects(owner.api.workspaces.end({ workspaceId, name: 'River' }), code('name_differs'));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ name: 'River Watch' });
  assert.equal((await new Visitor(product).request(`/api/workspaces/${workspaceId}/end`, { method: 'POST', headers, body })).status, 403);
  product.clock.move({ minutes: 11 });
  await assert.rejects(owner.api.workspaces.end({ workspaceId, name: 'River Watch' }), code('confirm_first'));
  assert.equal((await owner.api.workspaces.show({ workspaceId })).endsAt, null);
});

test('its campaigns are paused at once and cannot be published, every member is told, and an owner may keep it', async () => {
  const campaign = await readyCampaign(owner, workspaceId);
  await owner.api.account.confirm({ password });
  const { endsAt } = await owner.api.workspaces.end({ workspaceId, name: 'River Watch' });
  assert.equal(new Date(endsAt).getTime() - product.clock.now().getTime(), 7 * 86_400_000);
  await assert.rejects(owner.api.workspaces.end({ workspaceId, name: 'River Watch' }), code('ends_already'));
  assert.equal((await owner.api.campaigns.show(campaign)).state, 'paused');
  await assert.rejects(owner.api.campaigns.setState({ ...campaign, state: 'published' }), code('workspace_ends'));
  assert.equal((await admin.api.account.me()).workspaces[0]?.endsAt, endsAt);
  await runJobs(product, 'mail-workspace-end');
  for (const address of ['owner@example.org', 'admin@example.org'])
    assert.match(subjectsTo(address)[0] ?? '', /^River Watch will be deleted on \d+ \w+ \d{4}$/);
  await assert.rejects(admin.api.workspaces.keep({ workspaceId }), { status: 403 });
  await owner.api.workspaces.keep({ workspaceId });
  assert.equal((await owner.api.workspaces.show({ workspaceId })).endsAt, null);
  await runJobs(product, 'mail-workspace-end');
  assert.equal(subjectsTo('admin@example.org')[0], 'River Watch is kept');
  await owner.api.campaigns.setState({ ...campaign, state: 'published' });
});

test('publishing and ending at the same moment leave nothing published in a workspace that ends', async () => {
  for (let round = 0; round < 5; round++) {
    const { visitor, workspaceId: own } = await stranger(product, `races${round}@example.org`);
    const campaign = await readyCampaign(visitor, own);
    await visitor.api.campaigns.setState({ ...campaign, state: 'paused' });
    await Promise.allSettled([
      visitor.api.workspaces.end({ workspaceId: own, name: 'Elsewhere' }),
      visitor.api.campaigns.setState({ ...campaign, state: 'published' }),
    ]);
    assert.equal((await visitor.api.campaigns.show(campaign)).state, 'paused');
  }
});

test('when its time is over it is not there for anybody, to the second and though no job ran', async () => {
  const campaign = await readyCampaign(owner, workspaceId);
  const page = `/c/${slug}/${campaign.slug}`;
  const { code: checked } = await owner.api.campaigns.show(campaign);
  const { token } = await owner.api.workspaces.createToken({ workspaceId, name: 'reads' });
  await owner.api.workspaces.end({ workspaceId, name: 'River Watch' });
  const ask = async () => {
    const bearer = { headers: { authorization: `Bearer ${token}` } };
    const paths: [string, RequestInit?][] = [[page], [`/check/${checked}`], [`/api/workspaces/${workspaceId}`, bearer]];
    return Promise.all(paths.map(async ([path, init]) => (await new Visitor(product).request(path, init)).status));
  };
  product.clock.move({ days: 6, hours: 23, minutes: 59, seconds: 59 });
  await owner.api.workspaces.show({ workspaceId });
  assert.deepEqual(await ask(), [200, 200, 200]);
  product.clock.move({ seconds: 1 });
  assert.deepEqual(await ask(), [404, 404, 404]);
  await assert.rejects(owner.api.workspaces.show({ workspaceId }), { status: 404 });
  await assert.rejects(owner.api.workspaces.keep({ workspaceId }), { status: 404 });
  assert.deepEqual((await owner.api.account.me()).workspaces, []);
});

test('the job, however late, deletes every row of it in every table, and nothing of another workspace', async () => {
  const { workspaceId: other } = await stranger(product, 'stays@example.org');
  const [mine, theirs] = [readId('workspace', workspaceId), readId('workspace', other)];
  const tables = (
    await rows(
      `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and c.column_name = 'workspace_id' and t.table_type = 'BASE TABLE' order by 1`,
    )
  ).map(({ name }) => String(name));
  assert.ok(tables.length >= 25, tables.join(', '));
  for (const table of tables)
    for (const whose of [mine, theirs])
      if ((await count(table, whose)) === 0) await plant(product.databaseUrl, table, { workspace_id: whose, ...exact[table] });
  for (const table of tables) assert.ok((await count(table, mine)) > 0, `${table} was not planted`);
  const before = await Promise.all(tables.map((table) => count(table, theirs)));
  product.clock.move({ months: 2 });
  await endJob().run({});
  await endJob().run({});
  for (const table of tables) assert.equal(await count(table, mine), 0, table);
  assert.deepEqual(await Promise.all(tables.map((table) => count(table, theirs))), before);
  const deleted = await rows(`select * from audit_entries where action = 'workspace.deleted' and subject_id = $1`, [mine]);
  assert.equal(deleted.length, 1);
  const lines = await product.app.tools.evidence.read();
  assert.equal(lines.filter((line) => line.kind === 'workspace_deleted' && line.workspaceId === mine).length, 1);
});

/** What a check of the table asks for beyond a type. */
const exact: Record<string, Record<string, unknown>> = { count_nodes: { hash: Buffer.alloc(32) } };

const count = async (table: string, whose: string) =>
  Number((await rows(`select count(*) from ${table} where workspace_id = $1`, [whose]))[0]?.count);

test('the entries of a workspace that is there are deleted by nobody, not even by who owns the database', async () => {
  const { workspaceId: other } = await stranger(product, 'audited@example.org');
  const id = readId('workspace', other);
  await assert.rejects(rows('delete from audit_entries where workspace_id = $1', [id]), /append-only/);
  await assert.rejects(rows('update audit_entries set action = $2 where workspace_id = $1', [id, 'test.forged']), /append-only/);
});

test('team campaigns stop when a workspace is to be deleted, and run and launch in it only once it is kept', async () => {
  const { visitor, workspaceId: own } = await stranger(product, 'writes@example.org');
  const id = readId('workspace', own);
  const running = { workspaceId: own, outreachId: showId('outreach', await plantRunning(product, id, [])) };
  const draft = await visitor.api.outreach.create({ workspaceId: own, name: 'Autumn letters' });
  const launch = () => visitor.api.outreach.launch({ workspaceId: own, outreachId: draft.id });
  await visitor.api.workspaces.end({ workspaceId: own, name: 'Elsewhere' });
  assert.equal((await visitor.api.outreach.show(running)).state, 'paused');
  const entries = await rows("select 1 from audit_entries where workspace_id = $1 and action = 'outreach.paused'", [id]);
  assert.equal(entries.length, 1);
  await assert.rejects(visitor.api.outreach.setState({ ...running, state: 'running' }), code('workspace_ends'));
  await assert.rejects(launch(), code('workspace_ends'));
  await visitor.api.workspaces.keep({ workspaceId: own });
  assert.equal((await visitor.api.outreach.show(running)).state, 'paused', 'whoever answers for it lets it run on');
  assert.equal((await visitor.api.outreach.setState({ ...running, state: 'running' })).state, 'running');
  await assert.rejects(launch(), code('outreach_has_problems'));
});

test('an invitation to a workspace whose time is over opens nothing', async () => {
  const { visitor, workspaceId: own } = await stranger(product, 'ends-soon@example.org');
  await visitor.api.workspaces.end({ workspaceId: own, name: 'Elsewhere' });
  product.clock.move({ days: 1 });
  await visitor.api.account.confirm({ password });
  await visitor.api.workspaces.invite({ workspaceId: own, email: 'too-late@example.org', role: 'viewer' });
  await runJobs(product, 'mail-invitation');
  const mail = product.app.sandbox?.mail.messages().find((one) => one.recipients.includes('too-late@example.org'));
  const token = /#([\w-]+)/.exec(mail?.email.text ?? '')?.[1] ?? '';
  await new Visitor(product).api.account.invitation({ token });
  product.clock.move({ days: 6 });
  await assert.rejects(new Visitor(product).api.account.invitation({ token }), code('invitation_ended'));
});
