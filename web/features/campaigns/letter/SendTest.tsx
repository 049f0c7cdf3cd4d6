import { Button, Popover } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc, refusalSentence } from '../../../api.ts';
import { useActions } from '../../../ui/actions.ts';
import classes from './letter.module.css';

interface SendTestProps {
  workspaceId: string;
  campaignId: string;
  /** What is mailed is the saved letter. */
  unsaved: boolean;
}

/** Mails the saved letter to oneself; says where it went, or why it did not leave. */
export function SendTest({ workspaceId, campaignId, unsaved }: SendTestProps) {
  const [open, setOpen] = useState(false);
  const cache = useQueryClient();
  const test = useMutation(
    orpc.campaigns.sendTest.mutationOptions({
      onSettled: () => setOpen(true),
      onSuccess: () => cache.invalidateQueries({ queryKey: orpc.workspaces.show.key() }),
    }),
  );
  const send = () => {
    if (!test.isPending) test.mutate({ workspaceId, campaignId });
  };
  useActions([{ id: 'send a test', label: 'Send a test to myself', run: send }]);
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={320} withRoles={false}>
      <Popover.Target>
        <Button onClick={send} loading={test.isPending}>
          Send a test to myself
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.tested} role="status">
        {test.isError && <p className="wrong">The test was not sent. {refusalSentence(test.error)}</p>}
        {test.data && (
          <p>
            A test is on its way to <b>{test.data.sentTo}</b>, and to nobody else.{unsaved && ' It holds the letter as it was saved last.'}
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
