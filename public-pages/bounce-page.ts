import { html, raw } from 'hono/html';
import { bounceScriptPath } from './bounce-script.ts';
import { noticePage } from './notice.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, problemNote, textarea } from './pieces.ts';
import type { Reader } from './pieces.ts';
import { markOf } from './read-bounce.js';
import type { BounceClass } from './read-bounce.js';

export interface BounceRecipient extends Reader {
  readonly id: string;
}

export interface BouncePageProps {
  /** Those a letter of this campaign may have gone to. Their addresses do not appear on the page. */
  readonly recipients: readonly BounceRecipient[];
  readonly form: { readonly url: string; readonly csrf: HiddenField };
  readonly backUrl: string;
  /** What was chosen before, when the form comes back with a problem. */
  readonly chosen?: { readonly recipient?: string | undefined; readonly class?: string | undefined } | undefined;
  readonly problem?: string | undefined;
}

/** Why a letter came back, in the words that a supporter chooses from. */
export const bounceWords: Readonly<Record<BounceClass, string>> = {
  hard: 'There is no such address',
  full: 'The mailbox is full',
  blocked: 'It was refused: by a rule, or as unwanted mail',
  later: 'It is late, and they are still trying',
  unknown: 'Something else, or I cannot tell',
};

/** The page on which a supporter says that a letter came back. Of what they paste nothing is posted: two choices are. */
export function bouncePage(props: BouncePageProps, frame: Frame): Html {
  const { form, problem } = props;
  const main = html`<div class="notice">
    <h1>Did your letter come back?</h1>
    ${problemNote(problem)}
    <p class="lede">
      When a letter cannot be delivered, your mailbox gets a message from “Mail Delivery” or “Postmaster”. Tell us whom it was about and
      why, and the organiser can put the address right.
    </p>
    ${props.recipients.length > 0
      ? html`${paste}
          <form class="ask" method="post" action="${form.url}">
            ${hidden(form.csrf)} ${whom(props)} ${why(props.chosen?.class)}
            <p class="small hush">Only these two choices are sent. Please look at them once more.</p>
            <button class="btn first">Tell the organiser</button>
          </form>
          <script type="module" nonce="${frame.nonce}" src="${frame.base}${bounceScriptPath}"></script>`
      : html`<p>This campaign has no recipients at the moment, so there is nothing to report.</p>`}
    <p class="after"><a href="${props.backUrl}">Back to the campaign page</a></p>
  </div>`;
  return layout({ ...frame, title: problem ? 'Please look again: Did your letter come back?' : 'Did your letter come back?', main });
}

const said = {
  both: 'We found whom it is about and why. Please check both below.',
  one: 'We found why, but not whom it is about. Please choose the name below.',
  none: 'We could not make out what it says. Please choose both below.',
};

const pasteField = html`class="field" id="pasted" rows="8" dir="auto" autocomplete="off" spellcheck="false" aria-describedby="stays"
data-both="${said.both}" data-one="${said.one}" data-none="${said.none}"`;

/** Outside the form and without a name, so that no browser posts it; shown by the script, without which it would do nothing. */
const paste = html`<section class="paste" hidden>
  <div class="write">
    <label for="pasted">Paste that message here</label>
    ${textarea(pasteField, '')}
    <p class="small hush" id="stays">It is read in your browser and stays there. We never get it.</p>
    <p class="small" id="read" role="status">${raw('')}</p>
  </div>
</section>`;

function whom({ recipients, chosen }: BouncePageProps): Html {
  const selected = (id: string) => (chosen?.recipient === id ? raw(' selected') : '');
  return html`<div class="write">
    <label for="recipient">Whom was it meant for?</label>
    <select class="field" id="recipient" name="recipient" required>
      ${recipients.length > 1 ? unchosen : ''}
      ${recipients.map(
        ({ id, name, district, address }) =>
          html`<option value="${id}" data-mark="${markOf(address)}" ${selected(id)}>${district ? `${name}, ${district}` : name}</option>`,
      )}
    </select>
  </div>`;
}

function why(chosen: string | undefined): Html {
  return html`<div class="write">
    <label for="class">What does the message say?</label>
    <select class="field" id="class" name="class" required>
      ${unchosen}
      ${Object.entries(bounceWords).map(
        ([value, words]) => html`<option value="${value}" ${chosen === value ? raw(' selected') : ''}>${words}</option>`,
      )}
    </select>
  </div>`;
}

const unchosen = html`<option value="">Please choose</option>`;

export interface BounceThanksProps {
  /** To how many people a letter of this campaign may have gone. */
  readonly recipients: number;
  readonly againUrl: string;
  readonly backUrl: string;
}

/** The page after it: what was noted, and that another one can be told. */
export function bounceThanksPage(props: BounceThanksProps, frame: Frame): Html {
  return noticePage(
    {
      title: 'Thank you for telling us',
      sentences: [
        'We noted whom the letter was meant for and why it came back. The organiser sees both.',
        'Not a word of what you pasted was sent to us, and your address was not either.',
        `There is nothing more for you to do.${props.recipients > 1 ? ' If another letter came back, you can tell us that too.' : ''}`,
      ],
      action: { label: 'Back to the campaign page', href: props.backUrl },
      second: props.recipients > 1 ? { label: 'Tell us of another', href: props.againUrl } : undefined,
    },
    frame,
  );
}
