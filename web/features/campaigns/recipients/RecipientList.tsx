import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../../../api.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Lines } from '../../../ui/Loaded.tsx';
import { count, plural } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { RecipientTable } from './RecipientTable.tsx';
import classes from './recipients.module.css';

interface RecipientListProps {
  workspaceId: string;
  campaignId: string;
  search: string;
  /** The day on which it is now where the recipients are. */
  today: string;
  /** Own fields that the campaign names. */
  ownFields: readonly string[];
  mayChange: boolean;
  /** What an empty list offers. */
  empty: ReactNode;
}

/** Recipients page by page, with how many there are. */
export function RecipientList({ workspaceId, campaignId, search, today, ownFields, mayChange, empty }: RecipientListProps) {
  const query = useInfiniteQuery(
    orpc.campaigns.recipients.infiniteOptions({
      input: (after: string | undefined) => ({ workspaceId, campaignId, limit: 100, ...(search && { search }), ...(after && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      placeholderData: keepPreviousData,
    }),
  );
  if (query.isError && !query.data)
    return <Problem error={query.error} title="The recipients could not be loaded." onRetry={() => void query.refetch()} />;
  if (!query.data) return <Lines />;
  const recipients = query.data.pages.flatMap((page) => page.recipients);
  const total = query.data.pages[0]?.total ?? 0;
  if (total === 0 && !search) {
    return (
      <EmptyState title="Nobody to write to yet." action={empty}>
        Recipients are the people the letter goes to: councillors, members of a parliament, an office. Only name and address are needed;
        notes about them are never kept.
      </EmptyState>
    );
  }
  return (
    <>
      <p className={classes.total} role="status">
        {search ? `${plural(total, 'recipient')} with “${search}”` : plural(total, 'recipient')}
      </p>
      {recipients.length > 0 && (
        <RecipientTable
          workspaceId={workspaceId}
          campaignId={campaignId}
          recipients={recipients}
          today={today}
          ownFields={ownFields}
          mayChange={mayChange}
        />
      )}
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage} mt="md">
          Show more; {count(total - recipients.length)} are left
        </Button>
      )}
    </>
  );
}
