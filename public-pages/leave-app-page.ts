import { html, raw } from 'hono/html';
import { icon } from './icons.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

export interface LeaveAppProps {
  /** The app in whose own window the page is open. */
  readonly app: string;
  /** Opens the letter in another browser, once. */
  readonly url: string;
  readonly minutes: number;
}

/** Before anybody is sent to a sign-in that their app would break: how to go on in a real browser, with the letter as it is. */
export function leaveAppPage({ app, url, minutes }: LeaveAppProps, frame: Frame): Html {
  const title = 'Please go on in your browser';
  const main = html`<div class="notice">
    <h1>${title}</h1>
    <p>You are in a window of ${app}. Google and Microsoft do not let anybody sign in there.</p>
    <p>Your letter is kept. Open this address in the browser that you use every day, and it is there as you wrote it:</p>
    <div class="link">
      <label class="sr" for="onward">Address to open in your browser</label>
      <input class="field" id="onward" readonly value="${url}" />
      <button class="btn" type="button" hidden data-copy="onward" data-said="copied">${icon('copy')}Copy</button>
    </div>
    <p class="small" id="copied" role="status">${raw('')}</p>
    <div class="choices"><a class="btn first" href="${url}" target="_blank" rel="noopener">Try to open it in the browser</a></div>
    <p class="small faint">
      Often there is also a menu (three dots) with “Open in browser”. The address works once, and for ${minutes} minutes.
    </p>
  </div>`;
  return layout({ ...frame, title, main, step: 'Connect' });
}
