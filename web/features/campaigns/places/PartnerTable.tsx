import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type Column, DataTable } from '../../../ui/DataTable.tsx';
import { count } from '../../../ui/numbers.ts';
import { State } from '../../../ui/State.tsx';
import { When } from '../../../ui/When.tsx';
import type { Campaign } from '../shapes.ts';
import { EndPartner } from './EndPartner.tsx';
import { PartnerForm } from './PartnerForm.tsx';
import classes from './places.module.css';
import { PutOnSite } from './PutOnSite.tsx';
import type { Partner } from './shapes.ts';

/** Which partner is open, and what is shown under it. */
export interface Opened {
  partnerId: string;
  panel: 'code' | 'change';
}

/** The button that opens a panel, as the page knows it. */
export const openerId = ({ partnerId, panel }: Opened) => `${panel}-of-${partnerId}`;

interface PartnerTableProps {
  ids: { workspaceId: string; campaignId: string };
  campaign: Campaign;
  partners: readonly Partner[];
  mayChange: boolean;
  opened: Opened | undefined;
  onOpen: (opened: Opened) => void;
  onClose: () => void;
}

const columns: Column<Partner>[] = [
  {
    key: 'name',
    head: 'Partner',
    width: '42%',
    cell: ({ name, origins }) => (
      <>
        <b>{name}</b>
        {origins.map((origin) => (
          <div key={origin} className="faint">
            {origin}
          </div>
        ))}
      </>
    ),
  },
  { key: 'counted', head: 'Supporters counted', figures: true, cell: ({ participations }) => count(participations) },
  {
    key: 'state',
    head: 'State',
    cell: ({ endedAt }) =>
      endedAt ? (
        <State of="off">
          Ended <When at={endedAt} as="day" />
        </State>
      ) : (
        <State of="on">May show it</State>
      ),
  },
];

/** Partners as rows; under the open one its code and the look at its page, or its name and sites to change. */
export function PartnerTable({ ids, campaign, partners, mayChange, opened, onOpen, onClose }: PartnerTableProps) {
  const [ending, setEnding] = useState<Partner>();
  const isOpen = ({ id }: Partner, panel: Opened['panel']) => opened?.partnerId === id && opened.panel === panel;
  const toggle = (partner: Partner, panel: Opened['panel']) =>
    isOpen(partner, panel) ? onClose() : onOpen({ partnerId: partner.id, panel });
  const actions: Column<Partner> = {
    key: 'actions',
    head: 'Actions',
    actions: true,
    cell: (partner) => (
      <Group gap="xs" justify="flex-end" className={classes.actions ?? ''}>
        {!partner.endedAt && (
          <Button
            size="compact-sm"
            id={openerId({ partnerId: partner.id, panel: 'code' })}
            onClick={() => toggle(partner, 'code')}
            aria-expanded={isOpen(partner, 'code')}
            aria-label={`Put it on a site: ${partner.name}`}
          >
            Put it on a site
          </Button>
        )}
        {mayChange && (
          <>
            <Button
              size="compact-sm"
              id={openerId({ partnerId: partner.id, panel: 'change' })}
              onClick={() => toggle(partner, 'change')}
              aria-expanded={isOpen(partner, 'change')}
              aria-label={`Change ${partner.name}`}
            >
              Change
            </Button>
            <Button
              size="compact-sm"
              onClick={() => setEnding(partner)}
              aria-label={`${partner.endedAt ? 'Reopen' : 'End'} ${partner.name}`}
            >
              {partner.endedAt ? 'Reopen' : 'End'}
            </Button>
          </>
        )}
      </Group>
    ),
  };
  const below = (partner: Partner) => {
    if (isOpen(partner, 'code')) return <PutOnSite {...{ ids, campaign, partner, onClose }} />;
    if (isOpen(partner, 'change')) return <PartnerForm {...ids} partner={partner} onDone={onClose} onClose={onClose} />;
    return undefined;
  };
  return (
    <>
      <DataTable caption="Partners" columns={[...columns, actions]} rows={partners} rowKey={({ id }) => id} below={below} />
      {ending && <EndPartner {...ids} partner={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}
