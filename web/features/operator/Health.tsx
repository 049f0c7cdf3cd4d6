import type { Api } from '../../api.ts';
import { plural } from '../../ui/numbers.ts';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Operator.module.css';

/** How the copy is, as its server says. */
export type CopyHealth = Awaited<ReturnType<Api['operator']['health']>>;

/** Version, database, jobs and sandbox in four lines. */
export function Health({ health }: { health: CopyHealth }) {
  const failed = health.jobs.reduce((sum, job) => sum + job.failed, 0);
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Version</dt>
        <dd>
          {health.version}, running since <When at={health.startedAt} />
        </dd>
      </div>
      <div>
        <dt>Database</dt>
        <dd>
          <State of="on">
            PostgreSQL {health.database.version}, {health.database.embedded ? 'embedded' : 'your own'}
          </State>
        </dd>
      </div>
      <div>
        <dt>Jobs</dt>
        <dd>{failed === 0 ? <State of="on">none failed</State> : <State of="failed">{plural(failed, 'job')} failed</State>}</dd>
      </div>
      <div>
        <dt>Sandbox</dt>
        <dd>
          {health.sandbox.on ? (
            <State of="uncertain">On: no message leaves this copy. Stand-ins for {health.sandbox.standIns.join(', ')}</State>
          ) : (
            <State of="off">Off: messages leave</State>
          )}
        </dd>
      </div>
    </dl>
  );
}
