import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { MoreOfRecipient } from './MoreOfRecipient.tsx';
import { blankRecipient, recipientOf, recipientProblems } from './recipient-form.ts';
import classes from './recipients.module.css';
import { useRecipientsChanged } from './useRecipientsChanged.ts';

interface AddRecipientProps {
  workspaceId: string;
  campaignId: string;
  /** Own fields that the campaign names. */
  ownFields: readonly string[];
  onClose: () => void;
}

/** A form for one recipient; stays open, so that the next can follow. */
export function AddRecipient({ workspaceId, campaignId, ownFields, onClose }: AddRecipientProps) {
  const [form, setForm] = useState(blankRecipient);
  const [checked, setChecked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const changed = useRecipientsChanged();
  const add = useMutation(
    orpc.campaigns.addRecipient.mutationOptions({
      onSuccess: () => {
        setForm(blankRecipient);
        setChecked(false);
        first.current?.focus();
        return changed();
      },
    }),
  );
  const found = recipientProblems(form);
  const problems = checked ? found : {};
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.keys(found).length === 0 && !add.isPending) add.mutate({ workspaceId, campaignId, ...recipientOf(form) });
  };
  const field = (name: 'name' | 'email' | 'salutation' | 'district') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }),
    error: problems[name],
    autoComplete: 'off',
  });
  return (
    <form className={classes.panel} onSubmit={submit} aria-labelledby="add-recipient" noValidate>
      <h2 id="add-recipient">Add a recipient</h2>
      <div className={classes.pair}>
        <TextInput label="Name" ref={first} autoFocus maxLength={200} {...field('name')} />
        <TextInput label="E-mail address" type="email" inputMode="email" {...field('email')} />
        <TextInput
          label="Salutation, optional"
          placeholder="Dear Councillor Falk"
          description="How the letter begins."
          maxLength={200}
          {...field('salutation')}
        />
        <TextInput
          label="District, optional"
          placeholder="Ward 4"
          description="Ward, constituency or office."
          maxLength={120}
          {...field('district')}
        />
      </div>
      <MoreOfRecipient form={form} ownFields={ownFields} problems={problems} onChange={(part) => setForm({ ...form, ...part })} />
      <Problem error={add.error} title="The recipient was not added." />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={add.isPending}>
          Add
        </Button>
        <Button onClick={onClose}>Done</Button>
        <p role="status" className="small hush">
          {add.isSuccess &&
            `${add.data.name} is added.${add.data.suppressed ? ' The address is suppressed, so nothing is sent to it.' : ''}`}
        </p>
      </Group>
    </form>
  );
}
