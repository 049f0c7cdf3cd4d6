import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { When } from '../../ui/When.tsx';
import { ConnectExtension } from './ConnectExtension.tsx';
import { CreateToken } from './CreateToken.tsx';
import { RevokeToken } from './RevokeToken.tsx';
import { permissionsInWords, type Token } from './token.ts';

/** One's own API tokens of this workspace. */
export function Tokens() {
  const workspace = useWorkspace();
  const [creating, setCreating] = useState(false);
  const [connecting, setConnecting] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const tokens = useQuery(orpc.workspaces.tokens.queryOptions({ input: { workspaceId: workspace.id } }));
  useActions([
    { id: 'token', label: 'Create an API token', group: 'Do', run: () => setCreating(true) },
    { id: 'extension', label: 'Connect the extension', group: 'Do', run: () => setConnecting(true) },
  ]);
  const connected = async () => {
    setConnecting(false);
    await tokens.refetch();
  };
  const columns: Column<Token>[] = [
    { key: 'name', head: 'Name', width: '24%', cell: (token) => <b>{token.name}</b> },
    { key: 'may', head: 'May', cell: (token) => <span className="hush">{permissionsInWords(token)}</span> },
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
              You have none. What a script can do with one stands in <a href="/api">the description of the API</a>.
            </p>
          )
        }
      </Loaded>
      <Group gap="xs">
        <Button onClick={() => setCreating(true)}>Create an API token</Button>
        <Button onClick={() => setConnecting(true)}>Connect the extension</Button>
      </Group>
      {connecting && <ConnectExtension onClose={() => void connected()} />}
      {creating && <CreateToken onClose={() => setCreating(false)} />}
      {revoking && <RevokeToken token={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}
