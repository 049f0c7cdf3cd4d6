import { html } from 'hono/html';
import { icon } from './icons.ts';
import { letter } from './letter.ts';
import { speakOf, type Mailbox } from './mailboxes.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, leftOutList, plural, problemNote, readerLine, readerName, written } from './pieces.ts';
import type { LeftOut, Reader } from './pieces.ts';

export interface LetterToConfirm {
  readonly recipient: Reader;
  readonly subject: string;
  readonly text: string;
}

export interface ConfirmPageProps {
  readonly from: { readonly name: string; readonly address: string };
  readonly messages: readonly LetterToConfirm[];
  /** Those the supporter saw before and who get no letter, each with the reason as a sentence. */
  readonly leftOut: readonly LeftOut[];
  readonly urls: { readonly confirm: string; readonly change: string; readonly stop: string };
  readonly csrf: HiddenField;
  /** Binds the confirmation to exactly these letters. */
  readonly contentHash: string;
  /** After how many hours an unsent connection is gone. */
  readonly hours: number;
  readonly mailbox?: Mailbox | undefined;
  /** Another account was connected before: said, so that nobody sends from the wrong one. */
  readonly anotherAccount?: boolean | undefined;
  /** The letters go to the mailbox that sends them, and to nobody else. */
  readonly rehearsal?: boolean | undefined;
  readonly problem?: string | undefined;
}

/** The page before anything leaves: every letter word for word, and the supporter's confirmation. */
export function confirmPage(props: ConfirmPageProps, frame: Frame): Html {
  const { messages, urls, csrf } = props;
  const many = messages.length > 1;
  const main = html`<h1>${many ? 'Check them, then send them' : 'Check it, then send it'}</h1>
    ${problemNote(props.problem)} ${props.anotherAccount ? another(props) : ''} ${props.rehearsal ? rehearsing : ''}
    <p class="lede">${ledeOf(messages)}</p>
    ${messages.map((message, index) => sheet(message, props.from, index > 0 && messages.length > 2))} ${leftOutList(props.leftOut)}
    ${facts(props.hours)}
    <form method="post" action="${urls.stop}" id="stop">${hidden(csrf)}</form>
    <form
      method="post"
      action="${urls.confirm}"
      data-letters
      data-busy="${speakOf(props.mailbox, `Handing ${many ? 'your letters' : 'your letter'} to {mail}. Please keep this page open.`)}"
    >
      ${hidden(csrf)} ${hidden({ name: 'content_hash', value: props.contentHash })}
      <div class="acts">
        ${messages.length > 0
          ? html`<button class="btn first">${many ? `Confirm and send ${String(messages.length)} letters` : 'Confirm and send'}</button>`
          : ''}
        <a class="btn" href="${urls.change}">${plural(messages.length, 'Change the letter', 'Change the letters')}</a>
        <button class="btn bare" form="stop">Stop and disconnect</button>
        <p class="small" role="status"></p>
      </div>
    </form>`;
  return layout({ ...frame, title: 'Check, then send', main, step: 'Confirm', aside: 'A letter from supporters' });
}

/** A person who signed in with one account and then with another may not have meant to. */
function another({ from }: ConfirmPageProps): Html {
  return html`<div class="standing" role="note">
    <p>
      You chose another account than before. What you confirm here leaves from <b><bdi>${from.address}</bdi></b
      >; of the first account nothing is left here.
    </p>
  </div>`;
}

const rehearsing = html`<div class="standing" role="note">
  <p>This is a rehearsal: each letter goes to your own mailbox, and nothing is counted.</p>
</div>`;

function ledeOf(messages: readonly LetterToConfirm[]): Html {
  const [first] = messages;
  if (!first) return html`Nothing has left, and nothing can be sent: nobody is left to write to.`;
  if (messages.length > 1) return html`Nothing has left yet. These are the ${messages.length} letters, each as its reader will get it.`;
  return html`Nothing has left yet. This is the whole letter, as <bdi>${first.recipient.name}</bdi> will read it.`;
}

function sheet(message: LetterToConfirm, from: ConfirmPageProps['from'], folded: boolean): Html {
  const page = letter({
    label: `The letter to ${message.recipient.name}`,
    from: readerLine(from),
    to: readerLine(message.recipient),
    subject: html`<bdi>${message.subject}</bdi>`,
    text: written(message.text),
  });
  return folded
    ? html`<details class="more">
        <summary>The letter to ${readerName(message.recipient)}</summary>
        ${page}
      </details>`
    : page;
}

function facts(hours: number): Html {
  return html`<dl class="facts">
    <div>
      ${icon('key')}
      <dt>What you allowed</dt>
      <dd>Sending, and your name and address. No reading of your mail, no contacts.</dd>
    </div>
    <div>
      ${icon('hourglass')}
      <dt>If you leave now</dt>
      <dd>Your name, address and consent are gone after ${hours} hours at most.</dd>
    </div>
  </dl>`;
}
