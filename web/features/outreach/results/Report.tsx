import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Lines } from '../../../ui/Loaded.tsx';
import { count } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import classes from '../outreach.module.css';
import type { Counts, Outreach } from '../shapes.ts';
import { Bar } from './Bar.tsx';

const bounced = ({ bouncedHard, bouncedSoft, refused }: Counts) => bouncedHard + bouncedSoft + refused;

function figures<Row extends { counts: Counts }>(most: number): Column<Row>[] {
  return [
    {
      key: 'bar',
      head: 'Accepted and answered',
      width: '34%',
      cell: ({ counts }) => <Bar whole={counts.accepted} part={counts.replied} most={most} />,
    },
    { key: 'accepted', head: 'Accepted', figures: true, cell: ({ counts }) => count(counts.accepted) },
    { key: 'replied', head: 'Replied', figures: true, cell: ({ counts }) => count(counts.replied) },
    { key: 'bounced', head: 'Came back', figures: true, cell: ({ counts }) => count(bounced(counts)) },
    { key: 'complained', head: 'Complained', figures: true, cell: ({ counts }) => count(counts.complained) },
  ];
}

const mostOf = (rows: readonly { counts: Counts }[]) => Math.max(1, ...rows.map(({ counts }) => counts.accepted));

/** What became of the messages by time, by mailbox and by the mail providers of the recipients: figures, each with its bar. */
export function Report({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const [unit, setUnit] = useState<'day' | 'hour'>('day');
  const input = { workspaceId: workspace.id, outreachId: campaign.id, unit };
  const { data, error } = useQuery(orpc.outreach.report.queryOptions({ input }));
  if (error) return <Problem error={error} title="The report could not be loaded." />;
  if (!data) return <Lines />;
  const { byTime, byMailbox, byDomain } = data;
  const times = byTime.filter(({ counts }) => counts.accepted + counts.replied + bounced(counts) + counts.complained > 0);
  const format = new Intl.DateTimeFormat(undefined, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
    ...(unit === 'hour' ? { hour: '2-digit', minute: '2-digit' } : {}),
  });
  const mailboxes = byMailbox.filter(({ counts }) => counts.accepted + counts.failed + counts.uncertain > 0);
  const mostOfDomains = Math.max(1, ...byDomain.map(({ accepted }) => accepted));
  return (
    <>
      <section className={classes.part} aria-label="By time">
        <div className={classes.partHead}>
          <h2>By {unit}</h2>
          <SegmentedControl
            size="xs"
            aria-label="By day or by hour"
            data={[
              { value: 'day', label: 'Days' },
              { value: 'hour', label: 'Hours' },
            ]}
            value={unit}
            onChange={(value) => setUnit(value)}
          />
        </div>
        <DataTable
          caption={`By ${unit}, in UTC`}
          columns={[
            {
              key: 'at',
              head: unit === 'day' ? 'Day (UTC)' : 'Hour (UTC)',
              cell: ({ at }) => <time dateTime={at}>{format.format(new Date(at))}</time>,
            },
            ...figures<(typeof times)[number]>(mostOf(times)),
          ]}
          rows={times.toReversed()}
          rowKey={({ at }) => at}
        />
      </section>
      {mailboxes.length > 1 && (
        <section className={classes.part} aria-label="By mailbox">
          <h2>By mailbox</h2>
          <DataTable
            caption="By mailbox"
            columns={[
              { key: 'address', head: 'Mailbox', cell: ({ address }) => address || 'No longer connected' },
              ...figures<(typeof mailboxes)[number]>(mostOf(mailboxes)),
            ]}
            rows={mailboxes}
            rowKey={({ mailboxId }) => mailboxId ?? 'gone'}
          />
        </section>
      )}
      {byDomain.length > 0 && (
        <section className={classes.part} aria-label="By domain">
          <h2>By domain of the address</h2>
          <DataTable
            caption="By domain of the address"
            columns={[
              { key: 'domain', head: 'Domain', cell: ({ domain }) => domain },
              {
                key: 'bar',
                head: 'Accepted and answered',
                width: '34%',
                cell: ({ accepted, replied }) => <Bar whole={accepted} part={replied} most={mostOfDomains} />,
              },
              { key: 'accepted', head: 'Accepted', figures: true, cell: ({ accepted }) => count(accepted) },
              { key: 'replied', head: 'Replied', figures: true, cell: ({ replied }) => count(replied) },
              { key: 'bounced', head: 'Came back', figures: true, cell: (row) => count(row.bounced) },
              { key: 'complained', head: 'Complained', figures: true, cell: ({ complained }) => count(complained) },
            ]}
            rows={byDomain}
            rowKey={({ domain }) => domain}
          />
        </section>
      )}
    </>
  );
}
