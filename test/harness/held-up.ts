import { asOwner } from './database.ts';
import { until } from './processes.ts';

/** Resolves as soon as somebody waits in this database for what another transaction holds. */
export const someoneIsHeldUp = (databaseUrl: string, what: string): Promise<unknown> =>
  until(
    what,
    async () =>
      (await asOwner(databaseUrl, "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"))
        .length > 0,
  );
