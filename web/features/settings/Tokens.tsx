import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { When } from '../../ui/When.tsx';
import { CreateToken } from './CreateToken.tsx';
import { RevokeToken } from './RevokeToken.tsx';
import type { Token } from './token.ts';

/** One's own API tokens of this workspace. */
export function Tokens() {
  const workspace = useWorkspace();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const tokens = useQuery(orpc.workspaces.tokens.queryOptions({ input: { workspaceId: workspace.id } }));
  useActions([{ id: 'token', label: 'Create an API token', group: 'Do', run: () => setCreating(true) }]);
  const columns: Column<Token>[] = [
    { key: 'name', head: 'Name', width: '34%', cell: (token) => <b>{token.name}</b> },
    {
      key: 'used',
      head: 'Last used',
      cell: (token) => (token.lastUsedAt ? <When at={token.lastUsedAt} /> : <span className="faint">never</span>),
    },
    { key: 'until', head: 'Works until', cell: (token) => <When at={token.expiresAt} as="day" /> },
    {
      key: 'revoke',
      head: 'Actions',
      actions: true,
      cell: (token) => (
        <Button size="compact-sm" onClick={() => setRevoking(token)} aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      ),
    },
  ];
  return (
    <>
      <Loaded query={tokens} title="The tokens could not be shown." lines={2}>
        {(data) =>
          data.tokens.length > 0 ? (
            <DataTable caption="API tokens" columns={columns} rows={data.tokens} rowKey={(token) => token.id} />
          ) : (
            <p className="hush">
              You have none. What a script can do with one stands in <a href="/api/openapi.json">the description of the API</a>.
            </p>
          )
        }
      </Loaded>
      <div>
        <Button onClick={() => setCreating(true)}>Create an API token</Button>
      </div>
      {creating && <CreateToken onClose={() => setCreating(false)} />}
      {revoking && <RevokeToken token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}
