import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../../api.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Findings } from './Findings.tsx';
import classes from './places.module.css';
import type { Partner } from './shapes.ts';

interface EmbedDoctorProps {
  ids: { workspaceId: string; campaignId: string };
  partner: Partner;
}

/** Looks at a page of the partner as a browser gets it, and says what keeps the letter from standing well there. */
export function EmbedDoctor({ ids, partner }: EmbedDoctorProps) {
  const [typed, setTyped] = useState(`${partner.origins[0] ?? 'https://'}/`);
  const [checked, setChecked] = useState(false);
  const look = useMutation(orpc.partners.examine.mutationOptions());
  const address = /^[a-z][a-z0-9+.-]*:/i.test(typed.trim()) ? typed.trim() : `https://${typed.trim()}`;
  const usable = URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (usable) look.mutate({ ...ids, partnerId: partner.id, url: address });
  };
  return (
    <div className={classes.step}>
      <h4>Look whether it works</h4>
      <p>Enter the address of the page on which the code stands. It is read once, from here, as any visitor would get it.</p>
      <form className={classes.look} onSubmit={submit} noValidate>
        <TextInput
          type="url"
          label="Address of the page"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            look.reset();
          }}
          error={checked && !usable && 'This is not the address of a web page. It should begin with https://'}
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" loading={look.isPending}>
          Look at the page
        </Button>
      </form>
      <Problem error={look.error} title="The page was not looked at." />
      <div role="status">{look.data && <Findings findings={look.data.findings} />}</div>
    </div>
  );
}
