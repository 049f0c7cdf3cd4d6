import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import type { Recipient } from '../shapes.ts';
import { MoreOfRecipient } from './MoreOfRecipient.tsx';
import { changeOf, formOf, recipientProblems } from './recipient-form.ts';
import classes from './recipients.module.css';
import { useRecipientsChanged } from './useRecipientsChanged.ts';

interface ChangeRecipientProps {
  workspaceId: string;
  campaignId: string;
  recipient: Recipient;
  ownFields: readonly string[];
  onClose: () => void;
}

/** Puts right what is known of a recipient. Another address is another recipient. */
export function ChangeRecipient({ workspaceId, campaignId, recipient, ownFields, onClose }: ChangeRecipientProps) {
  const [form, setForm] = useState(() => formOf(recipient));
  const changed = useRecipientsChanged();
  const change = useMutation(
    orpc.campaigns.changeRecipient.mutationOptions({
      onSuccess: async () => {
        await changed();
        onClose();
      },
    }),
  );
  const problems = recipientProblems(form);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (Object.keys(problems).length > 0 || change.isPending) return;
    change.mutate({ workspaceId, campaignId, recipientId: recipient.id, ...changeOf(recipient, form, ownFields) });
  };
  const field = (name: 'name' | 'salutation' | 'district') => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [name]: event.currentTarget.value }),
    error: problems[name],
    autoComplete: 'off',
  });
  return (
    <Modal opened onClose={onClose} title={`Change ${recipient.name}`} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="hush">
          {recipient.email} stays as it is: for another address, remove them and add a new recipient. Supporters who are under way see the
          change before they confirm.
        </p>
        <div className={classes.pair}>
          <TextInput label="Name" maxLength={200} data-autofocus {...field('name')} />
          <TextInput label="Salutation, optional" maxLength={200} {...field('salutation')} />
          <TextInput label="District, optional" maxLength={120} {...field('district')} />
        </div>
        <MoreOfRecipient form={form} ownFields={ownFields} problems={problems} onChange={(part) => setForm({ ...form, ...part })} />
        <Problem error={change.error} title="The recipient was not changed." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave as it was</Button>
          <Button type="submit" variant="filled" loading={change.isPending} disabled={Object.keys(problems).length > 0}>
            Save the change
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
