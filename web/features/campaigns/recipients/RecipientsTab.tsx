import { Button, Group, TextInput } from '@mantine/core';
import { IconFileImport, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { OwnWorkspace } from '../../../session.ts';
import { useActions } from '../../../ui/actions.ts';
import type { Campaign } from '../shapes.ts';
import { AddRecipient } from './AddRecipient.tsx';
import { ImportRecipients } from './ImportRecipients.tsx';
import { RecipientList } from './RecipientList.tsx';
import { dayNow } from './recipient-form.ts';
import classes from './recipients.module.css';
import { useSearchWords } from './useSearchWords.ts';

/** Who the letters are for: found by name or address, added one by one or from a file. */
export function RecipientsTab({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Campaign }) {
  const [open, setOpen] = useState<'add' | 'import'>();
  const { typed, setTyped, search } = useSearchWords();
  const mayChange = workspace.may('recipients.change') && campaign.state !== 'closed';
  const close = () => setOpen(undefined);
  useActions(
    mayChange
      ? [
          { id: 'add a recipient', label: 'Add a recipient', group: 'This campaign', run: () => setOpen('add') },
          { id: 'import recipients', label: 'Import recipients from CSV', group: 'This campaign', run: () => setOpen('import') },
        ]
      : [],
  );
  const ids = { workspaceId: workspace.id, campaignId: campaign.id };
  const buttons = mayChange && (
    <Group gap="xs">
      <Button leftSection={<IconUserPlus size={18} stroke={1.5} />} onClick={() => setOpen('add')} aria-expanded={open === 'add'}>
        Add one
      </Button>
      <Button
        {...(campaign.recipientCount === 0 && { variant: 'filled' })}
        leftSection={<IconFileImport size={18} stroke={1.5} />}
        onClick={() => setOpen('import')}
        aria-expanded={open === 'import'}
      >
        Import CSV
      </Button>
    </Group>
  );
  return (
    <>
      {open === 'add' && <AddRecipient {...ids} ownFields={campaign.routingFields} onClose={close} />}
      {open === 'import' && <ImportRecipients {...ids} ownFields={campaign.routingFields} onClose={close} />}
      {campaign.recipientCount > 0 && (
        <div className={classes.tools}>
          <TextInput
            type="search"
            aria-label="Find a recipient"
            placeholder="Find by name or address"
            leftSection={<IconSearch size={18} stroke={1.5} />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className={classes.search}
          />
          {!open && buttons}
        </div>
      )}
      <RecipientList
        {...ids}
        search={search}
        today={dayNow(campaign.timeZone, new Date())}
        ownFields={campaign.routingFields}
        mayChange={mayChange}
        empty={open ? undefined : buttons}
      />
    </>
  );
}
