import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { formOf } from './contact-form.ts';
import { ContactFormFields } from './ContactFormFields.tsx';
import { nameOf, type WholeContact } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** Changes what is known of a contact. */
export function ChangeContact({ workspaceId, contact, onClose }: { workspaceId: string; contact: WholeContact; onClose: () => void }) {
  const [form, setForm] = useState(() => formOf(contact));
  const [wrong, setWrong] = useState<string>();
  const changed = useContactsChanged();
  const change = useMutation(
    orpc.contacts.change.mutationOptions({
      onSuccess: async () => {
        await changed();
        onClose();
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const parsed = parseEmailAddress(form.email);
    setWrong(parsed.ok ? undefined : parsed.reason);
    if (parsed.ok && !change.isPending) change.mutate({ workspaceId, contactId: contact.id, ...form });
  };
  return (
    <Modal opened onClose={onClose} title={`Change ${nameOf(contact)}`} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="hush">Campaigns that run keep what was known at their launch.</p>
        <ContactFormFields workspaceId={workspaceId} form={form} wrong={wrong} onChange={(part) => setForm({ ...form, ...part })} />
        <Problem error={change.error} title="The contact was not changed." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Leave as it was</Button>
          <Button type="submit" variant="filled" loading={change.isPending}>
            Save the change
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
