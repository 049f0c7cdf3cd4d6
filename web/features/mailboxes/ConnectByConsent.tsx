import { Button, Group, Radio } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import type { Mailbox } from './shapes.ts';

interface ConnectByConsentProps {
  provider: 'gmail' | 'outlook';
  /** The mailbox that is connected anew. */
  mailbox?: Mailbox;
  onClose: () => void;
}

/** Goes to the company’s own page, where the person signs in and consents. No password is entered here. */
export function ConnectByConsent({ provider, mailbox, onClose }: ConnectByConsentProps) {
  const workspace = useWorkspace();
  const [mode, setMode] = useState<Mailbox['mode']>(mailbox?.mode ?? 'send');
  const company = provider === 'gmail' ? 'Google' : 'Microsoft';
  const begin = useMutation(
    orpc.mailboxes.beginConsent.mutationOptions({
      onSuccess: ({ url }) => {
        location.assign(url);
      },
    }),
  );
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({ workspaceId: workspace.id, provider, mode, timeZone, ...(mailbox ? { mailboxId: mailbox.id } : {}) });
      }}
    >
      <Radio.Group label="What it may do here" value={mode} onChange={(value) => setMode(value)}>
        <div className="stack">
          <Radio
            value="send"
            label="Send only"
            description="Replies come to you as always; here nobody sees them, and follow-ups do not stop by themselves."
          />
          <Radio
            value="send_and_read"
            label="Send, and see replies and bounces"
            description={`Follow-ups stop when somebody replies. It asks ${company} for the permission to read your mail.`}
          />
        </div>
      </Radio.Group>
      <p className="small hush">
        You sign in at {company}, and leave the box for sending ticked. What {company} gives us is kept sealed until you disconnect the
        mailbox here{provider === 'gmail' ? ', which ends it at Google too' : '; you end it at Microsoft yourself'}.
      </p>
      <Problem error={begin.error} title="The mailbox was not connected." />
      <Group justify="flex-end" gap="xs">
        <Button onClick={onClose}>Not now</Button>
        <Button type="submit" variant="filled" loading={begin.isPending || begin.isSuccess}>
          Go to {company}
        </Button>
      </Group>
    </form>
  );
}
