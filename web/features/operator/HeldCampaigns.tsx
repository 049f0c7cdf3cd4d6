import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { count, plural } from '../../ui/numbers.ts';
import { When } from '../../ui/When.tsx';
import { type HeldCampaign, whyHeld } from './held-campaign.ts';
import { HoldCampaign } from './HoldCampaign.tsx';
import { LetGoOn } from './LetGoOn.tsx';

/** Campaigns in which nobody can write until the operator has looked, and a form to hold another one. */
export function HeldCampaigns() {
  const [letting, setLetting] = useState<HeldCampaign>();
  const query = useQuery(orpc.requests.heldCampaigns.queryOptions({ input: {}, refetchInterval: 60_000 }));
  const columns: Column<HeldCampaign>[] = [
    {
      key: 'campaign',
      head: 'Campaign',
      width: '40%',
      cell: ({ name, workspace }) => (
        <>
          <b>{name}</b>
          <div className="faint">of {workspace}</div>
        </>
      ),
    },
    { key: 'why', head: 'Why it is held', cell: ({ held }) => whyHeld[held] },
    { key: 'complaints', head: 'Complaints', figures: true, cell: ({ complaints }) => count(complaints) },
    { key: 'since', head: 'Since', figures: true, cell: ({ heldAt }) => <When at={heldAt} /> },
    {
      key: 'actions',
      head: 'Actions',
      actions: true,
      cell: (campaign) => (
        <Button size="compact-sm" onClick={() => setLetting(campaign)} aria-label={`Let it go on: ${campaign.name}`}>
          Let it go on
        </Button>
      ),
    },
  ];
  return (
    <>
      <Loaded query={query} title="The held campaigns could not be shown." lines={2}>
        {({ campaigns }) =>
          campaigns.length > 0 ? (
            <>
              <p className="hush">{plural(campaigns.length, 'campaign waits', 'campaigns wait')} for you to look.</p>
              <DataTable caption="Held campaigns" columns={columns} rows={campaigns} rowKey={({ campaignId }) => campaignId} />
            </>
          ) : (
            <p className="hush">None is held.</p>
          )
        }
      </Loaded>
      <HoldCampaign />
      {letting && <LetGoOn campaign={letting} onClose={() => setLetting(undefined)} />}
    </>
  );
}
