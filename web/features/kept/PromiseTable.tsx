import type { Api } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { count } from '../../ui/numbers.ts';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { AgeBar } from './AgeBar.tsx';
import classes from './Kept.module.css';

/** A promise with where it stands. */
export type KeptPromise = Awaited<ReturnType<Api['evidence']['promises']>>['promises'][number];

const groups: Record<KeptPromise['group'], string> = {
  supporters: 'Supporters',
  recipients: 'Recipients',
  members: 'Members and the workspace',
  server: 'The server',
};
const order = Object.keys(groups);

const columns: Column<KeptPromise>[] = [
  {
    key: 'promise',
    head: 'Data class and its published sentence',
    width: '46%',
    cell: (promise) => (
      <>
        <b className={classes.title}>{promise.title}</b>
        <p className={classes.sentence}>{promise.sentence}</p>
        {promise.holdings.length > 1 && <Holdings promise={promise} />}
      </>
    ),
  },
  { key: 'limit', head: 'Limit', width: '15%', cell: (promise) => promise.limit },
  { key: 'held', head: 'Rows held', width: '10%', figures: true, cell: (promise) => count(promise.held) },
  {
    key: 'oldest',
    head: 'Oldest row',
    width: '17%',
    cell: (promise) =>
      promise.oldest === null ? (
        <span className="faint">{promise.held === 0 ? 'none' : 'not known'}</span>
      ) : (
        <>
          <span className={classes.age} data-past={promise.past || undefined}>
            {promise.oldest}
            {promise.past && <span className="sr">, past its limit</span>}
          </span>
          <AgeBar share={promise.share} past={promise.past} />
        </>
      ),
  },
  { key: 'run', head: 'Last run', cell: (promise) => <LastRun promise={promise} /> },
];

/** The kinds of rows that a promise covers, where it covers several. */
function Holdings({ promise }: { promise: KeptPromise }) {
  return (
    <ul className={classes.holdings} aria-label={`Rows of ${promise.title}`}>
      {promise.holdings.map(({ rows, limit, held, oldest, past, pastBy }) => (
        <li key={rows} data-past={past || undefined}>
          {rows}: {count(held)}
          {oldest && `, the oldest ${oldest}`}, {limit}
          {past && `, past its limit by ${pastBy ?? ''}`}
        </li>
      ))}
    </ul>
  );
}

function LastRun({ promise }: { promise: KeptPromise }) {
  if (promise.lastRunAt === null) return <State of="planned">not yet</State>;
  const when = <When at={promise.lastRunAt} as="clock" />;
  if (promise.unchecked && !promise.lastRunProblem)
    return (
      <State of="uncertain">
        not checked since <When at={promise.lastRunAt} />
      </State>
    );
  return promise.lastRunProblem ? <State of="failed">{when}, failed</State> : <State of="kept">{when}</State>;
}

/** All promises, by whose data it is. */
export function PromiseTable({ promises }: { promises: readonly KeptPromise[] }) {
  const sorted = promises.toSorted((one, other) => order.indexOf(one.group) - order.indexOf(other.group));
  return (
    <DataTable
      caption="What we keep"
      columns={columns}
      rows={sorted}
      rowKey={(promise) => promise.key}
      groupOf={(promise) => groups[promise.group]}
      tone={(promise) => (promise.past ? 'wrong' : undefined)}
    />
  );
}
