import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import type { OwnWorkspace } from '../../session.ts';
import { plural } from '../../ui/numbers.ts';
import { Problem } from '../../ui/Problem.tsx';
import type { Campaign } from './shapes.ts';

interface DuplicateCampaignProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  onClose: () => void;
}

/** Begins a new draft with the words and rules of a campaign, and goes there. */
export function DuplicateCampaign({ workspace, campaign, onClose }: DuplicateCampaignProps) {
  const [name, setName] = useState(`${campaign.name.slice(0, 113)} (copy)`);
  const [withRecipients, setWithRecipients] = useState(false);
  const navigate = useNavigate();
  const cache = useQueryClient();
  const duplicate = useMutation(
    orpc.campaigns.duplicate.mutationOptions({
      onSuccess: async ({ id }) => {
        onClose();
        await cache.invalidateQueries({ queryKey: orpc.campaigns.list.key() });
        await navigate({
          to: '/w/$slug/campaigns/$campaignId',
          params: { slug: workspace.slug, campaignId: id },
          search: { tab: 'letter' },
        });
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '' && !duplicate.isPending)
      duplicate.mutate({ workspaceId: workspace.id, campaignId: campaign.id, name: name.trim(), withRecipients });
  };
  return (
    <Modal opened onClose={onClose} title="Duplicate this campaign" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit}>
        <p className="hush">
          A new draft begins with the letter as it was saved last, its rules and its settings. Counts, partners and the public address stay
          with this one.
        </p>
        <TextInput
          label="Name of the new campaign"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={name.trim() === '' && 'Give it a name.'}
          maxLength={120}
          data-autofocus
        />
        {workspace.may('recipients.change') && campaign.recipientCount > 0 && (
          <Checkbox
            label={`With its ${plural(campaign.recipientCount, 'recipient')}`}
            checked={withRecipients}
            onChange={(event) => setWithRecipients(event.currentTarget.checked)}
          />
        )}
        <Problem error={duplicate.error} title="Nothing was duplicated." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" variant="filled" loading={duplicate.isPending} disabled={name.trim() === ''}>
            Duplicate
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
