import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type SubmitEvent, useState } from 'react';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import classes from './suppressions.module.css';

/** Finds one suppression. Addresses are sealed, so only a whole one can be recognised. */
export function FindAddress({ search }: { search: string }) {
  const [typed, setTyped] = useState(search);
  const [wrong, setWrong] = useState<string>();
  const navigate = useNavigate({ from: '/w/$slug/suppressions' });
  const show = (words: string) => void navigate({ search: { search: words || undefined } });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const parsed = parseEmailAddress(typed);
    const stops = typed.trim() !== '' && !parsed.ok;
    setWrong(stops ? parsed.reason : undefined);
    if (!stops) show(typed.trim());
  };
  return (
    <form className={classes.find} role="search" onSubmit={submit} noValidate>
      <TextInput
        type="email"
        aria-label="Whole address to find"
        placeholder="A whole e-mail address"
        leftSection={<IconSearch size={18} stroke={1.5} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={wrong}
        autoComplete="off"
      />
      <Button type="submit">Find</Button>
      {search && (
        <Button
          variant="subtle"
          onClick={() => {
            setTyped('');
            show('');
          }}
        >
          Show all
        </Button>
      )}
    </form>
  );
}
