import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { settings as allSettings } from '../../server/config.ts';
import { findEmbeddedPostgres } from '../../server/platform/embedded-postgres.ts';
import { createSealer, parseKeys } from '../../server/platform/sealed.ts';
import { ada, toConfirm, type Scene } from '../harness/advocacy.ts';
import { asOwner } from '../harness/database.ts';
import { filesOfDatabase, foundInFiles, walPosition } from '../harness/database-files.ts';
import { Visitor } from '../harness/people.ts';
import { antiphon, startCopy, startSandbox } from '../harness/processes.ts';
import { publishByScript, scriptFor } from '../harness/script.ts';

// Marked secrets: whatever carries one of these texts has let it out.
const material = randomBytes(32).toString('base64');
const secrets = { ENCRYPTION_KEYS: `canary:${material}`, METRICS_TOKEN: `canary-${randomBytes(12).toString('hex')}` };
const marks = [material, material.slice(0, 20), Buffer.from(material, 'base64').toString('hex'), secrets.METRICS_TOKEN];
const sandbox = await startSandbox();
const copy = await startCopy({ ...sandbox.settings, ...secrets, LOG_LEVEL: 'debug' });
const clientSecret = copy.settings.GOOGLE_CLIENT_SECRET ?? '';
const script = await scriptFor(copy);
const campaign = await publishByScript(script, ['Ines Falk']);
const scene = { product: { url: copy.url }, path: campaign.path } as Scene;

/** What the system says of a process: nothing, when it has ended meanwhile. */
function told(pid: number | string, what: 'stat' | 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'latin1');
  } catch (error) {
    if (!['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return '';
  }
}

/** Every living process that this one started, and those that they started. */
function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = told(name, 'stat');
      return stat ? [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }] : [];
    });
  const children = (of: number): number[] => parents.flatMap((one) => (one.parent === of ? [one.pid, ...children(one.pid)] : []));
  return children(pid);
}

test('the processes that the product starts know none of its secrets', { skip: process.platform !== 'linux' }, () => {
  const environments = descendantsOf(copy.pid).map((pid) => {
    const [environment, words] = [told(pid, 'environ'), told(pid, 'cmdline')];
    for (const mark of [...marks, clientSecret]) assert.ok(!`${environment}${words}`.includes(mark), String(pid));
    return environment;
  });
  assert.ok(environments.filter((one) => one !== '').length >= 4, 'the database and its helpers were looked at');
  assert.ok(told(copy.pid, 'environ').includes(material), 'this way of looking finds what is there');
});

test('what installs and builds is started without the secrets', () => {
  const source = readFileSync(join(import.meta.dirname, '../../launch.mjs'), 'utf8');
  const pattern = /secretSettings = \/(.+)\/;/.exec(source)?.[1];
  assert.ok(pattern);
  const secret = Object.entries(allSettings).flatMap(([name, setting]) => ('secret' in setting ? [name] : []));
  assert.ok(secret.length > 4);
  assert.deepEqual(
    secret.filter((name) => !new RegExp(pattern).test(name)),
    [],
  );
});

test('a marked token stands in no row, no file of the database, no log line, no page, and not in what a crash leaves', async () => {
  const url = (await findEmbeddedPostgres(join(copy.settings.DATA_DIR ?? '', 'database'))) ?? '';
  const begun = await walPosition(url);
  const supporter = new Visitor(copy);
  const { page } = await toConfirm(scene, supporter, { account: ada });
  const [flow] = await asOwner(
    url,
    'select workspace_id, id, access_token_sealed as token from supporter_flows where access_token_sealed is not null',
  );
  const place = {
    workspaceId: String(flow?.workspace_id),
    table: 'supporter_flows',
    rowId: String(flow?.id),
    column: 'access_token_sealed',
  };
  const token = createSealer(parseKeys(secrets.ENCRYPTION_KEYS)).open(place, flow?.token as Buffer);
  assert.ok(token.length > 20);
  const all = [...marks, clientSecret, token];

  // A page of an error, and a process that dies in the middle of it.
  await asOwner(
    url,
    "update supporter_flows set access_token_sealed = access_token_sealed || '\\x00', name_sealed = name_sealed || '\\x00'",
  );
  const broken = await supporter.request('/letter/confirm');
  assert.equal(broken.status, 500);
  const said = page + (await broken.text());
  const files = await filesOfDatabase(url, begun);
  assert.deepEqual(foundInFiles([...files.tables, ...files.log], all), []);
  copy.child.kill('SIGABRT');
  await copy.ended;
  const after = `${said}${copy.out()}${copy.errors()}`;
  assert.ok(copy.out().length + copy.errors().length > 500, 'it said something');
  assert.deepEqual(
    all.filter((mark) => after.includes(mark)),
    [],
  );
});

test('a command that refuses does not repeat the keys that it was given', async () => {
  for (const keys of [`canary:${material.slice(0, -4)}`, `canary;${material}`, `canary:${material},canary:${material}`]) {
    const { code, out, errors } = await antiphon(['keys', 'list'], { ...copy.settings, ENCRYPTION_KEYS: keys });
    assert.equal(code, 1);
    assert.ok(!`${out}${errors}`.includes(material.slice(0, 20)), errors);
  }
});
