import { html, raw } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface HomePageProps {
  /** What this copy of the service is called at Google and here. */
  readonly service: string;
  readonly operator: string;
  readonly signInUrl: string;
  /** After how many hours an unused permission is gone. */
  readonly hours: number;
}

// Google asks for this sentence word for word, so nothing here may rewrap or re-quote it.
const limitedUse = raw(
  "'s use and transfer to any other app of information received from Google APIs will adhere to Google API Services User Data Policy, including the Limited Use requirements.",
);

/** The first page: what the service does, what it asks Google for and why, and the door for members. */
export function homePage({ service, operator, signInUrl, hours }: HomePageProps, frame: Frame): Html {
  const main = html`<div class="notice prose">
    <h1>${service}</h1>
    <p class="lede">Write a letter that counts, from your own mailbox and in your own name.</p>
    <h2>What it does</h2>
    <p>
      Here <bdi>${operator}</bdi> prepares letters to people who decide: a council, a company, a ministry. You read the letter, connect your
      Gmail, see every word once more, and confirm. Then it leaves from your own Gmail account. The answer comes to your own inbox.
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
    <p>
      ${service}${limitedUse} <a href="https://developers.google.com/terms/api-services-user-data-policy">Read that policy at Google.</a>
    </p>
    <h2>For members</h2>
    <p>If you work on campaigns with <bdi>${operator}</bdi>, this is the way in.</p>
    <a class="btn" href="${signInUrl}">Sign in</a>
  </div>`;
  return layout({ ...frame, organiser: operator, title: service, main });
}
