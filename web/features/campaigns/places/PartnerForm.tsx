import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { tell } from '../../../ui/tell.ts';
import { readOrigins } from './origins.ts';
import classes from './places.module.css';
import type { Partner } from './shapes.ts';
import { usePartnersChanged } from './usePartnersChanged.ts';

interface PartnerFormProps {
  workspaceId: string;
  campaignId: string;
  /** The partner to change; without one, a new one is added. */
  partner?: Partner;
  onDone: (partner: Partner) => void;
  onClose: () => void;
}

/** Name and sites of a partner, with what will be registered of what was typed. */
export function PartnerForm({ workspaceId, campaignId, partner, onDone, onClose }: PartnerFormProps) {
  const [name, setName] = useState(partner?.name ?? '');
  const [sites, setSites] = useState(partner?.origins.join('\n') ?? '');
  const [checked, setChecked] = useState(false);
  const partnersChanged = usePartnersChanged();
  const onSuccess = async (saved: Partner) => {
    tell(partner ? `${saved.name} is changed.` : `${saved.name} is added.`);
    await partnersChanged();
    onDone(saved);
  };
  const add = useMutation(orpc.partners.add.mutationOptions({ onSuccess }));
  const change = useMutation(orpc.partners.change.mutationOptions({ onSuccess }));
  const { origins, problems } = readOrigins(sites);
  const nameless = name.trim() === '' && 'Enter a name.';
  const siteless = problems.length > 0 ? problems.join(' ') : origins.length === 0 && 'Name at least one site.';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (nameless || siteless) return;
    const fields = { workspaceId, campaignId, name: name.trim(), origins };
    if (partner) change.mutate({ ...fields, partnerId: partner.id });
    else add.mutate(fields);
  };
  const id = partner?.id ?? 'new-partner';
  return (
    <form className={classes.panel} onSubmit={submit} aria-labelledby={id} noValidate>
      <h3 id={id}>{partner ? `Change ${partner.name}` : 'Add a partner'}</h3>
      <TextInput
        label="Name of the partner"
        description="Members see it, and so do the results. Supporters do not."
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={checked && nameless}
        maxLength={120}
        autoComplete="off"
        autoFocus
      />
      <Textarea
        label="Sites, one a line"
        description="A site is https:// and the host, exactly as it stands in the address bar: https://example.org and https://www.example.org are two. No other site can show the page."
        placeholder={'https://www.example.org\nhttps://example.org'}
        value={sites}
        onChange={(event) => setSites(event.currentTarget.value)}
        error={(checked || problems.length > 0) && siteless}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        autoCapitalize="none"
        classNames={{ input: classes.mono ?? '' }}
      />
      <p className={classes.note} role="status">
        {origins.length > 0 && (
          <>
            It may stand on <b>{origins.join(', ')}</b> and nowhere else.
          </>
        )}
      </p>
      <Problem error={add.error ?? change.error} title={partner ? 'The partner stays as it was.' : 'The partner was not added.'} />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={add.isPending || change.isPending}>
          {partner ? 'Save' : 'Add the partner'}
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </Group>
    </form>
  );
}
