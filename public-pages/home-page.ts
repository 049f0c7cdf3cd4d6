import { html } from 'hono/html';
import { limitedUse } from './limited-use.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface HomePageProps {
  /** What this copy of the service is called at Google and here. */
  readonly service: string;
  readonly operator: string;
  readonly signInUrl: string;
  /** After how many hours an unused permission is gone. */
  readonly hours: number;
  /** Whether letters can leave from Outlook too. */
  readonly outlook?: boolean | undefined;
}

const microsoft = html`<h2>With Outlook</h2>
  <p>
    Microsoft is asked for the same two things: your name and address, and the permission to send (<span class="code">Mail.Send</span>). We
    get it for about an hour and cannot renew it. You can end it in
    <a href="https://account.live.com/consent/Manage">your Microsoft account</a>. Without any sign-in, the letter opens in a mail program of
    your own.
  </p>`;

/** The first page: what the service does, what it asks Google for and why, and the door for members. */
export function homePage({ service, operator, signInUrl, hours, outlook }: HomePageProps, frame: Frame): Html {
  const main = html`<div class="notice prose">
    <h1>${service}</h1>
    <p class="lede">Write a letter that counts, from your own mailbox and in your own name.</p>
    <h2>What it does</h2>
    <p>
      Here <bdi>${operator}</bdi> prepares letters to people who decide: a council, a company, a ministry. You read the letter, connect your
      ${outlook ? 'Gmail or Outlook' : 'Gmail'}, see every word once more, and confirm. Then it leaves from your own account. The answer
      comes to your own inbox.
    </p>
    <p>Nothing is ever sent without your confirmation, and one confirmation sends only the letters that you saw.</p>
    <h2>What we ask Google for, and why</h2>
    <ul>
      <li><strong>Your name and email address</strong>, to put them under the letter and to count each person once.</li>
      <li><strong>Permission to send email for you</strong>, to pass on the letter that you confirmed.</li>
    </ul>
    <p>
      We cannot read your mail or your contacts. The permission ends with the sending, or after ${hours} hours if you do not send. You can
      also end it at any time in <a href="https://myaccount.google.com/connections">your Google account</a>. How long anything stays is
      shown, with what is really there, under <a href="${frame.base}/kept">What we keep</a>; all of it is in the
      <a href="${frame.base}/privacy">privacy policy</a>.
    </p>
    ${limitedUse(service)}
    <p>All of it in one place, for whoever checks: <a href="${frame.base}/google">${service} and Google</a>.</p>
    ${outlook ? microsoft : ''}
    <h2>If you receive letters</h2>
    <p>
      <a href="${frame.base}/check">Check whether a letter is genuine</a>, see
      <a href="${frame.base}/recipient">what is kept about you</a> and stop the letters, or <a href="${frame.base}/contact">write to us</a>.
    </p>
    <h2>For members</h2>
    <p>If you work on campaigns with <bdi>${operator}</bdi>, this is the way in.</p>
    <a class="btn" href="${signInUrl}">Sign in</a>
  </div>`;
  return layout({ ...frame, organiser: operator, title: service, main });
}
