import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { secretOfLink } from '../../ui/fragment.ts';
import { NewPassword } from '../../ui/passwords.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Outside } from './Outside.tsx';

/** The first run of a copy: its first owner, who is also its operator, and the first workspace. */
export function Setup() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const state = useQuery(orpc.setup.state.queryOptions());
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { setupCode: secretOfLink('code') ?? '', name: '', email: '', password: '', workspaceName: '' },
  });
  const complete = useMutation(
    orpc.setup.complete.mutationOptions({
      onSuccess: async () => {
        queryClient.clear();
        await navigate({ to: '/' });
      },
    }),
  );
  if (state.data?.needed === false) {
    return (
      <Outside title="This copy is set up" lede="Its first owner exists already. Who has an account can sign in.">
        <p>
          <Link to="/sign-in">Sign in</Link>
        </p>
      </Outside>
    );
  }
  return (
    <Outside title="Set up this copy" lede="You become its operator, and the owner of its first workspace.">
      <form className="stack" onSubmit={form.onSubmit((values) => complete.mutate(values))}>
        <TextInput
          label="Setup code"
          description="Stands in the terminal where the server was started. It shows that this copy is yours."
          required
          autoComplete="off"
          spellCheck={false}
          key={form.key('setupCode')}
          {...form.getInputProps('setupCode')}
        />
        <TextInput label="Your name" required maxLength={120} autoComplete="name" key={form.key('name')} {...form.getInputProps('name')} />
        <TextInput
          label="Your e-mail address"
          type="email"
          required
          autoComplete="username"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <NewPassword key={form.key('password')} {...form.getInputProps('password')} />
        <TextInput
          label="Name of the workspace"
          description="Your organisation or group. Supporters do not see it; members do."
          required
          maxLength={120}
          autoComplete="organization"
          key={form.key('workspaceName')}
          {...form.getInputProps('workspaceName')}
        />
        <Problem error={complete.error} />
        <Button type="submit" variant="filled" size="md" loading={complete.isPending}>
          Create the workspace
        </Button>
      </form>
    </Outside>
  );
}
