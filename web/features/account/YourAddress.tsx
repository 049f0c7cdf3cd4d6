import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import { When } from '../../ui/When.tsx';

/** The address one signs in with, and asking for another. */
export function YourAddress({ email }: { email: string }) {
  const change = useQuery(orpc.account.addressChange.queryOptions());
  return (
    <>
      <p>
        You sign in with <b>{email}</b>.
      </p>
      <Loaded query={change} lines={2} title="Whether a change waits could not be shown.">
        {({ waiting }) => (waiting ? <Waiting {...waiting} /> : <AskAddress />)}
      </Loaded>
    </>
  );
}

function Waiting({ email, linkEndsAt }: { email: string; linkEndsAt: string }) {
  const queryClient = useQueryClient();
  const withdraw = useMutation(
    orpc.account.withdrawAddressChange.mutationOptions({
      onSuccess: async () => {
        tell('Your address stays as it is.');
        await queryClient.invalidateQueries({ queryKey: orpc.account.addressChange.key() });
      },
    }),
  );
  return (
    <div className="stack">
      <p>
        A message went to <b>{email}</b>. When the link in it is used, that is your address. The link is good until <When at={linkEndsAt} />
        .
      </p>
      <Problem error={withdraw.error} />
      <Button className="start" loading={withdraw.isPending} onClick={() => withdraw.mutate({})}>
        Leave my address as it is
      </Button>
    </div>
  );
}

function AskAddress() {
  const queryClient = useQueryClient();
  const form = useForm({ mode: 'uncontrolled', initialValues: { email: '' } });
  const ask = useMutation(
    orpc.account.askAddressChange.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.account.addressChange.key() }),
    }),
  );
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => ask.mutate(values))}>
      <TextInput
        label="New address"
        description="We write a link to it. Your present address gets a notice, with which the change can be undone for a week."
        type="email"
        required
        maxLength={320}
        autoComplete="email"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <Problem error={ask.error} title="Your address stays as it was." />
      <Button type="submit" className="start" loading={ask.isPending}>
        Send the link
      </Button>
    </form>
  );
}
