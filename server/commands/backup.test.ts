import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { emptyDatabase } from '../../test/harness/backups.ts';
import { asOwner } from '../../test/harness/database.ts';
import { dumpOf } from '../../test/harness/dump.ts';
import { newFolder, newKeys } from '../../test/harness/processes.ts';
import { answerOf } from '../../test/harness/script.ts';
import { knownMigrations, migrate } from '../platform/migrate.ts';

/** What a restore changes on purpose, and what begins anew with it. */
const changed = ['installation', 'audit_entries', 'audit_heads', 'retention_runs', 'api_tokens', 'sessions', 'rate_windows'];
const settingsFor = (url: string) => ({ DATABASE_URL: url, DATA_DIR: newFolder(), ENCRYPTION_KEYS: newKeys() });
const file = () => join(newFolder(), 'backup');

test('an owner of the database who is no superuser backs everything up, past the walls between workspaces, and restores it behind them', async () => {
  const role = `plain_${randomBytes(4).toString('hex')}`;
  const url = new URL(await emptyDatabase());
  await asOwner(url.toString(), `create role ${role} login createrole password 'sample' noinherit`);
  await asOwner(url.toString(), `grant antiphon_app to ${role} with admin option`);
  await asOwner(url.toString(), `alter database ${url.pathname.slice(1)} owner to ${role}`);
  [url.username, url.password] = [role, 'sample'];
  const settings = settingsFor(url.toString());
  await answerOf(['demo'], settings);
  await answerOf(['demo'], settings);
  const was = await dumpOf(await asSuperuser(url), { except: changed });
  const path = file();
  await answerOf(['backup', '--to', path], settings);
  await answerOf(['restore', '--from', path, '--replace', '--yes'], settings);
  assert.deepEqual(await dumpOf(await asSuperuser(url), { except: changed }), was);
  assert.ok((was.campaigns ?? '').split('\n').length === 4, 'there was nothing to compare');
  const unguarded =
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity";
  assert.deepEqual(await asOwner(await asSuperuser(url), unguarded), []);
  const owner = await asOwner(await asSuperuser(url), "select distinct tableowner from pg_tables where schemaname = 'public'");
  assert.deepEqual(owner, [{ tableowner: role }]);
});

/** The same database with all rights, for looking. */
async function asSuperuser(url: URL): Promise<string> {
  const other = new URL(await emptyDatabase());
  other.pathname = url.pathname;
  return other.toString();
}

test('a backup of an older version is taken in as its tables were, then brought to this version', async () => {
  const [old, restored] = await Promise.all([emptyDatabase(), emptyDatabase()]);
  const known = await knownMigrations();
  await migrate(old, new Date(), known[1]);
  const id = '01920000-0000-7000-8000-000000000001';
  const person = [id, 'old.member@example.org'];
  await asOwner(
    old,
    "insert into users (id, email, email_key, name, password_hash, created_at) values ($1, $2, $2, 'Old Member', 'x', now())",
    person,
  );
  await asOwner(old, "insert into workspaces (workspace_id, slug, name, created_at) values ($1, 'old', 'Old\\ntown\\t\\\\', now())", [id]);
  const settings = settingsFor(old);
  const path = file();
  await answerOf(['backup', '--to', path], settings);
  await answerOf(['restore', '--from', path, '--without-evidence'], { ...settings, DATABASE_URL: restored });
  assert.deepEqual(
    (await asOwner(restored, 'select name from migrations order by name')).map(({ name }) => name),
    known,
  );
  assert.deepEqual(await asOwner(restored, 'select email from users'), [{ email: person[1] }]);
  assert.deepEqual(await asOwner(restored, "select name from workspaces where slug = 'old'"), [{ name: 'Old\\ntown\\t\\\\' }]);
  assert.deepEqual((await asOwner(restored, 'select id from installation')).length, 1);
});

test('what is restored is what was backed up, row for row, with references, triggers and walls as the migrations make them', async () => {
  const [one, other] = await Promise.all([emptyDatabase(), emptyDatabase()]);
  const settings = settingsFor(one);
  await answerOf(['demo'], settings);
  const path = file();
  await answerOf(['backup', '--to', path], settings);
  await answerOf(['restore', '--from', path], { ...settings, DATABASE_URL: other });
  assert.deepEqual(await dumpOf(other, { except: changed }), await dumpOf(one, { except: changed }));
  const shape = async (url: string) => [
    await asOwner(
      url,
      "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2",
    ),
    await asOwner(url, 'select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2'),
    await asOwner(url, "select relname, relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace order by 1"),
    await asOwner(
      url,
      "select grantee, table_name, privilege_type from information_schema.table_privileges where grantee = 'antiphon_app' and table_schema = 'public' order by 1, 2, 3",
    ),
  ];
  const shapes = await shape(one);
  assert.deepEqual(await shape(other), shapes);
  assert.ok(shapes.every((rows) => rows.length > 0));
  assert.equal((await answerOf<{ valid: boolean }>(['audit', 'verify'], { ...settings, DATABASE_URL: other })).valid, true);
});
