import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink } from '@tabler/icons-react';
import classes from './campaign.module.css';
import type { Campaign } from './shapes.ts';

/** The address of the action page: to open, and to copy. */
export function PublicAddress({ campaign: { publicUrl, state } }: { campaign: Campaign }) {
  return (
    <div className={classes.address}>
      <a href={publicUrl} target="_blank" rel="noopener">
        {publicUrl.replace(/^https?:\/\//, '')}
        <IconExternalLink size={16} stroke={1.5} aria-hidden="true" />
        <span className="sr">, opens in a new tab</span>
      </a>
      <CopyButton value={publicUrl} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            size="compact-sm"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          >
            <span role="status">{copied ? 'Copied' : 'Copy address'}</span>
          </Button>
        )}
      </CopyButton>
      {state === 'draft' && <span className="tiny faint">Others find nothing there until it is published.</span>}
    </div>
  );
}
