import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { tell } from '../../ui/tell.ts';
import { ConnectMailbox } from './ConnectMailbox.tsx';
import { GoogleRules } from './GoogleRules.tsx';
import { MailboxTable } from './MailboxTable.tsx';

const cameBack = {
  yes: 'The mailbox is connected.',
  without_reading: 'The mailbox is connected to send. Reading was not allowed, so replies and bounces are not seen.',
};

/** The mailboxes of the workspace: how each is, and how another one is connected. */
export function Mailboxes() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const { connected } = useSearch({ from: '/inside/w/$slug/mailboxes' });
  const navigate = useNavigate();
  const [connecting, setConnecting] = useState(false);
  const query = useQuery(orpc.mailboxes.list.queryOptions({ input: { workspaceId } }));
  const mayConnect = may('mailboxes.change');
  useActions(mayConnect ? [{ id: 'connect mailbox', label: 'Connect a mailbox', group: 'Do', run: () => setConnecting(true) }] : []);
  useEffect(() => {
    if (!connected) return;
    tell(cameBack[connected]);
    void navigate({ to: '/w/$slug/mailboxes', params: { slug }, search: {}, replace: true });
  }, [connected, navigate, slug]);
  const button = mayConnect && (
    <Button variant="filled" leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setConnecting(true)}>
      Connect a mailbox
    </Button>
  );
  return (
    <>
      <PageHead
        title="Mailboxes"
        lede="From which your team’s campaigns are sent: each person’s own account, by its own limits and working hours."
        actions={query.data?.mailboxes.length ? button : undefined}
      />
      <Loaded query={query} title="The mailboxes could not be shown.">
        {({ mailboxes, offers }) => (
          <>
            {mailboxes.length > 0 ? (
              <MailboxTable mailboxes={mailboxes} slug={slug} />
            ) : (
              <EmptyState title="No mailbox yet." action={button}>
                Connect the account with which you write to people. Messages leave from it as if you had sent them yourself, a few an hour,
                in your working hours.
              </EmptyState>
            )}
            <GoogleRules />
            {connecting && <ConnectMailbox offers={offers} onClose={() => setConnecting(false)} />}
          </>
        )}
      </Loaded>
    </>
  );
}
