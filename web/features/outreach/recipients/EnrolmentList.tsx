import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { useWorkspace } from '../../../session.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Lines } from '../../../ui/Loaded.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { State } from '../../../ui/State.tsx';
import { When } from '../../../ui/When.tsx';
import { Filter } from '../../campaigns/Filter.tsx';
import classes from '../outreach.module.css';
import { type Enrolment, reasonOf } from '../shapes.ts';
import { EnrolmentStory } from './EnrolmentStory.tsx';

interface EnrolmentListProps {
  workspaceId: string;
  outreachId: string;
  mayChange: boolean;
  live: boolean;
  steps: number;
}

const states = [undefined, 'waiting', 'sending', 'finished', 'stopped'] as const;
const stateNames = { waiting: 'Waiting', sending: 'Leaving now', finished: 'Finished', stopped: 'Stopped' };

/** Recipients of a launched campaign, by state and address; each opens into what happened to them. */
export function EnrolmentList({ workspaceId, outreachId, mayChange, live, steps }: EnrolmentListProps) {
  const { slug } = useWorkspace();
  const { state } = useSearch({ from: '/inside/w/$slug/outreach/$outreachId' });
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<string>();
  const query = useInfiniteQuery({
    ...orpc.outreach.recipients.infiniteOptions({
      input: (after: string | undefined) => ({
        ...{ workspaceId, outreachId, limit: 100 },
        ...(state && { state }),
        ...(search && { search }),
        ...(after && { after }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      placeholderData: keepPreviousData,
    }),
    refetchInterval: live ? 10_000 : false,
  });
  const rows = query.data?.pages.flatMap((page) => page.recipients) ?? [];
  const columns: Column<Enrolment>[] = [
    {
      key: 'email',
      head: 'Recipient',
      width: '36%',
      cell: ({ name, email }) => (
        <>
          <b>{name || email}</b>
          {name && <div className="faint">{email}</div>}
        </>
      ),
    },
    { key: 'state', head: 'State', cell: (row) => <State of={row.state}>{stateNames[row.state]}</State> },
    { key: 'step', head: 'Next message', cell: (row) => (row.state === 'waiting' ? `${String(row.nextStep)} of ${String(steps)}` : '') },
    {
      key: 'why',
      head: 'When, or why not',
      cell: ({ dueAt, reason }) =>
        dueAt ? (
          <>
            not before <When at={dueAt} />
          </>
        ) : (
          reasonOf(reason)
        ),
    },
    {
      key: 'more',
      head: 'Actions',
      actions: true,
      cell: ({ id, email }) => (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          c="var(--ink-2)"
          aria-expanded={open === id}
          aria-label={`${open === id ? 'Less' : 'More'} about ${email}`}
          onClick={() => setOpen(open === id ? undefined : id)}
        >
          {open === id ? 'Less' : 'More'}
        </Button>
      ),
    },
  ];
  return (
    <>
      <Filter label="Recipients by state">
        {states.map((one) => (
          <Link
            key={one ?? 'all'}
            to="/w/$slug/outreach/$outreachId"
            params={{ slug, outreachId }}
            search={{ tab: 'recipients', state: one }}
            aria-current={one === state ? 'page' : undefined}
            resetScroll={false}
          >
            {one ? stateNames[one] : 'All'}
          </Link>
        ))}
      </Filter>
      <div className={classes.tools}>
        <TextInput
          type="search"
          aria-label="Find a recipient"
          placeholder="Find by address"
          leftSection={<IconSearch size={18} stroke={1.5} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          className={classes.search}
        />
      </div>
      <Problem error={query.error} title="The recipients could not be loaded." onRetry={() => void query.refetch()} />
      {!query.data ? (
        <Lines />
      ) : rows.length === 0 ? (
        <p className="hush">Nobody is in this state.</p>
      ) : (
        <DataTable
          caption="Recipients"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          tone={({ id }) => (id === open ? 'open' : undefined)}
          below={({ id }) =>
            id === open ? <EnrolmentStory workspaceId={workspaceId} outreachId={outreachId} enrolmentId={id} mayChange={mayChange} /> : null
          }
        />
      )}
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage} mt="md">
          Show more
        </Button>
      )}
    </>
  );
}
