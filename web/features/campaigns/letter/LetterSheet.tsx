import type { ReactNode } from 'react';
import type { Editing } from '../shapes.ts';
import type { FilledLetter } from './fill-letter.ts';
import classes from './letter.module.css';

interface LetterSheetProps {
  to: ReactNode;
  letter: Pick<FilledLetter, 'subject' | 'body'>;
  editing: Editing;
}

const allowed: Record<Editing, string> = {
  whole: 'Supporters may change all of this.',
  own_line: 'Supporters may add one line of their own, where it is marked.',
  locked: 'Supporters send it as it stands.',
};

/** The letter set as the public page sets it. */
export function LetterSheet({ to, letter: { subject, body }, editing }: LetterSheetProps) {
  return (
    <article className={classes.sheet} aria-label="The letter">
      <dl>
        <dt>To</dt>
        <dd>{to}</dd>
        <dt>Subject</dt>
        <dd dir="auto">{subject}</dd>
      </dl>
      {editing === 'own_line' ? (
        <WithOwnLine body={body} />
      ) : (
        <div className={classes.text} dir="auto">
          {body}
        </div>
      )}
      <p>{allowed[editing]}</p>
    </article>
  );
}

/** The place for a supporter's own line is before the closing words, as on the public page. */
function WithOwnLine({ body }: { body: string }) {
  const at = body.trimEnd().lastIndexOf('\n\n');
  return (
    <div className={classes.text} dir="auto">
      {at === -1 ? body : body.slice(0, at)}
      <div className={classes.own}>
        Their own line <span>optional</span>
      </div>
      {at !== -1 && body.slice(at + 2)}
    </div>
  );
}
