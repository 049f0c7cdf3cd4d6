import type { ReactNode } from 'react';
import type { Editing } from '../shapes.ts';
import type { FilledLetter } from './fill-letter.ts';
import classes from './letter.module.css';
import styles from './wordings.module.css';

interface LetterSheetProps {
  to: ReactNode;
  letter: Pick<FilledLetter, 'subject' | 'body' | 'own'>;
  editing: Editing;
  /** What stands under every letter, where it is known. */
  footer?: string;
}

const allowed: Record<Editing, string> = {
  whole: 'Supporters may change all of this.',
  part: 'Supporters may change the marked part and nothing else.',
  own_line: 'Supporters may add one line of their own, where it is marked.',
  locked: 'Supporters send it as it stands.',
};

/** The letter set as the public page sets it. */
export function LetterSheet({ to, letter, editing, footer }: LetterSheetProps) {
  return (
    <article className={classes.sheet} aria-label="The letter">
      <dl>
        <dt>To</dt>
        <dd>{to}</dd>
        <dt>Subject</dt>
        <dd dir="auto">{letter.subject}</dd>
      </dl>
      <div className={classes.text} dir="auto">
        <Body letter={letter} editing={editing} />
        {footer && <div className={styles.footer}>{footer}</div>}
      </div>
      <p>{allowed[editing]}</p>
    </article>
  );
}

function Body({ letter: { body, own }, editing }: Pick<LetterSheetProps, 'letter' | 'editing'>) {
  if (editing === 'part' && own) {
    return (
      <>
        {own.before}
        <div className={styles.theirs}>
          <span>Their part</span>
          {own.text}
        </div>
        {own.after}
      </>
    );
  }
  if (editing !== 'own_line') return body;
  // The place for a supporter's own line is before the closing words, as on the public page.
  const at = body.trimEnd().lastIndexOf('\n\n');
  return (
    <>
      {at === -1 ? body : body.slice(0, at)}
      <div className={classes.own}>
        Their own line <span>optional</span>
      </div>
      {at !== -1 && body.slice(at + 2)}
    </>
  );
}
