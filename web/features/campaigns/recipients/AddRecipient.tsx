import { Button, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { parseEmailAddress } from '../../../../shared/email-address.ts';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import classes from './recipients.module.css';
import { useRecipientsChanged } from './useRecipientsChanged.ts';

const blank = { name: '', email: '', salutation: '', district: '' };

/** A form for one recipient; stays open, so that the next can follow. */
export function AddRecipient({ workspaceId, campaignId, onClose }: { workspaceId: string; campaignId: string; onClose: () => void }) {
  const [fields, setFields] = useState(blank);
  const [checked, setChecked] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const changed = useRecipientsChanged();
  const add = useMutation(
    orpc.campaigns.addRecipient.mutationOptions({
      onSuccess: () => {
        setFields(blank);
        setChecked(false);
        first.current?.focus();
        return changed();
      },
    }),
  );
  const parsed = parseEmailAddress(fields.email);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (parsed.ok && fields.name.trim() !== '') add.mutate({ workspaceId, campaignId, ...fields });
  };
  const field = (name: keyof typeof blank) => ({
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => setFields({ ...fields, [name]: event.currentTarget.value }),
    autoComplete: 'off',
  });
  return (
    <form className={classes.panel} onSubmit={submit} aria-labelledby="add-recipient" noValidate>
      <h2 id="add-recipient">Add a recipient</h2>
      <div className={classes.pair}>
        <TextInput
          label="Name"
          ref={first}
          autoFocus
          maxLength={200}
          error={checked && fields.name.trim() === '' && 'Enter a name.'}
          {...field('name')}
        />
        <TextInput
          label="E-mail address"
          type="email"
          inputMode="email"
          error={checked && !parsed.ok && parsed.reason}
          {...field('email')}
        />
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
