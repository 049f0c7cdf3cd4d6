import { Button, CopyButton, Group, Modal } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { When } from '../../ui/When.tsx';
import classes from './campaign.module.css';

/** Makes a link by which the whole way of a supporter can be gone, also in a draft; nobody but oneself gets a letter. */
export function Rehearse({ workspaceId, campaignId, onClose }: { workspaceId: string; campaignId: string; onClose: () => void }) {
  const rehearse = useMutation(orpc.campaigns.rehearse.mutationOptions());
  return (
    <Modal opened onClose={onClose} title="Rehearse this campaign" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <p className="hush">
          With a link you go the whole way of a supporter, from the page to the receipt, with your own mailbox. Every letter goes back to
          the mailbox that sends it. No recipient gets anything, and nothing is counted.
        </p>
        <Problem error={rehearse.error} title="No link was made." />
        <div role="status">
          {rehearse.data && (
            <div className={classes.link}>
              <a href={rehearse.data.url} target="_blank" rel="noopener">
                {rehearse.data.url.replace(/^https?:\/\//, '')}
                <IconExternalLink size={16} stroke={1.5} aria-hidden="true" />
                <span className="sr">, opens in a new tab</span>
              </a>
              <p className="tiny faint">
                Good until <When at={rehearse.data.expiresAt} as="clock" />. Whoever has the link can rehearse, so give it to nobody else.
              </p>
            </div>
          )}
        </div>
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{rehearse.data ? 'Done' : 'Not now'}</Button>
          {rehearse.data ? (
            <CopyButton value={rehearse.data.url} timeout={2000}>
              {({ copied, copy }) => (
                <Button variant="filled" onClick={copy}>
                  <span role="status">{copied ? 'Copied' : 'Copy the link'}</span>
                </Button>
              )}
            </CopyButton>
          ) : (
            <Button
              variant="filled"
              loading={rehearse.isPending}
              onClick={() => rehearse.mutate({ workspaceId, campaignId })}
              data-autofocus
            >
              Make a link for an hour
            </Button>
          )}
        </Group>
      </div>
    </Modal>
  );
}
