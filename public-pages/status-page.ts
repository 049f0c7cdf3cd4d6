import { html, raw } from 'hono/html';
import { placesOf, speakOf, type Mailbox } from './mailboxes.ts';
import { way, type NoticeProps } from './notice.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, problemNote, readerName } from './pieces.ts';

export interface StatusLine {
  readonly name: string;
  readonly district?: string | undefined;
  readonly state: 'waiting' | 'sending' | 'accepted' | 'failed' | 'uncertain' | 'skipped';
  /** Why, as a sentence. */
  readonly reason?: string | undefined;
  /** What the supporter can do about it, as a sentence. */
  readonly nextStep?: string | undefined;
}

export interface StatusPageProps {
  readonly lines: readonly StatusLine[];
  /** Present when failed letters may be tried again with the consent that is still held. */
  readonly retry?: { readonly url: string; readonly csrf: HiddenField } | undefined;
  /** Present when a consent is still held and can be ended now. */
  readonly stop?: { readonly url: string; readonly csrf: HiddenField } | undefined;
  /** What stood in the way of every letter that failed, and the ways on from there. */
  readonly cause?: NoticeProps | undefined;
  readonly mailbox?: Mailbox | undefined;
  readonly campaignUrl: string;
  readonly problem?: string | undefined;
}

const words: Record<StatusLine['state'], string> = {
  waiting: 'Not yet handed to {mail}',
  sending: 'Being handed to {mail}',
  accepted: 'Accepted by {mail}',
  failed: 'Not sent',
  uncertain: 'Not known',
  skipped: 'Left out',
};

const uncertain =
  'We handed it to {mail} and the answer was lost. Look in your Sent folder before you do anything; we will not send it again by ourselves.';

/** Where each letter stands while they are sent, and afterwards when not all of them left. */
export function statusPage(props: StatusPageProps, frame: Frame): Html {
  const { lines, retry, stop, mailbox } = props;
  const { cause } = props;
  const said = lines.every(({ state }) => state === 'failed') ? cause : undefined;
  const busy = lines.some(({ state }) => state === 'waiting' || state === 'sending');
  const failed = lines.filter(({ state }) => state === 'failed').length;
  const unknown = lines.some(({ state }) => state === 'uncertain');
  const title = said?.title ?? speakOf(mailbox, titleOf(lines, busy));
  const main = html`<div ${busy ? raw('data-look') : ''}>
    <h1>${title}</h1>
    ${problemNote(props.problem)}
    ${said
      ? html`<div role="status">${said.sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`
      : html`<p class="lede" role="status">${speakOf(mailbox, ledeOf(busy, failed, unknown))}</p>`}
    <ul class="rows">
      ${lines.map((line) => row(line, mailbox))}
    </ul>
    ${unknown
      ? html`<p class="after"><a href="${placesOf[mailbox ?? 'gmail'].sent}">${speakOf(mailbox, 'Open your Sent folder in {mail}')}</a></p>`
      : ''}
    ${busy
      ? ''
      : html`<div class="choices">
          ${retry && failed > 0 ? again(retry, failed) : cause?.action ? way(cause.action, 'btn first') : ''}
          ${cause?.second ? way(cause.second, 'btn') : ''}
          <a class="btn" href="${props.campaignUrl}">Back to the campaign page</a>
          ${stop
            ? html`<form method="post" action="${stop.url}">
                ${hidden(stop.csrf)}<button class="btn bare">Stop and disconnect</button>
              </form>`
            : ''}
        </div>`}
  </div>`;
  return layout({ ...frame, title, main, step: busy ? 'Confirm' : 'Sent', aside: 'A letter from supporters', again: busy });
}

function titleOf(lines: readonly StatusLine[], busy: boolean): string {
  const accepted = lines.filter(({ state }) => state === 'accepted').length;
  const one = lines.length === 1;
  if (busy) return one ? 'Sending your letter' : 'Sending your letters';
  if (accepted === lines.length && accepted > 0) return one ? '{mail} accepted your letter' : '{mail} accepted your letters';
  if (accepted > 0) return `{mail} accepted ${String(accepted)} of your ${String(lines.length)} letters`;
  if (lines.some(({ state }) => state === 'uncertain'))
    return one ? 'We do not know if your letter left' : 'We do not know if your letters left';
  return one ? 'Your letter was not sent' : 'Your letters were not sent';
}

function ledeOf(busy: boolean, failed: number, unknown: boolean): string {
  if (busy) return 'Please keep this page open. It shows each letter as soon as {mail} has answered.';
  if (failed > 0) return 'Below you see what happened to each letter. What was not sent stays unsent unless you try again yourself.';
  if (unknown) return 'Below you see what happened to each letter. Nothing more will be sent by itself.';
  return 'Below you see what happened to each letter.';
}

function row(line: StatusLine, mailbox: Mailbox | undefined): Html {
  const { state } = line;
  const reason = line.reason ?? (state === 'uncertain' ? speakOf(mailbox, uncertain) : '');
  return html`<li>
    <div class="state ${state}">
      <span>${readerName(line)}<br /><em>${speakOf(mailbox, words[state])}</em></span>
    </div>
    ${reason || line.nextStep ? html`<p>${reason} ${line.nextStep ?? ''}</p>` : ''}
  </li>`;
}

function again(retry: NonNullable<StatusPageProps['retry']>, failed: number): Html {
  return html`<form method="post" action="${retry.url}" data-busy="Trying again. Please keep this page open.">
    ${hidden(retry.csrf)}
    <button class="btn first">${failed === 1 ? 'Try the failed one again' : 'Try the failed ones again'}</button>
    <p class="small" role="status"></p>
  </form>`;
}
