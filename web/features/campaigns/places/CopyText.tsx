import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyTextProps {
  text: string;
  /** What the button says. */
  label: string;
  /** What is copied, for those who hear several such buttons. */
  what?: string;
}

/** Puts a text on the clipboard and says so, or says that the browser did not let it. */
export function CopyText({ text, label, what }: CopyTextProps) {
  const { copied, copy, error } = useClipboard({ timeout: 2000 });
  return (
    <span>
      <Button
        size="compact-sm"
        onClick={() => copy(text)}
        leftSection={copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
      >
        {copied ? 'Copied' : label}
        {what && <span className="sr"> {what}</span>}
      </Button>
      <span className={error ? 'small' : 'sr'} role="status">
        {error ? ' Not copied: your browser did not allow it. Mark the text and copy it yourself.' : copied && 'Copied'}
      </span>
    </span>
  );
}
