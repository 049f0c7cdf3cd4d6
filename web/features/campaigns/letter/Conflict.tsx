import { Button, Group } from '@mantine/core';
import classes from './letter.module.css';
import type { Letter } from './useLetter.ts';

/** Somebody else saved the letter meanwhile: says so, shows theirs, and leaves the choice. */
export function Conflict({ conflict: { theirs, keepMine, takeTheirs } }: { conflict: NonNullable<Letter['conflict']> }) {
  return (
    <div className={classes.conflict} role="alert">
      <h2>Somebody else saved this letter while you were writing.</h2>
      <p>Yours was not saved, and nothing of it is lost: it still stands in the fields. Read theirs, then choose.</p>
      <details>
        <summary>Their letter</summary>
        <p>
          <b>{theirs.subject}</b>
        </p>
        <pre>{theirs.body}</pre>
      </details>
      <Group gap="xs">
        <Button onClick={keepMine}>Keep writing mine over theirs</Button>
        <Button onClick={takeTheirs}>Take theirs, drop mine</Button>
      </Group>
    </div>
  );
}
