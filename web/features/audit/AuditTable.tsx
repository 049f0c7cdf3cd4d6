import { Link } from '@tanstack/react-router';
import type { Api } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Audit.module.css';
import { inWords } from './filter.ts';

type Entry = Awaited<ReturnType<Api['evidence']['audit']>>['entries'][number];

const columns: Column<Entry>[] = [
  {
    key: 'action',
    head: 'What',
    width: '26%',
    cell: (entry) => (
      <>
        <b>{inWords(entry.action)}</b>
        <div className="faint">no. {entry.seq}</div>
      </>
    ),
  },
  { key: 'actor', head: 'Who', width: '18%', cell: (entry) => entry.actor.name ?? entry.actor.kind },
  { key: 'details', head: 'Details', width: '30%', cell: (entry) => <Details entry={entry} /> },
  { key: 'from', head: 'From', cell: (entry) => entry.ipAddress ?? <span className="faint">not kept</span> },
  { key: 'at', head: 'When', width: '15%', cell: (entry) => <When at={entry.at} /> },
];

/** Audit entries. */
export function AuditTable({ entries }: { entries: readonly Entry[] }) {
  return <DataTable caption="Audit entries, newest first" columns={columns} rows={entries} rowKey={(entry) => entry.seq} />;
}

function Details({ entry }: { entry: Entry }) {
  const lines = Object.entries(entry.details);
  if (lines.length === 0 && !entry.subject) return <span className="faint">none</span>;
  return (
    <dl className={classes.details}>
      {entry.subject && (
        <div>
          <dt>of</dt>
          <dd>
            {entry.subject}
            {entry.subjectId && (
              <>
                {' '}
                <Link from="/w/$slug/audit" to="/w/$slug/audit" search={(search) => ({ ...search, about: entry.subjectId ?? undefined })}>
                  who saw it<span className="sr">: {entry.subject}</span>
                </Link>
              </>
            )}
          </dd>
        </div>
      )}
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{nameInWords(name)}</dt>
          <dd>{shown(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `secondFactorRequired` as a person would say it. */
function nameInWords(name: string): string {
  return name
    .replaceAll(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
