import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { campaignIdIn } from './held-campaign.ts';
import classes from './Operator.module.css';
import { useHoldsChanged } from './useHoldsChanged.ts';

/** Holds a campaign by its id: an operator sees no list of what the workspaces do. */
export function HoldCampaign() {
  const [typed, setTyped] = useState('');
  const [checked, setChecked] = useState(false);
  const holdsChanged = useHoldsChanged();
  const hold = useMutation(
    orpc.requests.hold.mutationOptions({
      onSuccess: async () => {
        tell('The campaign is held.');
        setTyped('');
        setChecked(false);
        await holdsChanged();
      },
    }),
  );
  const campaignId = campaignIdIn(typed);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (campaignId) hold.mutate({ campaignId, held: true });
  };
  return (
    <>
      <form className={classes.hold} onSubmit={submit} noValidate>
        <TextInput
          label="Hold a campaign"
          description="Its id, cmp_ and 32 characters, or the address of its page for members. Nobody can write until you let it go on."
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={checked && !campaignId && 'There is no id of a campaign in this.'}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" loading={hold.isPending}>
          Hold it
        </Button>
      </form>
      <Problem error={hold.error} title="Nothing was held." />
    </>
  );
}
