import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { useActions } from '../../../ui/actions.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import type { Campaign } from '../shapes.ts';
import { PartnerForm } from './PartnerForm.tsx';
import { type Opened, openerId, PartnerTable } from './PartnerTable.tsx';
import classes from './places.module.css';

const adding = 'add-partner';

/** The partners of a campaign: add one, give it its code, look at its page, end it. */
export function Partners({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Campaign }) {
  const ids = { workspaceId: workspace.id, campaignId: campaign.id };
  const query = useQuery(orpc.partners.list.queryOptions({ input: ids }));
  const [opened, setOpened] = useState<Opened | 'adding'>();
  const closed = useRef<string>(undefined);
  const mayChange = workspace.may('campaigns.publish');
  const mayAdd = mayChange && campaign.state !== 'closed';
  const close = () => {
    closed.current = opened === 'adding' ? adding : opened && openerId(opened);
    setOpened(undefined);
  };
  useEffect(() => {
    // The keyboard goes on at the button that opened the panel.
    if (!opened && closed.current !== undefined) document.getElementById(closed.current)?.focus();
  }, [opened]);
  useActions(mayAdd ? [{ id: 'add a partner', label: 'Add a partner', group: 'This campaign', run: () => setOpened('adding') }] : []);
  const button = mayAdd && opened !== 'adding' && (
    <Button id={adding} leftSection={<IconPlus size={18} stroke={1.5} />} onClick={() => setOpened('adding')}>
      Add a partner
    </Button>
  );
  return (
    <>
      <div className={classes.heading}>
        <div>
          <h2 id="partners">On the sites of partners</h2>
          <p>
            People read and write there. Signing in and sending always happen here, in a window of our own, so no partner sees who wrote.
          </p>
        </div>
        {query.data && query.data.partners.length > 0 && button}
      </div>
      {opened === 'adding' && (
        <PartnerForm {...ids} onDone={(partner) => setOpened({ partnerId: partner.id, panel: 'code' })} onClose={close} />
      )}
      <Loaded query={query} title="The partners could not be loaded.">
        {({ partners }) =>
          partners.length > 0 ? (
            <PartnerTable
              {...{ ids, campaign, partners, mayChange }}
              opened={opened === 'adding' ? undefined : opened}
              onOpen={setOpened}
              onClose={close}
            />
          ) : (
            opened !== 'adding' && (
              <EmptyState title="No partner yet." action={button}>
                A partner is an organisation that shows this page on its own site: a club, a newspaper, a union. You name the sites, and get
                a piece of code for each partner. Only sites that you named can show the page, and you see how many wrote by way of each.
              </EmptyState>
            )
          )
        }
      </Loaded>
    </>
  );
}
