import { Select } from '@mantine/core';
import { useState } from 'react';
import { languageOptions, matchingLanguages } from './languages.ts';

interface LanguageSelectProps {
  id?: string;
  label: string;
  description?: string;
  /** A code, or nothing. */
  value: string;
  onChange: (language: string) => void;
  /** Languages that are not offered. */
  without?: readonly string[];
  clearable?: boolean;
}

/** Chooses a language by its name; one that is not in the list can be typed as its code. */
export function LanguageSelect({ id, label, description, value, onChange, without = [], clearable = false }: LanguageSelectProps) {
  const [typed, setTyped] = useState('');
  return (
    <Select
      {...(id !== undefined && { id })}
      label={label}
      description={description}
      placeholder="Type its name"
      data={languageOptions([value], typed).filter((option) => !without.includes(option.value))}
      value={value || null}
      onChange={(language) => onChange(language ?? '')}
      searchable
      clearable={clearable}
      {...(clearable && { clearButtonProps: { 'aria-label': 'No language' } })}
      allowDeselect={false}
      onSearchChange={setTyped}
      nothingFoundMessage="No language of that name; a code such as pt-BR works, too"
      limit={60}
      filter={({ options, search }) =>
        matchingLanguages(
          options.filter((option) => 'value' in option),
          search,
        )
      }
      maxDropdownHeight={280}
    />
  );
}
