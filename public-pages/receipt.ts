import { html, raw } from 'hono/html';
import { icon } from './icons.ts';
import { placesOf, speakOf, type Mailbox } from './mailboxes.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';
import { figure, leftOutList, readerName, type LeftOut } from './pieces.ts';

export interface LeftBehind {
  readonly what: string;
  /** How it stands, in words. */
  readonly state: string;
  readonly until: string;
  /** Whether it is gone for good; what is kept has no mark. */
  readonly gone: boolean;
}

export interface ReceiptProps {
  /** When the mail service accepted it, in words: "14:22 on 19 November 2026". */
  readonly at: string;
  readonly recipients: readonly { readonly name: string; readonly district?: string | undefined }[];
  /** Those who were shown and got no letter after all. */
  readonly leftOut?: readonly LeftOut[] | undefined;
  readonly mailbox?: Mailbox | undefined;
  readonly title?: string | undefined;
  /** The organiser's thanks, in their own words. */
  readonly thanks?: string | undefined;
  /** The code by which the supporter finds themselves in the public count. */
  readonly receipt?: { readonly code: string; readonly countUrl: string } | undefined;
  readonly bounceUrl?: string | undefined;
  readonly rehearsal?: boolean | undefined;
  /** When Google confirmed the end of the consent, in words; null when it did not confirm. */
  readonly revokedAt: string | null;
  /** What is left of the supporter besides the consent. */
  readonly rows: readonly LeftBehind[];
  /** Which supporter this was; null when the campaign shows no number. */
  readonly number: number | null;
  readonly shareUrl: string;
}

/** The end of the way: the mail service accepted the letters, and this is all that stays here of the supporter. */
export function receiptPage(props: ReceiptProps, frame: Frame): Html {
  const title = speakOf(props.mailbox, props.recipients.length === 1 ? '{mail} accepted your letter' : '{mail} accepted your letters');
  const main = html`<h1>${title}</h1>
    ${props.rehearsal ? rehearsed : ''} ${props.thanks ? html`<p class="lede thanks">${props.thanks}</p>` : ''} ${acceptance(props)}
    ${leftOutList(props.leftOut ?? [])} ${sentLetters} ${leftOfYou(props)} ${endIt(props)} ${countedAs(props.receipt)}
    <section class="part">
      <h2>One more letter counts</h2>
      <p class="hush small">
        ${props.number === null ? '' : html`You are number <b class="num">${figure(props.number)}</b>. `}Pass the page on to somebody who
        would write too.
      </p>
      ${share(props.shareUrl, props.title)}
      ${props.bounceUrl ? html`<p class="small">Did a letter come back? <a href="${props.bounceUrl}">Tell us what it said</a>.</p>` : ''}
      <p class="small"><a href="${frame.base}/kept#yours">Ask for what we hold about you</a>, or have it deleted earlier.</p>
    </section>`;
  return layout({ ...frame, title, main, step: 'Sent', aside: 'A letter from supporters' });
}

function acceptance({ at, recipients }: ReceiptProps): Html {
  const [only] = recipients;
  const blind = 'An answer, if one is written, comes to your own inbox. We cannot see whether anybody reads what you sent.';
  if (recipients.length === 1 && only) return html`<p class="lede">At ${at}, for <bdi>${only.name}</bdi>. ${blind}</p>`;
  const names = html`<ul class="rows">
    ${recipients.map(
      (recipient) =>
        html`<li>
          <div class="state accepted"><span>${readerName(recipient)}</span></div>
        </li>`,
    )}
  </ul>`;
  return html`<p class="lede">At ${at}, for ${recipients.length} people. ${blind}</p>
    ${recipients.length > 5
      ? html`<details>
          <summary>All ${recipients.length} names</summary>
          ${names}
        </details>`
      : names}`;
}

function leftOfYou({ revokedAt, rows, mailbox }: ReceiptProps): Html {
  const consent =
    mailbox === 'outlook'
      ? html`Over within the hour; our copy is deleted`
      : revokedAt === null
        ? html`<span class="state uncertain">Google did not confirm that it ended</span>`
        : marked(`Revoked at Google, ${revokedAt}`, true);
  return html`<table class="left">
    <caption>
      What is left of you here
    </caption>
    <thead>
      <tr>
        <th scope="col">What</th>
        <th scope="col">Where it stands</th>
        <th scope="col">Until</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <th scope="row">Consent to send</th>
        <td>${consent}</td>
        <td>${mailbox === 'outlook' ? 'an hour' : revokedAt === null ? 'you end it at Google' : 'gone'}</td>
      </tr>
      ${rows.map(
        ({ what, state, until, gone }) =>
          html`<tr>
            <th scope="row">${what}</th>
            <td>${marked(state, gone)}</td>
            <td>${until}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function marked(state: string, gone: boolean): Html {
  return gone ? html`<span class="state accepted">${state}</span>` : html`${state}`;
}

const rehearsed = html`<div class="standing" role="note">
  <p>This was a rehearsal: the letters went to your own mailbox, and nothing was counted.</p>
</div>`;

/** Filled by the script from this tab's own memory; the server has nothing that it could show here. */
const sentLetters = html`<details class="more" data-sent-letters hidden>
  <summary>What you sent</summary>
  <p class="small faint">This copy is in this window alone, until you close it. Another is in your Sent folder. We keep none.</p>
  <div></div>
</details>`;

function countedAs(receipt: ReceiptProps['receipt']): Html {
  if (!receipt) return raw('');
  return html`<section class="part">
    <h2>Check that you are counted</h2>
    <p class="hush small">
      This is the code of your receipt. It says nothing about you, and it is gone here after 48 hours. With it you can
      <a href="${receipt.countUrl}">find yourself in the public count</a>.
    </p>
    <div class="link">
      <label class="sr" for="receipt">The code of your receipt</label>
      <input class="field" id="receipt" readonly value="${receipt.code}" />
      <button class="btn" type="button" hidden data-copy="receipt" data-said="receipt-copied">${icon('copy')}Copy</button>
    </div>
    <p class="small" id="receipt-copied" role="status">${raw('')}</p>
  </section>`;
}

/** Google takes a consent back when we ask; Microsoft has no way for a service to do that, so the person is told where they can. */
function endIt({ revokedAt, mailbox }: ReceiptProps): Html {
  if (mailbox === 'outlook') return endItAtMicrosoft;
  return revokedAt === null ? endItYourself : raw('');
}

const endItAtMicrosoft = html`<div class="standing" role="note">
  <p>Microsoft gives a service no way to hand a consent back. We have deleted what it gave us, so we can send nothing more.</p>
  <p>To remove this service from your account, open <a href="${placesOf.outlook.connections}">the apps in your Microsoft account</a>.</p>
</div>`;

const endItYourself = html`<div class="standing" role="note">
  <p>We asked Google to end your consent, and Google did not confirm it. We have deleted our copy, so we can send nothing more.</p>
  <p>
    To be sure, open <a href="${placesOf.gmail.connections}">the connections in your Google account</a>, choose this service and press
    Delete.
  </p>
</div>`;

function share(url: string, title = ''): Html {
  const text = encodeURIComponent(`${title ? `${title}: ` : ''}${url}`);
  const mail = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`;
  return html`<div class="link">
      <label class="sr" for="share">Link to the campaign page</label>
      <input class="field" id="share" readonly value="${url}" />
      <button class="btn" type="button" hidden data-copy="share" data-said="copied">${icon('copy')}Copy</button>
    </div>
    <p class="small" id="copied" role="status">${raw('')}</p>
    <p class="small shares">
      <a href="https://wa.me/?text=${text}" rel="noopener noreferrer">WhatsApp</a> <a href="${mail}">E-mail</a>
      <a href="https://t.me/share/url?url=${encodeURIComponent(url)}" rel="noopener noreferrer">Telegram</a>
    </p>`;
}
