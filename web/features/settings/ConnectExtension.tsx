import { Button, Group, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Problem } from '../../ui/Problem.tsx';
import classes from './settings.module.css';

/** Shows a code by which the browser extension is connected: no token is copied by hand. */
export function ConnectExtension({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const [said, setSaid] = useState('');
  // What is shown once is not kept in the browser's memory either.
  const begin = useMutation(orpc.extension.beginPairing.mutationOptions({ gcTime: 0 }));
  const show = () => begin.mutate({ workspaceId: workspace.id });
  const copy = () =>
    navigator.clipboard.writeText(window.location.origin).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser does not allow copying. Copy it by hand.'),
    );
  return (
    <Modal opened onClose={onClose} title="Connect the extension" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p>
          In Chrome, the extension takes a draft that you choose from Gmail into a team campaign. It may see team campaigns and write
          drafts, and nothing else here. It sends nothing.
        </p>
        {begin.isSuccess ? (
          <>
            <p>Open the extension’s options in Chrome, and type there:</p>
            <dl className={classes.pairing}>
              <dt>Address</dt>
              <dd>{window.location.origin}</dd>
              <dt>Code</dt>
              <dd className={classes.code}>{begin.data.code}</dd>
            </dl>
            <p className="hush">
              The code is good once, until {clockTime(begin.data.endsAt)}. Then the extension stands in the list of tokens, where you can
              revoke it.
            </p>
          </>
        ) : (
          <p className="hush">The code is good for five minutes, and once.</p>
        )}
        <Problem error={begin.error} />
        <Group justify="flex-end" gap="xs">
          <p role="status" className="small hush">
            {said}
          </p>
          {begin.isSuccess && 'clipboard' in navigator && <Button onClick={() => void copy()}>Copy the address</Button>}
          <Button variant={begin.isSuccess ? 'default' : 'filled'} onClick={show} loading={begin.isPending}>
            {begin.isSuccess ? 'Show another code' : 'Show a code'}
          </Button>
          {begin.isSuccess && (
            <Button variant="filled" onClick={onClose}>
              Done
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}

const clockTime = (at: string) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
