import { Button, Checkbox, Group, Modal, Select } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { tell } from '../../../ui/tell.ts';
import type { Outreach } from '../shapes.ts';

interface SendTestProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  step: number;
  variant: string;
  /** As whom it is written; the first of all where nobody is known. */
  recipient: { email: string; contactId: string | null; enrolmentId: string | null } | null;
  onClose: () => void;
}

const mostMembers = 5;

/** Sends a message as it was saved last to members, as one recipient would get it. */
export function SendTest({ workspace, campaign, step, variant, recipient, onClose }: SendTestProps) {
  const [mailboxId, choose] = useState(campaign.mailboxes[0]?.id ?? null);
  const me = useQuery(orpc.account.me.queryOptions());
  const members = useQuery(orpc.workspaces.members.queryOptions({ input: { workspaceId: workspace.id } }));
  const [chosen, setChosen] = useState<string[]>();
  const to = chosen ?? (me.data ? [me.data.id] : []);
  const send = useMutation(
    orpc.outreach.sendTest.mutationOptions({
      onSuccess: ({ sentTo, problem }) => {
        tell(`A test was sent to ${sentTo.join(', ')}.${problem ? ` The others got none: ${problem}` : ''}`);
        onClose();
      },
    }),
  );
  const whose = {
    ...(recipient?.contactId ? { contactId: recipient.contactId } : {}),
    ...(recipient?.enrolmentId ? { enrolmentId: recipient.enrolmentId } : {}),
  };
  return (
    <Modal opened onClose={onClose} title={`Send message ${String(step)} as a test`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          As it was saved last{recipient ? `, and as ${recipient.email} would get it` : ''}. Its subject begins with [Test], and its link
          for leaving does nothing. It counts for the mailbox and not for the campaign.
        </p>
        <Select
          label="From"
          data={campaign.mailboxes.map(({ id, address }) => ({ value: id, label: address }))}
          value={mailboxId}
          onChange={choose}
          allowDeselect={false}
          placeholder="Choose mailboxes under Sending first"
        />
        <Loaded query={members} title="The members could not be shown.">
          {({ members: all }) => (
            <Checkbox.Group label="To" description={`Members alone, up to ${String(mostMembers)}.`} value={to} onChange={setChosen}>
              <div className="stack" style={{ gap: 'var(--s-8)', marginTop: 'var(--s-8)' }}>
                {all.map(({ userId, name, email }) => (
                  <Checkbox
                    key={userId}
                    value={userId}
                    label={`${name} (${email})`}
                    disabled={!to.includes(userId) && to.length >= mostMembers}
                  />
                ))}
              </div>
            </Checkbox.Group>
          )}
        </Loaded>
        <Problem error={send.error} title="No test was sent." />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="filled"
            loading={send.isPending}
            disabled={mailboxId === null || to.length === 0}
            onClick={() =>
              mailboxId !== null &&
              send.mutate({ workspaceId: workspace.id, outreachId: campaign.id, step, variant, mailboxId, members: to, ...whose })
            }
          >
            Send the test
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
