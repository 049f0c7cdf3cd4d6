import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import { tell } from '../../ui/tell.ts';
import type { Mailbox } from './shapes.ts';
import { useMailboxesChanged } from './useMailboxesChanged.ts';

/** What recipients read as the sender, and what stands under each message. */
export function NameAndSignature({ mailbox }: { mailbox: Mailbox }) {
  const workspace = useWorkspace();
  const changed = useMailboxesChanged();
  const { name, signature, mayChange } = mailbox;
  const form = useForm({ mode: 'uncontrolled', initialValues: { name, signature } });
  const save = useMutation(
    orpc.mailboxes.change.mutationOptions({
      onSuccess: async () => {
        tell('Name and signature are saved.');
        await changed();
      },
    }),
  );
  return (
    <form
      className="stack"
      onSubmit={form.onSubmit((values) => save.mutate({ workspaceId: workspace.id, mailboxId: mailbox.id, ...values }))}
    >
      <TextInput
        label="Name that people read"
        required
        maxLength={120}
        readOnly={!mayChange}
        key={form.key('name')}
        {...form.getInputProps('name')}
      />
      <Textarea
        label="Signature"
        description="HTML, under each message of this mailbox."
        autosize
        minRows={3}
        maxRows={14}
        maxLength={20_000}
        readOnly={!mayChange}
        spellCheck={false}
        key={form.key('signature')}
        {...form.getInputProps('signature')}
      />
      <Problem error={save.error} title="It was not saved." />
      {mayChange && (
        <Button type="submit" className="start" loading={save.isPending}>
          Save name and signature
        </Button>
      )}
    </form>
  );
}
