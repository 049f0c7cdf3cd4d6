import { CamelCasePlugin, Kysely, PostgresDialect, PostgresDriver, sql, type DatabaseConnection, type PostgresDialectConfig } from 'kysely';
import type pg from 'pg';
import type { DB } from '../../database/rows.ts';
import type { Database, Tx } from './database.ts';

/**
 * The database as verbs know it, all of it within one open transaction of a single connection: their transactions become parts of it, and none
 * of what they do counts before that one is committed. For a restore, which is whole or never was.
 */
export function databaseWithin(client: pg.Client): Database {
  const kysely = new Kysely<DB>({
    dialect: new PartsOfOne({ pool: onlyThis(client) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const within = <T>(workspace: string, scope: string, work: (tx: Tx) => Promise<T>) =>
    kysely.transaction().execute(async (tx) => {
      await sql`select set_config('app.workspace', ${workspace}, true), set_config('app.scope', ${scope}, true)`.execute(tx);
      return work(tx);
    });
  return {
    inWorkspace: (workspaceId, work) => within(workspaceId, '', work),
    inInstallation: (_reason, work) => within('', 'installation', work),
    atOnce: (_reason, work) => within('', '', work),
    answers: () => Promise.resolve(true),
    async serverVersion() {
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? 'unknown';
    },
    close: () => Promise.resolve(),
  };
}

class PartsOfOne extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver() {
    return new PartDriver(this.#config);
  }
}

class PartDriver extends PostgresDriver {
  override beginTransaction = (connection: DatabaseConnection) => say(connection, 'savepoint part');
  override commitTransaction = (connection: DatabaseConnection) => say(connection, 'release savepoint part');
  override rollbackTransaction = async (connection: DatabaseConnection) => {
    await say(connection, 'rollback to savepoint part');
    await say(connection, 'release savepoint part');
  };
}

async function say(connection: DatabaseConnection, statement: string): Promise<void> {
  await connection.executeQuery(sql.raw(statement).compile(words));
}

const words = new Kysely<object>({ dialect: new PostgresDialect({ pool: onlyThis(undefined) }) });

/** A pool that has one connection, for one part at a time: a second at the same time would be rolled back with the first, or keep what it gave up. */
function onlyThis(client: pg.Client | undefined): PostgresDialectConfig['pool'] {
  let taken = false;
  const shared = client && { query: client.query.bind(client), release: () => (taken = false) };
  const connect = () => {
    if (taken) return Promise.reject(new Error('Parts of one transaction follow one another; two were begun at once.'));
    taken = true;
    return Promise.resolve(shared);
  };
  return { connect, end: () => Promise.resolve() } as unknown as PostgresDialectConfig['pool'];
}
