import { Button, Group } from '@mantine/core';
import { saveText } from '../../ui/save-text.ts';
import { tell } from '../../ui/tell.ts';
import classes from './BackupCodes.module.css';

interface BackupCodesProps {
  codes: readonly string[];
  onKept: () => void;
}

/** Last step: the backup codes, shown this once. */
export function BackupCodes({ codes, onKept }: BackupCodesProps) {
  const text = codes.join('\n');
  return (
    <div className="stack">
      <p role="status">
        <b>The second factor is on.</b> Keep these backup codes where you find them without your phone. Each signs you in once; they are not
        shown again.
      </p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button onClick={() => void navigator.clipboard.writeText(text).then(() => tell('The backup codes are copied.'))}>Copy</Button>
        <Button onClick={() => saveText('antiphon-backup-codes.txt', `${text}\n`)}>Save as a file</Button>
        <Button variant="filled" onClick={onKept}>
          I have kept them
        </Button>
      </Group>
    </div>
  );
}
