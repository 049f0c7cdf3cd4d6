import { html } from 'hono/html';
import { noticePage } from './notice.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, problemNote } from './pieces.ts';

export interface RecipientAskProps {
  readonly form: { readonly url: string; readonly csrf: HiddenField; readonly value?: string | undefined };
  readonly problem?: string | undefined;
}

/** The page on which a recipient asks for the link to what is kept about them. */
export function recipientAskPage({ form, problem }: RecipientAskProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>Your data</h1>
    ${problemNote(problem)}
    <p class="lede">
      Whether letters reach you through this service or you sent one: here you see what is kept about you, and change it. Stop letters or
      have fewer of them, correct, pause, take away or delete your data, or complain.
    </p>
    <p>To be sure that it is you, we mail a link to your address: the one at which letters reach you, or from which you sent yours.</p>
    <form class="ask one after" method="post" action="${form.url}" data-busy="One moment, please.">
      ${hidden(form.csrf)}
      <label for="email">Your email address</label>
      <input class="field" id="email" name="email" type="email" required autocomplete="email" maxlength="320" value="${form.value ?? ''}" />
      <button class="btn first">Send me the link</button>
      <p class="small" role="status"></p>
    </form>
    <p class="after">
      Do you only want to know whether a letter is genuine? <a href="${frame.base}/check">Type its code</a>. Is it about something else?
      <a href="${frame.base}/contact">Write to us</a>.
    </p>
  </div>`;
  return layout({ ...frame, title: problem ? 'Please look again: Your data' : 'Your data', main });
}

/** The page after it: the same words whether anything is kept or not. */
export function recipientAskedPage(frame: Frame): Html {
  return noticePage(
    {
      title: 'Please look into your mail',
      sentences: [
        'If anything is kept here about this address, a link is on its way. It opens for an hour.',
        'If nothing comes within some minutes, look among the unwanted mail. If there is nothing either, nothing is kept here about it.',
        'This page says the same for every address, so that nobody can find out about somebody else.',
      ],
      action: { label: 'Back', href: `${frame.base}/recipient` },
    },
    frame,
  );
}

/** The page behind a link that is over, or never was one. */
export function recipientLinkOverPage(frame: Frame): Html {
  return noticePage(
    {
      title: 'This link is over',
      sentences: [
        'A link opens for an hour, and not at all once your data is deleted.',
        'Nothing was changed.',
        'You can have a new one mailed to you.',
      ],
      action: { label: 'Send me a new link', href: `${frame.base}/recipient` },
    },
    frame,
  );
}
