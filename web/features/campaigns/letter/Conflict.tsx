import { Button, Group } from '@mantine/core';
import { languageName } from './languages.ts';
import classes from './letter.module.css';
import type { Letter } from './useLetter.ts';
import { messageName } from './WordingBar.tsx';

/** Somebody else saved the letter meanwhile: says so, shows theirs, and leaves the choice. */
export function Conflict({ conflict: { theirs, keepMine, takeTheirs } }: { conflict: NonNullable<Letter['conflict']> }) {
  return (
    <div className={classes.conflict} role="alert">
      <h2>Somebody else saved this letter while you were writing.</h2>
      <p>Yours was not saved, and nothing of it is lost: it still stands in the fields. Read theirs, then choose.</p>
      <details>
        <summary>Their letter</summary>
        {theirs.wordings.map(({ message, language, subjects, body }) => (
          <div key={`${message} ${language}`}>
            {theirs.wordings.length > 1 && (
              <h3>
                {messageName(message)}, {languageName(language)}
              </h3>
            )}
            {subjects.map((subject, index) => (
              <p key={index}>
                <b>{subject}</b>
              </p>
            ))}
            <pre>{body}</pre>
          </div>
        ))}
      </details>
      <Group gap="xs">
        <Button onClick={keepMine}>Keep writing mine over theirs</Button>
        <Button onClick={takeTheirs}>Take theirs, drop mine</Button>
      </Group>
    </div>
  );
}
