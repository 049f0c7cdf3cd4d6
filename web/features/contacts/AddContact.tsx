import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { blankContact } from './contact-form.ts';
import { ContactFormFields } from './ContactFormFields.tsx';
import classes from './contacts.module.css';
import { nameOf } from './shapes.ts';
import { useContactsChanged } from './useContactsChanged.ts';

/** A form for one contact; stays open, so that the next can follow. */
export function AddContact({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const [form, setForm] = useState(blankContact);
  const [wrong, setWrong] = useState<string>();
  const changed = useContactsChanged();
  const add = useMutation(
    orpc.contacts.create.mutationOptions({
      onSuccess: () => {
        setForm(blankContact);
        return changed();
      },
    }),
  );
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const parsed = parseEmailAddress(form.email);
    setWrong(parsed.ok ? undefined : parsed.reason);
    if (parsed.ok && !add.isPending) add.mutate({ workspaceId, ...form });
  };
  return (
    <form className={classes.panel} onSubmit={submit} aria-labelledby="add-contact" noValidate>
      <h2 id="add-contact">Add a contact</h2>
      <ContactFormFields workspaceId={workspaceId} form={form} wrong={wrong} onChange={(part) => setForm({ ...form, ...part })} />
      <Problem error={add.error} title="The contact was not added." />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={add.isPending}>
          Add
        </Button>
        <Button onClick={onClose}>Done</Button>
        <p role="status" className="small hush">
          {add.isSuccess &&
            `${nameOf(add.data)} is added.${add.data.suppressed ? ' The address is suppressed, so nothing is sent to it.' : ''}`}
        </p>
      </Group>
    </form>
  );
}
