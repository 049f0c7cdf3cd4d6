import { Button, Group, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import { eventState, type ToldEvent, type Webhook } from './webhook.ts';

const shows = { all: 'All', waiting: 'Waiting', given_up: 'Given up' } as const;
type Shows = keyof typeof shows;

/** What a webhook was told in the last 30 days, what waits, and what it never took, which can be told again. */
export function WebhookLog({ webhook }: { webhook: Webhook }) {
  const workspace = useWorkspace();
  const queryClient = useQueryClient();
  const [show, setShow] = useState<Shows>(webhook.givenUp > 0 ? 'given_up' : 'all');
  const which = { workspaceId: workspace.id, webhookId: webhook.id };
  const query = useInfiniteQuery(
    orpc.webhooks.events.infiniteOptions({
      input: (after: string | undefined) => ({
        ...which,
        limit: 20,
        ...(show === 'all' ? {} : { state: show }),
        ...(after ? { after } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      refetchInterval: 5_000,
    }),
  );
  const replay = useMutation(
    orpc.webhooks.replay.mutationOptions({
      onSuccess: async ({ replayed }) => {
        tell(replayed === 1 ? 'It is told again.' : `${replayed} events are told again.`);
        await queryClient.invalidateQueries({ queryKey: orpc.webhooks.key() });
      },
    }),
  );
  const columns: Column<ToldEvent>[] = [
    {
      key: 'event',
      head: 'Event',
      width: '38%',
      cell: ({ type, happenedAt }) => (
        <>
          <b>{type}</b>
          <div className="faint">
            <When at={happenedAt} />
          </div>
        </>
      ),
    },
    {
      key: 'state',
      head: 'What became of it',
      cell: (event) => {
        const { state, words } = eventState(event);
        return (
          <>
            <State of={state}>{words}</State>
            {event.triedAt && (
              <div className="faint">
                {event.status === null ? 'No answer' : `Status ${event.status}`}
                {event.milliseconds !== null && `, ${event.milliseconds} ms`}
              </div>
            )}
          </>
        );
      },
    },
    {
      key: 'again',
      head: 'Actions',
      actions: true,
      cell: (event) =>
        event.state !== 'waiting' && (
          <Button size="compact-sm" aria-label={`Tell again: ${event.type}`} onClick={() => replay.mutate({ ...which, eventId: event.id })}>
            Tell again
          </Button>
        ),
    },
  ];
  return (
    <div className="stack">
      <Group gap="xs">
        <SegmentedControl
          size="xs"
          aria-label="Which events"
          value={show}
          onChange={(value) => setShow(value as Shows)}
          data={Object.entries(shows).map(([value, label]) => ({ value, label }))}
        />
        {webhook.givenUp > 0 && (
          <Button size="compact-sm" loading={replay.isPending} onClick={() => replay.mutate(which)}>
            Tell all {webhook.givenUp} given up again
          </Button>
        )}
      </Group>
      <Problem error={replay.error} title="Nothing is told again." />
      <Loaded query={query} title="The events could not be shown." lines={2}>
        {({ pages }) => {
          const events = pages.flatMap((page) => page.events);
          return events.length > 0 ? (
            <DataTable caption="Events" columns={columns} rows={events} rowKey={({ id }) => id} />
          ) : (
            <p className="hush">{show === 'all' ? 'Nothing in the last 30 days.' : 'There is none.'}</p>
          );
        }}
      </Loaded>
      {query.hasNextPage && (
        <div>
          <Button size="compact-sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show earlier ones
          </Button>
        </div>
      )}
    </div>
  );
}
