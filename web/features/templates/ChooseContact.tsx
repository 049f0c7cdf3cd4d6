import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';

interface ChooseContactProps {
  workspaceId: string;
  value: string | undefined;
  onChange: (contactId: string | undefined) => void;
}

/** Chooses as whom a text is read; finds by the beginning of a name or address, also among a million. */
export function ChooseContact({ workspaceId, value, onChange }: ChooseContactProps) {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const [search] = useDebouncedValue(typed.trim(), 250);
  const input = { workspaceId, limit: 20, ...(search && { search }) };
  // Each reading of contacts is written down, so they are read only when somebody looks for one.
  const { data } = useQuery(orpc.contacts.list.queryOptions({ input, enabled: open, placeholderData: keepPreviousData }));
  const found = (data?.contacts ?? []).map(({ id, firstName, lastName, email }) => ({
    value: id,
    label: `${firstName} ${lastName} ${email}`.trim().replace(/ {2,}/g, ' '),
  }));
  const options = chosen && !found.some((one) => one.value === chosen.value) ? [chosen, ...found] : found;
  return (
    <Select
      label="As it reads for"
      placeholder="Nobody in particular"
      data={options}
      value={value ?? null}
      onChange={(id) => {
        setChosen(options.find((one) => one.value === id));
        onChange(id ?? undefined);
      }}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Nobody in particular' }}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setTyped('')}
      onSearchChange={(words) => setTyped(options.some(({ label }) => label === words) ? '' : words)}
      filter={({ options: all }) => all}
      nothingFoundMessage="Nobody by that name or address"
      maxDropdownHeight={280}
    />
  );
}
