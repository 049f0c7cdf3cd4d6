import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyTextProps {
  text: string;
  /** What the button says. */
  label: string;
  /** What is copied, for those who hear several such buttons. */
  what?: string;
}

/** Puts a text on the clipboard and says so. */
export function CopyText({ text, label, what }: CopyTextProps) {
  return (
    <CopyButton value={text} timeout={2000}>
      {({ copied, copy }) => (
        <span>
          <Button
            size="compact-sm"
            onClick={copy}
            leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          >
            {copied ? 'Copied' : label}
            {what && <span className="sr"> {what}</span>}
          </Button>
          <span className="sr" role="status">
            {copied && 'Copied'}
          </span>
        </span>
      )}
    </CopyButton>
  );
}
