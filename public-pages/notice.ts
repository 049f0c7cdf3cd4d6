import { html } from 'hono/html';
import { layout } from './page.ts';
import { placesOf, speakOf, type Mailbox } from './mailboxes.ts';
import { notices } from './notices.ts';
import type { Destination, NoticeCode, NoticeWords } from './notices.ts';
import type { Frame, HiddenField, Html, Step } from './page.ts';
import { hidden } from './pieces.ts';

/** A way on: a link, or a form where pressing it does something. */
export type NoticeAction =
  | { readonly label: string; readonly href: string }
  | { readonly label: string; readonly post: string; readonly csrf: HiddenField; readonly by?: HiddenField };

export interface NoticeProps {
  readonly title: string;
  /** What happened, what was not done, what to do. */
  readonly sentences: readonly string[];
  readonly action?: NoticeAction | undefined;
  readonly second?: NoticeAction | undefined;
  readonly step?: Step | undefined;
}

/** One page for every plain outcome that needs words and a way on. */
export function noticePage(props: NoticeProps, frame: Frame): Html {
  const { title, action, second } = props;
  const main = html`<div class="notice">
    <h1>${title}</h1>
    ${props.sentences.map((sentence) => html`<p>${sentence}</p>`)}
    ${action || second
      ? html`<div class="choices">${action ? way(action, 'btn first') : ''} ${second ? way(second, 'btn') : ''}</div>`
      : ''}
  </div>`;
  return layout({ ...frame, title, main, step: props.step });
}

/** A way on as a link, or as a button where pressing it does something. */
export function way(action: NoticeAction, look: string): Html {
  if ('href' in action) return html`<a class="${look}" href="${action.href}">${action.label}</a>`;
  return html`<form method="post" action="${action.post}" data-busy="One moment, please.">
    ${hidden(action.csrf)}${action.by ? hidden(action.by) : ''}<button class="${look}">${action.label}</button>
    <p class="small" role="status"></p>
  </form>`;
}

/** What is known of this visit: where it can lead, and the figures that the words speak of. */
export interface NoticeFacts {
  readonly links: Partial<Record<Destination, string>>;
  /** With it, `connect` is pressed and not followed, because it begins something. */
  readonly csrf?: HiddenField | undefined;
  readonly hours?: number | undefined;
  readonly seconds?: number | undefined;
  /** Whose mailbox it is about, where that is known. */
  readonly mailbox?: Mailbox | undefined;
}

/** The page of an outcome, with the ways on that this visit can offer. */
export function noticeFor(code: NoticeCode, facts: NoticeFacts): NoticeProps {
  const words: NoticeWords = notices[code];
  const seconds = facts.seconds ?? 60;
  const fill = (text: string): string =>
    speakOf(facts.mailbox, text)
      .replaceAll('{hours}', String(facts.hours ?? 48))
      .replaceAll('{seconds} seconds', seconds === 1 ? 'a second' : `${String(seconds)} seconds`);
  return {
    title: fill(words.title),
    sentences: [words.happened, words.notDone, words.next].map(fill),
    action: words.action && wayTo({ ...words.action, label: fill(words.action.label) }, facts),
    second: words.second && wayTo({ ...words.second, label: fill(words.second.label) }, facts),
  };
}

function wayTo({ label, to }: { label: string; to: Destination }, { links, csrf, mailbox }: NoticeFacts): NoticeAction | undefined {
  const outside: Partial<Record<Destination, string>> = placesOf[mailbox ?? 'gmail'];
  const href = links[to] ?? outside[to];
  if (href === undefined) return undefined;
  if (to === 'connect' && csrf) return { label, post: href, csrf, ...(mailbox ? { by: { name: 'by', value: mailbox } } : {}) };
  return to === 'continue' && csrf ? { label, post: href, csrf } : { label, href };
}
