import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Api, orpc } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';
import { deviceOf } from './device.ts';

type Session = Awaited<ReturnType<Api['account']['sessions']>>['sessions'][number];

/** Where one is signed in, each with the button that ends it. */
export function Sessions() {
  const queryClient = useQueryClient();
  const sessions = useQuery(orpc.account.sessions.queryOptions());
  const refresh = () => queryClient.invalidateQueries({ queryKey: orpc.account.sessions.key() });
  const end = useMutation(
    orpc.account.endSession.mutationOptions({
      onSuccess: async () => {
        tell('The session has ended.');
        await refresh();
      },
    }),
  );
  const endOthers = useMutation(
    orpc.account.endOtherSessions.mutationOptions({
      onSuccess: async ({ ended }) => {
        tell(`${plural(ended, 'session')} ended. This one stays.`);
        await refresh();
      },
    }),
  );
  const columns: Column<Session>[] = [
    {
      key: 'device',
      head: 'Device',
      width: '44%',
      cell: (session) => (
        <>
          <b>{deviceOf(session.userAgent)}</b>
          {session.current && <span className="faint"> (this one)</span>}
          <div className="faint">{session.ipAddress ?? 'address not kept any more'}</div>
        </>
      ),
    },
    { key: 'since', head: 'Signed in', cell: (session) => <When at={session.createdAt} /> },
    { key: 'used', head: 'Last used', cell: (session) => <When at={session.lastUsedAt} /> },
    {
      key: 'end',
      head: 'Actions',
      actions: true,
      cell: (session) =>
        !session.current && (
          <Button size="compact-sm" disabled={end.isPending} onClick={() => end.mutate({ sessionId: session.id })}>
            End
          </Button>
        ),
    },
  ];
  return (
    <Loaded query={sessions} title="The sessions could not be shown.">
      {(data) => (
        <>
          <Problem error={end.error ?? endOthers.error} />
          <DataTable caption="Sessions" columns={columns} rows={data.sessions} rowKey={(session) => session.id} />
          {data.sessions.length > 1 && (
            <div>
              <Button loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
                End all others
              </Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  );
}
