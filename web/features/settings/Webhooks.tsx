import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { AddWebhook } from './AddWebhook.tsx';
import { RemoveWebhook } from './RemoveWebhook.tsx';
import { WebhookDetails } from './WebhookDetails.tsx';
import classes from './settings.module.css';
import { lastAnswer, type Webhook } from './webhook.ts';
import { WebhookSample } from './WebhookSample.tsx';

/** Where something is told, how the last telling went, and what is in it. */
export function Webhooks() {
  const workspace = useWorkspace();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Webhook>();
  const [open, setOpen] = useState<string>();
  const query = useQuery(orpc.webhooks.list.queryOptions({ input: { workspaceId: workspace.id } }));
  useActions([{ id: 'webhook', label: 'Add a webhook', group: 'Do', run: () => setAdding(true) }]);
  const columns: Column<Webhook>[] = [
    { key: 'url', head: 'Address', width: '42%', cell: ({ url }) => <b className={classes.url}>{url}</b> },
    {
      key: 'answer',
      head: 'Last answer',
      cell: (webhook) => {
        const { state, words } = lastAnswer(webhook);
        return (
          <>
            <State of={state}>{words}</State>
            {webhook.waiting + webhook.givenUp > 0 && <div className="faint">{standing(webhook)}</div>}
            {webhook.lastTriedAt && (
              <div className="faint">
                <When at={webhook.lastTriedAt} />
              </div>
            )}
          </>
        );
      },
    },
    {
      key: 'open',
      head: 'Actions',
      actions: true,
      cell: ({ id, url }) => (
        <Button
          size="compact-sm"
          aria-expanded={open === id}
          onClick={() => setOpen(open === id ? undefined : id)}
          aria-label={`${open === id ? 'Close' : 'Open'} ${url}`}
        >
          {open === id ? 'Close' : 'Open'}
        </Button>
      ),
    },
  ];
  return (
    <>
      <Loaded query={query} title="The webhooks could not be shown." lines={2}>
        {({ webhooks }) =>
          webhooks.length > 0 ? (
            <DataTable
              caption="Webhooks"
              columns={columns}
              rows={webhooks}
              rowKey={({ id }) => id}
              tone={({ id }) => (open === id ? 'open' : undefined)}
              below={(webhook) => open === webhook.id && <WebhookDetails webhook={webhook} onRemove={() => setRemoving(webhook)} />}
            />
          ) : (
            <p className="hush">There is none. A server of yours could be told what is answered, or show your campaigns’ totals.</p>
          )
        }
      </Loaded>
      <div>
        <Button onClick={() => setAdding(true)}>Add a webhook</Button>
      </div>
      <WebhookSample />
      {adding && <AddWebhook onClose={() => setAdding(false)} />}
      {removing && <RemoveWebhook webhook={removing} onClose={() => setRemoving(undefined)} />}
    </>
  );
}

const upTo = (count: number) => (count >= 1000 ? '1,000 or more' : String(count));

/** How much is still to be told, and how much it never took. */
function standing({ waiting, givenUp }: Webhook): string {
  return [waiting > 0 && `${upTo(waiting)} waiting`, givenUp > 0 && `${upTo(givenUp)} given up`].filter(Boolean).join(', ');
}
