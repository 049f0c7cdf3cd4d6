import { Button, Group } from '@mantine/core';
import { mostAlternatives } from '../../../../shared/wording.ts';
import classes from './letter.module.css';
import styles from './wordings.module.css';

const example = `The ford is the only way across for prams.

[or]

My children cross the ford every morning.

[yours]
Say in a sentence why it matters to you.
[/yours]`;

interface AlternativesProps {
  onAlternative: () => void;
  onOwnPart: () => void;
  /** Absent when there are as many subjects as can be. */
  onSubject: (() => void) | undefined;
}

/** How one text becomes several letters, and where a supporter writes in it; folded until somebody wants it. */
export function Alternatives({ onAlternative, onOwnPart, onSubject }: AlternativesProps) {
  return (
    <details className={classes.tags}>
      <summary>Say it in several ways</summary>
      <div className={styles.explained}>
        <p>
          A hundred letters in the same words are read as one. Write a paragraph in two or three ways with <code>[or]</code> on a line of
          its own between them, up to {mostAlternatives}; each supporter gets one. Several subjects take turns in the same way.
        </p>
        <p>
          What stands between <code>[yours]</code> and <code>[/yours]</code> belongs to the supporter. What you write there is what they
          begin with.
        </p>
        <pre>{example}</pre>
        <Group gap="xs">
          <Button size="compact-sm" onClick={onSubject} disabled={!onSubject}>
            Add another subject
          </Button>
          <Button size="compact-sm" onClick={onAlternative}>
            Put in [or]
          </Button>
          <Button size="compact-sm" onClick={onOwnPart}>
            Put in [yours]
          </Button>
        </Group>
      </div>
    </details>
  );
}
