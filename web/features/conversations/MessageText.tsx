import { IconPaperclip } from '@tabler/icons-react';
import { withoutQuoted } from '../../../shared/quoted-text.ts';
import { When } from '../../ui/When.tsx';
import classes from './conversations.module.css';
import type { Message } from './shapes.ts';

const size = (bytes: number) =>
  bytes < 1_000_000 ? `${String(Math.max(1, Math.round(bytes / 1_000)))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** One message as words, with what it quotes folded away and what was attached by name. */
export function MessageText({ message }: { message: Message }) {
  const { direction, kind, fromEmail, fromName, subject, text, attachments, writtenBy, at } = message;
  const { own, quoted } = withoutQuoted(text);
  return (
    <article className={classes.message} data-direction={direction}>
      <header>
        <b>
          <bdi>{direction === 'out' ? (writtenBy ?? 'A member') : fromName || fromEmail}</bdi>
        </b>
        {direction === 'in' && fromName && <bdi className="hush">{fromEmail}</bdi>}
        {kind === 'auto_reply' && <span className={classes.automatic}>automatic answer</span>}
        <When at={at} />
      </header>
      <p className="sr">Subject: {subject}</p>
      <div className={classes.words} dir="auto">
        {own}
      </div>
      {quoted && (
        <details className={classes.quoted}>
          <summary>What it quotes</summary>
          <div className={classes.words} dir="auto">
            {quoted}
          </div>
        </details>
      )}
      {attachments.length > 0 && (
        <div className={classes.attached}>
          <ul>
            {attachments.map(({ name, bytes }, place) => (
              <li key={`${name} ${String(place)}`}>
                <IconPaperclip size={16} stroke={1.5} aria-hidden />
                <bdi>{name || 'without a name'}</bdi> <span className="hush">{size(bytes)}</span>
              </li>
            ))}
          </ul>
          <p className="tiny faint">What is in them stays in the mailbox. Open them there.</p>
        </div>
      )}
    </article>
  );
}
