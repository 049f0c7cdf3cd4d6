import { sql } from 'kysely';
import pg from 'pg';
import { fromKysely, PgBoss } from 'pg-boss';
import type { Tx } from './database.ts';
import { connectionOptions } from './database.ts';
import type { Log } from './log.ts';

/**
 * How a job may be retried after it failed or its worker was killed.
 * `repeatable`: running it twice leaves the same state as running it once; a test runs each of them twice.
 * `once`: never started again by itself.
 */
export type RetryClass = 'repeatable' | 'once';

/** A piece of background work. Its data holds ids and nothing about people. */
export interface Job<Data extends Record<string, string> = Record<string, string>> {
  readonly name: string;
  readonly does: string;
  readonly retry: RetryClass;
  /** Minutes-resolution cron expression in UTC; absent for work that a verb asks for. */
  readonly schedule?: string;
  run(data: Data): Promise<void>;
}

/** Asks for a job inside the caller's transaction: it exists exactly when the rows do. */
export type Enqueue = (tx: Tx, job: string, data: Record<string, string>) => Promise<void>;

export interface QueueState {
  name: string;
  waiting: number;
  failed: number;
}

export interface Queue {
  enqueue: Enqueue;
  /** Begins to run jobs in this process. */
  work(jobs: readonly Job[]): Promise<void>;
  states(): Promise<QueueState[]>;
  stop(): Promise<void>;
}

const schema = 'pgboss';
const oneInstallationAtATime = 7_426_118_024;

/** Makes or upgrades the queue's own tables and one queue a job, as the owner of the database. Safe to repeat. */
export async function installQueues(url: string, jobs: readonly Job[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const boss = new PgBoss({ connectionString: url, schema, schedule: false, supervise: false, max: 2 });
  // What goes wrong here is thrown by `start` as well; without a listener the event would end the process first.
  boss.on('error', () => undefined);
  try {
    // Granting twice at the same time fails in PostgreSQL; the lock ends with the connection.
    await client.query('select pg_advisory_lock($1)', [oneInstallationAtATime]);
    await boss.start();
    for (const job of jobs) await installQueue(boss, job);
    await client.query(`
      grant usage on schema ${schema} to antiphon_app;
      grant select, insert, update, delete on all tables in schema ${schema} to antiphon_app;
      grant usage on all sequences in schema ${schema} to antiphon_app;
      grant execute on all functions in schema ${schema} to antiphon_app`);
  } finally {
    await boss.stop({ graceful: false });
    await client.end();
  }
}

async function installQueue(boss: PgBoss, { name, retry, schedule }: Job): Promise<void> {
  const retrying = retry === 'repeatable' ? { retryLimit: 5, retryDelay: 2, retryBackoff: true } : { retryLimit: 0 };
  // Without a heartbeat the job of a killed worker would count as running until it expires, and hold up its schedule.
  const options = { ...retrying, expireInSeconds: 300, heartbeatSeconds: 20, retentionSeconds: 86_400, deleteAfterSeconds: 86_400 };
  if (await boss.getQueue(name)) await boss.updateQueue(name, options);
  else await boss.createQueue(name, { ...options, policy: schedule ? 'singleton' : 'standard' });
}

/** How long what must not leave waits until it asks again; whoever lifts a quarantine makes it due at once. */
const askAgainSeconds = 600;

/** Whether nothing was done because the copy is under quarantine. */
const isForbidden = (error: unknown) => error instanceof Error && (error as { code?: unknown }).code === 'quarantined';

/** Makes due what waits for later, in the caller's transaction. */
export async function makeDue(tx: Tx): Promise<void> {
  await sql`update pgboss.job set start_after = now() where state = 'created' and start_after > now()`.execute(tx);
}

/** The queue asks small things: what takes longer was asked on a connection that was cut without a word, and is asked anew. */
const hastyPool = { query_timeout: 10_000, connectionTimeoutMillis: 5_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** Opens the queue for asking and, with `work`, for running. */
export async function openQueue(options: { url: string; log: Log }): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: options.url,
    options: connectionOptions,
    schema,
    migrate: false,
    createSchema: false,
    max: 4,
    monitorIntervalSeconds: 10,
    ...hastyPool,
  });
  boss.on('error', (error) => options.log.warn('queue_problem', { problem: error.message }));
  await boss.start();
  let names: string[] = [];

  return {
    async enqueue(tx, job, data) {
      await boss.send(job, data, { db: fromKysely(tx) });
    },
    async work(jobs) {
      names = jobs.map((job) => job.name);
      for (const job of jobs) {
        await boss.work<Record<string, string>>(job.name, { pollingIntervalSeconds: 1 }, async ([asked]) => {
          if (!asked) return;
          options.log.debug('job_started', { job: job.name });
          await job.run(asked.data).catch(async (error: unknown) => {
            if (job.schedule !== undefined || job.retry !== 'repeatable' || !isForbidden(error)) throw error;
            // It would be given up after its retries, and a quarantine lasts as long as its operator likes.
            await boss.send(job.name, asked.data, { startAfter: askAgainSeconds });
          });
        });
        if (job.schedule) await boss.schedule(job.name, job.schedule, {}, { tz: 'UTC' });
      }
    },
    async states() {
      const queues = await boss.getQueues();
      const shown = names.length > 0 ? queues.filter((queue) => names.includes(queue.name)) : queues;
      return shown.map((queue) => {
        return { name: queue.name, waiting: queue.queuedCount, failed: queue.failedCount };
      });
    },
    stop: () => boss.stop({ graceful: true, timeout: 6_000 }),
  };
}
