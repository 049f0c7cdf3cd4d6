import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptFigures } from '../../shared/contract/evidence.ts';
import { keepPromises } from '../../server/modules/privacy/index.ts';
import { asOwner } from '../harness/database.ts';
import { invite, setUp, Visitor } from '../harness/people.ts';
import { startProduct } from '../harness/product.ts';
import { plant } from './planted.ts';

const product = await startProduct();
const { owner, workspaceId } = await setUp(product);
const viewer = await invite(product, owner, { workspaceId, email: 'viewer@example.org', role: 'viewer' });
const { clock, databaseUrl: url } = product;
const run = () => keepPromises(product.app.tools, { dryRun: false });
const visitor = new Visitor(product);

const figures = async () => keptFigures.strict().parse(await (await visitor.request('/kept.json')).json());
const page = async () => (await (await visitor.request('/kept')).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const of = async (key: string) => (await figures()).promises.find((promise) => promise.key === key);

test('a copy in which retention never ran says so of every promise with a period, and of none after a run', async () => {
  const before = await figures();
  assert.equal(before.lastRunAt, null);
  assert.deepEqual([before.promises.find(({ key }) => key === 'sessions')?.unchecked, (await of('audit'))?.unchecked], [true, false]);
  assert.match(await page(), /Not checked yet/);
  await run();
  const after = await figures();
  assert.ok(after.lastRunAt !== null && after.promises.every(({ unchecked }) => !unchecked));
  assert.doesNotMatch(await page(), /Not checked/);
});

test('an hour and a minute after the last run both pages say since when nobody looked, to the minute', async () => {
  await run();
  const since = clock.now().toISOString().slice(0, 16).replace('T', ', ');
  clock.move({ minutes: 60 });
  assert.doesNotMatch(await page(), /Not checked/);
  clock.move({ minutes: 1 });
  assert.ok((await page()).includes(`Not checked since ${since} UTC`));
  await owner.api.account.me();
  const { promises } = await owner.api.evidence.promises({ workspaceId });
  assert.equal(promises.find(({ key }) => key === 'suppressions')?.unchecked, true);
});

test('a promise that cannot be kept counts as not checked, whatever ran meanwhile', async () => {
  await run();
  await asOwner(
    url,
    `create function stop() returns trigger language plpgsql as $$ begin raise exception 'stop'; end $$;
     create trigger stop before delete on rate_windows for each row execute function stop()`,
  );
  clock.move({ minutes: 61 });
  await plant(url, 'rate_windows', { ends_at: clock.now() });
  await run();
  const [broken, whole] = [await of('rate_windows'), await of('suppressions')];
  assert.deepEqual([broken?.unchecked, whole?.unchecked], [true, false]);
  assert.ok(broken?.lastRunProblem);
  await asOwner(url, 'drop function stop cascade');
  await run();
  assert.equal((await of('rate_windows'))?.unchecked, false);
});

test('of a promise over several tables each is said, and the one past its limit is named with by how much', async () => {
  await run();
  await plant(url, 'attempts', { started_at: new Date(clock.now().getTime() - (90 * 24 + 5) * 3_600_000) });
  await asOwner(url, 'update deliveries set planned_at = $1', [clock.now()]);
  const attempts = await of('attempts');
  assert.ok(attempts);
  assert.deepEqual(
    attempts.holdings.map(({ rows, past, pastBy }) => [rows, past, pastBy]),
    [
      ['deliveries', false, null],
      ['attempts', true, '5 h 0 min'],
    ],
  );
  assert.equal(attempts.past, true);
  assert.match(await page(), /attempts: 1 held, the oldest 90 days, 90 days, past its limit/);
  assert.match(await page(), /Past its limit. By /);
  await run();
  assert.equal((await of('attempts'))?.past, false);
});

test('the figures name nobody, may be kept for a minute, and are not sent twice to who has them', async () => {
  const first = await visitor.request('/kept.json');
  assert.equal(first.headers.get('cache-control'), 'public, max-age=60');
  const tag = first.headers.get('etag') ?? '';
  assert.doesNotMatch(await first.text(), /@|example\.org|Sample|River/);
  const again = await visitor.request('/kept.json', { headers: { 'if-none-match': tag } });
  assert.deepEqual([again.status, await again.text()], [304, '']);
  clock.move({ minutes: 1 });
  await run();
  assert.equal((await visitor.request('/kept.json', { headers: { 'if-none-match': tag } })).status, 200);
});

test('each run is shown with its counts to members and operators, newest first and page by page', async () => {
  clock.move({ minutes: 10 });
  await plant(url, 'rate_windows', { ends_at: clock.now() });
  await run();
  const { runs, before } = await viewer.api.evidence.retentionRuns({ workspaceId, limit: 1 });
  assert.equal(runs[0]?.startedAt, clock.now().toISOString());
  assert.ok(runs[0].promises > 10);
  assert.deepEqual(runs[0].outcomes.find(({ promise }) => promise === 'rate_windows')?.problem, null);
  assert.equal(
    runs[0].rows,
    runs[0].outcomes.reduce((sum, { rows }) => sum + rows, 0),
  );
  const older = await owner.api.operator.retentionRuns({ limit: 1, before });
  assert.ok(older.runs[0] && older.runs[0].startedAt < runs[0].startedAt);
  const failed = (await owner.api.operator.retentionRuns({ limit: 100 })).runs.flatMap(({ outcomes }) =>
    outcomes.filter(({ problem }) => problem),
  );
  assert.deepEqual(
    failed.map(({ promise }) => promise),
    ['rate_windows'],
  );
  await assert.rejects(viewer.api.operator.retentionRuns({}), { status: 403 });
});
