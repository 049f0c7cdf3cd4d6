import { Button, TextInput } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import classes from '../outreach.module.css';
import type { Check, Incomplete } from '../shapes.ts';

interface IncompleteGridProps {
  workspaceId: string;
  outreachId: string;
  mayChange: boolean;
  missing: readonly Check['problems'][number][];
}

/** Recipients of whom a value or a file is missing, as rows to fill in. Nothing is shown while nothing is missing. */
export function IncompleteGrid({ workspaceId, outreachId, mayChange, missing }: IncompleteGridProps) {
  const query = useInfiniteQuery({
    ...orpc.outreach.incomplete.infiniteOptions({
      input: (after: string | undefined) => ({ workspaceId, outreachId, limit: 50, ...(after && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
    }),
    enabled: missing.length > 0,
  });
  if (missing.length === 0) return null;
  const rows = query.data?.pages.flatMap((page) => page.recipients) ?? [];
  const tags = Object.keys(rows[0]?.values ?? {});
  const columns: Column<Incomplete>[] = [
    { key: 'email', head: 'Recipient', width: '34%', cell: ({ email }) => email },
    ...(rows.some(({ files }) => files.length > 0)
      ? [{ key: 'files', head: 'Files that are not in the library', cell: ({ files }: Incomplete) => files.join(', ') }]
      : []),
    ...tags.map((tag) => ({
      key: tag,
      head: tag,
      cell: (row: Incomplete) =>
        row.missing.includes(tag) ? (
          <Value workspaceId={workspaceId} outreachId={outreachId} row={row} tag={tag} mayChange={mayChange} />
        ) : (
          (row.values[tag] ?? '')
        ),
    })),
  ];
  return (
    <Section
      title="What is missing"
      lede="Values that the messages use and nobody knows yet, and files that are not in the library. What you fill in here holds for this campaign; the contact stays as it is."
    >
      <ul className={classes.stops}>
        {missing.map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Problem error={query.error} title="The rows could not be loaded." />
      <div className={classes.grid}>
        <DataTable caption="What is missing" columns={columns} rows={rows} rowKey={({ email }) => email} />
      </div>
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          Show more
        </Button>
      )}
    </Section>
  );
}

interface ValueProps {
  workspaceId: string;
  outreachId: string;
  row: Incomplete;
  tag: string;
  mayChange: boolean;
}

function Value({ workspaceId, outreachId, row, tag, mayChange }: ValueProps) {
  const [value, setValue] = useState('');
  const cache = useQueryClient();
  const put = useMutation(
    orpc.outreach.setValue.mutationOptions({
      onSuccess: () => {
        for (const key of [orpc.outreach.check.key(), orpc.outreach.incomplete.key(), orpc.outreach.preview.key()])
          void cache.invalidateQueries({ queryKey: key });
      },
    }),
  );
  const { contactId, enrolmentId } = row;
  const save = () => {
    if (value.trim() === '' || put.isPending) return;
    const whose = enrolmentId ? { enrolmentId } : contactId ? { contactId } : {};
    put.mutate({ workspaceId, outreachId, ...whose, tag, value });
  };
  return (
    <TextInput
      aria-label={`${tag} of ${row.email}`}
      size="xs"
      value={value}
      disabled={!mayChange}
      maxLength={2000}
      error={put.error ? 'Not kept. Try again.' : undefined}
      onChange={(event) => setValue(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
