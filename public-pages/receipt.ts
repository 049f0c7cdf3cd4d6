import { html, raw } from 'hono/html';
import { icon } from './icons.ts';
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
  /** When Gmail accepted it, in words: "14:22 on 19 November 2026". */
  readonly at: string;
  readonly recipients: readonly { readonly name: string; readonly district?: string | undefined }[];
  /** Those who were shown and got no letter after all. */
  readonly leftOut?: readonly LeftOut[] | undefined;
  /** When Google confirmed the end of the consent, in words; null when it did not confirm. */
  readonly revokedAt: string | null;
  /** What is left of the supporter besides the consent. */
  readonly rows: readonly LeftBehind[];
  /** Which supporter this was; null when the campaign shows no number. */
  readonly number: number | null;
  readonly shareUrl: string;
}

/** The end of the way: Gmail accepted the letters, and this is all that stays here of the supporter. */
export function receiptPage(props: ReceiptProps, frame: Frame): Html {
  const title = props.recipients.length === 1 ? 'Gmail accepted your letter' : 'Gmail accepted your letters';
  const main = html`<h1>${title}</h1>
    ${acceptance(props)} ${leftOutList(props.leftOut ?? [])} ${leftOfYou(props)} ${props.revokedAt === null ? endItYourself : ''}
    <section class="part">
      <h2>One more letter counts</h2>
      <p class="hush small">
        ${props.number === null ? '' : html`You are number <b class="num">${figure(props.number)}</b>. `}Pass the page on to somebody who
        would write too.
      </p>
      ${share(props.shareUrl)}
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

function leftOfYou({ revokedAt, rows }: ReceiptProps): Html {
  const consent =
    revokedAt === null
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
        <td>${revokedAt === null ? 'you end it at Google' : 'gone'}</td>
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

const endItYourself = html`<div class="standing" role="note">
  <p>We asked Google to end your consent, and Google did not confirm it. We have deleted our copy, so we can send nothing more.</p>
  <p>
    To be sure, open <a href="https://myaccount.google.com/connections">the connections in your Google account</a>, choose this service and
    press Delete.
  </p>
</div>`;

function share(url: string): Html {
  return html`<div class="link">
      <label class="sr" for="share">Link to the campaign page</label>
      <input class="field" id="share" readonly value="${url}" />
      <button class="btn" type="button" hidden data-copy="share" data-said="copied">${icon('copy')}Copy</button>
    </div>
    <p class="small" id="copied" role="status">${raw('')}</p>`;
}
