import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';

interface ChooseRecipientProps {
  workspaceId: string;
  campaignId: string;
  /** Whose letter is shown. */
  shown: { id: string; name: string; district: string };
  onChoose: (recipientId: string) => void;
}

const optionOf = ({ id, name, district }: ChooseRecipientProps['shown']) => ({
  value: id,
  label: district ? `${name}, ${district}` : name,
});

/** Chooses whose letter the preview shows; finds by name or address, also among thousands. */
export function ChooseRecipient({ workspaceId, campaignId, shown, onChoose }: ChooseRecipientProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const input = { workspaceId, campaignId, limit: 50, ...(search && { search }) };
  // Each reading of recipients is written down, so they are read only when somebody looks for one.
  const { data } = useQuery(orpc.campaigns.recipients.queryOptions({ input, enabled: open, placeholderData: keepPreviousData }));
  const options = (data?.recipients ?? []).map(optionOf);
  const current = optionOf(shown);
  return (
    <Select
      aria-label="Recipient whose letter is shown"
      data={options.some(({ value }) => value === shown.id) ? options : [current, ...options]}
      value={shown.id}
      onChange={(id) => id !== null && onChoose(id)}
      searchable
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setTyped('')}
      onSearchChange={(words) => setTyped(words === current.label || options.some(({ label }) => label === words) ? '' : words)}
      filter={({ options: all }) => all}
      nothingFoundMessage="Nobody by that name or address"
      allowDeselect={false}
      maxDropdownHeight={280}
    />
  );
}
