import { Button, Checkbox, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { orpc } from '../../api.ts';
import { useMe } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { type GivenReason, givenReasons, reasons } from './shapes.ts';
import classes from './suppressions.module.css';
import { useSuppressionsChanged } from './useSuppressionsChanged.ts';

/** Puts an address on the list, with the reason; an operator may do it for the whole copy. */
export function SuppressAddress({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const { operator } = useMe();
  const [email, setEmail] = useState('');
  const [reason, setReason] = useState<GivenReason>('asked');
  const [everywhere, setEverywhere] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const changed = useSuppressionsChanged();
  const suppress = useMutation(
    orpc.suppressions.suppress.mutationOptions({
      onSuccess: () => {
        setEmail('');
        field.current?.focus();
        return changed();
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const parsed = parseEmailAddress(email);
    setWrong(parsed.ok ? undefined : parsed.reason);
    if (parsed.ok) suppress.mutate({ workspaceId, email, reason, everywhere });
  };
  return (
    <form className={classes.panel} onSubmit={submit} aria-labelledby="suppress-address" noValidate>
      <h2 id="suppress-address">Suppress an address</h2>
      <TextInput
        label="E-mail address"
        type="email"
        ref={field}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={wrong}
        autoFocus
        autoComplete="off"
        description="Every later letter leaves it out, in every campaign of this workspace."
      />
      <Radio.Group label="Reason" value={reason} onChange={(chosen) => setReason(chosen)}>
        <Stack gap="xs" mt={4}>
          {givenReasons.map((value) => (
            <Radio key={value} value={value} label={reasons[value]} />
          ))}
        </Stack>
      </Radio.Group>
      {operator && (
        <Checkbox
          label="Everywhere: in all workspaces of this copy"
          description="Workspaces see it, and cannot release it."
          checked={everywhere}
          onChange={(event) => setEverywhere(event.currentTarget.checked)}
        />
      )}
      <Problem error={suppress.error} title="The address was not suppressed." />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={suppress.isPending}>
          Suppress for three years
        </Button>
        <Button onClick={onClose}>{suppress.data ? 'Done' : 'Cancel'}</Button>
        <p role="status" className="small hush">
          {suppress.isSuccess && `${suppress.data.email} is suppressed.`}
        </p>
      </Group>
    </form>
  );
}
