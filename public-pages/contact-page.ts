import { html, raw } from 'hono/html';
import { noticePage } from './notice.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, problemNote, textarea } from './pieces.ts';

export interface ContactPageProps {
  readonly operator: string;
  /** What it can be about; those with a law’s name stand under it. */
  readonly kinds: readonly { readonly value: string; readonly words: string; readonly under?: string | undefined }[];
  readonly form: { readonly url: string; readonly csrf: HiddenField };
  /** The longest message in characters. */
  readonly longest: number;
  /** What was written before, when the form comes back with a problem. */
  readonly kind?: string | undefined;
  readonly email?: string | undefined;
  readonly message?: string | undefined;
  readonly problem?: string | undefined;
}

/** The form for questions, and for what people may ask about their data. */
export function contactPage(props: ContactPageProps, frame: Frame): Html {
  const { operator, kinds, form, longest } = props;
  const message = html`class="field" id="message" name="message" required maxlength="${longest}" rows="6" dir="auto"`;
  const main = html`<div class="notice">
    <h1>Write to us</h1>
    ${problemNote(props.problem)}
    <p class="lede">
      Your message goes to <bdi>${operator}</bdi>. First we mail a link to your address, to be sure that it is yours. Then it is answered
      within 30 days; what California’s law gives, within 45.
    </p>
    <form class="ask" method="post" action="${form.url}" data-busy="One moment, please.">
      ${hidden(form.csrf)}
      <div class="write">
        <label for="kind">What it is about</label>
        <select class="field" id="kind" name="kind" required>
          ${[...Map.groupBy(kinds, ({ under }) => under)].map(([under, group]) => {
            const choices = group.map(
              ({ value, words }) => html`<option value="${value}" ${props.kind === value ? raw('selected') : ''}>${words}</option>`,
            );
            return under === undefined ? choices : html`<optgroup label="${under}">${choices}</optgroup>`;
          })}
        </select>
      </div>
      <div class="write">
        <label for="email">Your email address, for the answer</label>
        <input
          class="field"
          id="email"
          name="email"
          type="email"
          required
          autocomplete="email"
          maxlength="320"
          value="${props.email ?? ''}"
        />
      </div>
      <div class="write">
        <label for="message">What you want to say</label>
        ${textarea(message, props.message ?? '')}
      </div>
      <button class="btn first">Send</button>
      <p class="small" role="status"></p>
    </form>
    <p class="small hush after">
      You can see, take away and delete what is kept about you yourself, at once:
      <a href="${frame.base}/recipient">Your data</a>.
    </p>
  </div>`;
  return layout({ ...frame, organiser: operator, title: props.problem ? 'Please look again: Write to us' : 'Write to us', main });
}

/** The page after it. */
export function contactThanksPage(frame: Frame): Html {
  return noticePage(
    {
      title: 'One more step',
      sentences: [
        'We have mailed a link to the address that you gave.',
        'Nobody reads your message before you have opened the link and pressed the button there.',
        'If nothing comes within some minutes, look among the unwanted mail, or write again. After 48 hours the message is deleted.',
      ],
    },
    frame,
  );
}

export interface ContactConfirmProps {
  readonly state: 'waiting' | 'confirmed' | 'over';
  readonly form: { readonly url: string; readonly csrf: HiddenField };
  readonly againUrl: string;
}

/** Behind the mailed link: the button that confirms the message, that it is confirmed, or that the link is over. */
export function contactConfirmPage({ state, form, againUrl }: ContactConfirmProps, frame: Frame): Html {
  if (state === 'waiting')
    return noticePage(
      {
        title: 'Is this message yours?',
        sentences: [
          'Somebody wrote to us and gave your address.',
          'If it was you, press the button: then your message is read and answered.',
          'If it was not you, close this page. The message is deleted, and nobody reads it.',
        ],
        action: { label: 'Yes, it is mine', post: form.url, csrf: form.csrf },
      },
      frame,
    );
  if (state === 'confirmed')
    return noticePage(
      {
        title: 'Thank you, we have your message',
        sentences: [
          'It is answered within 30 days, by mail to your address; what California’s law gives, within 45.',
          'There is nothing more for you to do.',
        ],
        action: { label: 'Go to the first page', href: `${frame.base}/` },
      },
      frame,
    );
  return noticePage(
    {
      title: 'This link is over',
      sentences: [
        'It was used before, or it is older than 48 hours.',
        'If you have confirmed your message already, it is with us. If not, it is deleted.',
        'You can write it once more.',
      ],
      action: { label: 'Write to us', href: againUrl },
    },
    frame,
  );
}
