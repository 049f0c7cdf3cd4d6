import { Link } from '@tanstack/react-router';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { count } from '../../ui/numbers.ts';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { healthOf, placeOf, readsWords } from './health.ts';
import classes from './mailboxes.module.css';
import type { Mailbox } from './shapes.ts';

/** Each mailbox with its health, what it sent in the last 24 hours, and its last trouble. */
export function MailboxTable({ mailboxes, slug }: { mailboxes: readonly Mailbox[]; slug: string }) {
  const columns: Column<Mailbox>[] = [
    {
      key: 'mailbox',
      head: 'Mailbox',
      width: '36%',
      cell: ({ id, address, name }) => (
        <>
          <Link to="/w/$slug/mailboxes/$mailboxId" params={{ slug, mailboxId: id }} className={classes.address}>
            {address}
          </Link>
          <div className="faint">{name}</div>
        </>
      ),
    },
    {
      key: 'place',
      head: 'At',
      cell: (mailbox) => (
        <>
          {placeOf(mailbox)}
          <div className="faint">{readsWords[mailbox.mode]}</div>
        </>
      ),
    },
    {
      key: 'health',
      head: 'State',
      cell: (mailbox) => {
        const { state, words, act } = healthOf(mailbox);
        return (
          <>
            <State of={state}>{words}</State>
            {mailbox.parkedUntil ? (
              <div className="faint">
                until <When at={mailbox.parkedUntil} />
              </div>
            ) : (
              act && <div className="faint">{act}</div>
            )}
          </>
        );
      },
    },
    {
      key: 'used',
      head: 'Last 24 hours',
      figures: true,
      cell: ({ usedInDay, limitNow }) => `${count(usedInDay)} of ${count(limitNow)}`,
    },
  ];
  return (
    <DataTable
      caption="Mailboxes"
      columns={columns}
      rows={mailboxes}
      rowKey={({ id }) => id}
      tone={(mailbox) => (healthOf(mailbox).state === 'failed' ? 'wrong' : undefined)}
    />
  );
}
