import { html, raw } from 'hono/html';
import { icon } from './icons.ts';
import { letter } from './letter.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { figure, hidden, plural, problemNote, readerLine, readerName, textarea, written } from './pieces.ts';
import type { Reader } from './pieces.ts';

export interface ActionRecipient extends Reader {
  readonly id: string;
}

export interface ActionPageProps {
  readonly title: string;
  readonly intro: string;
  /** Supporters whose letters Gmail accepted, each counted once, and how many are hoped for. */
  readonly counts: { readonly accepted: number; readonly goal?: number | undefined };
  readonly recipients: readonly ActionRecipient[];
  readonly letter: {
    readonly subject: string;
    /** The text, or for an own line the part before it. */
    readonly body: string;
    /** The part after the supporter's own line. */
    readonly rest?: string | undefined;
    readonly editable: 'whole' | 'own_line' | 'locked';
    /** What the supporter had written before, when they come back. */
    readonly draft?: { readonly subject?: string; readonly body?: string; readonly ownLine?: string } | undefined;
  };
  readonly start: { readonly url: string; readonly csrf: HiddenField };
  readonly state: 'open' | 'paused' | 'closed' | 'no_recipients' | 'draft_preview';
  readonly alreadyTookPart?: boolean | undefined;
  readonly problem?: string | undefined;
}

/** The public page of an advocacy campaign: read the letter, make it one's own, go on to Google. */
export function actionPage(props: ActionPageProps, frame: Frame): Html {
  const open = props.state === 'open' && !props.alreadyTookPart;
  const sheet = sheetOf(props, open || props.state === 'draft_preview');
  const main = html`<h1>${props.title}</h1>
    <p class="lede">${props.intro}</p>
    ${problemNote(props.problem)} ${tally(props.counts)} ${standing(props)}
    ${open
      ? html`<form method="post" action="${props.start.url}" data-busy="Opening Google. Please wait a moment.">
          ${hidden(props.start.csrf)} ${props.recipients.map(({ id }) => hidden({ name: 'recipient', value: id }))} ${sheet}
          ${onward(props.recipients.length, false)}
        </form>`
      : html`${sheet} ${props.state === 'draft_preview' ? onward(props.recipients.length, true) : ''}`}`;
  const title = props.problem ? `Please look again: ${props.title}` : props.title;
  return layout({ ...frame, title, main, step: 'Read', aside: 'A letter from supporters' });
}

function tally({ accepted, goal }: ActionPageProps['counts']): Html {
  const words = html`${plural(accepted, 'supporter has', 'supporters have')} written${goal ? html`, of ${figure(goal)} hoped for` : ''}.
  Gmail accepted ${plural(accepted, 'the letter', 'their letters')}.`;
  return html`<div class="count">
    ${accepted > 0
      ? html`<b class="num">${figure(accepted)}</b>
          <p>${words}</p>`
      : html`<p>Nobody has written yet. Your letter would be the first.</p>`}
    ${goal && accepted > 0 ? reachLine(accepted / goal) : ''}
    <details>
      <summary>How we count</summary>
      <p>
        A supporter counts once, when Gmail has accepted what they sent, however many people it goes to. We cannot see whether anybody reads
        it.
      </p>
    </details>
  </div>`;
}

function reachLine(share: number): Html {
  const x = `${String(Math.round(Math.min(share, 1) * 980) / 10)}%`;
  return html`<svg class="line" aria-hidden="true">
    <line class="track" x2="100%" y1="8.5" y2="8.5" />
    <line class="reach" x2="${x}" y1="8.5" y2="8.5" />
    <rect class="head" x="${x}" y="5" width="7" height="7" />
  </svg>`;
}

const standings: Record<ActionPageProps['state'], readonly string[]> = {
  open: [],
  paused: [
    'This campaign is paused. No letters can be sent now, and nothing is asked of you.',
    'You can read the letter below and come back later.',
  ],
  closed: ['This campaign is over. No more letters can be sent from here.', 'The letter stays here to read.'],
  no_recipients: [
    'There is nobody to write to at the moment, so you are not asked to sign in and no letter can be sent.',
    'Those it was meant for have asked not to be written to, or cannot be reached. Please come back later.',
  ],
  draft_preview: ['This is a preview. Only members can see it, and nothing can be sent from it.'],
};

function standing({ state, alreadyTookPart }: ActionPageProps): Html {
  const took = [
    'You have taken part already: Gmail accepted what you sent. Thank you.',
    'Each person can take part once. You can still pass this page on.',
  ];
  const sentences = state === 'open' && alreadyTookPart ? took : standings[state];
  return sentences.length > 0
    ? html`<div class="standing" role="note">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`
    : raw('');
}

function sheetOf(props: ActionPageProps, mayWrite: boolean): Html {
  const { subject, body, editable, draft } = props.letter;
  const whole = mayWrite && editable === 'whole';
  return letter({
    label: 'Your letter',
    to: recipientsOf(props.recipients),
    subject: whole ? undefined : html`<bdi>${subject}</bdi>`,
    text: whole ? wholeText(draft?.subject ?? subject, draft?.body ?? body) : fixedText(props.letter, mayWrite),
  });
}

function recipientsOf(recipients: readonly ActionRecipient[]): Html {
  const [only] = recipients;
  if (!only) return html`<span class="hush">nobody at the moment</span>`;
  if (recipients.length === 1) return readerLine(only);
  const list = html`<ul>
    ${recipients.map((recipient) => html`<li>${readerLine(recipient)}</li>`)}
  </ul>`;
  const each = html`<p class="hush">Each receives a letter of their own.</p>`;
  if (recipients.length <= 5) return html`${list}${each}`;
  return html`${readerName(only)} and ${recipients.length - 1} others ${each}
    <details>
      <summary>All ${recipients.length} names</summary>
      ${list}
    </details>`;
}

function wholeText(subject: string, value: string): Html {
  return html`<div class="write">
      <label for="subject">Subject</label>
      <input class="field" id="subject" name="subject" required maxlength="200" dir="auto" value="${subject}" />
    </div>
    <div class="write">
      <label class="both" for="body">Your letter <span>change what you like</span></label>
      ${textarea(html`class="field" id="body" name="body" required maxlength="10000" rows="14" dir="auto"`, value)}
      ${value.includes('{{') ? html`<p class="small faint">Words in double braces, like {{name}}, are filled in for each letter.</p>` : ''}
    </div>`;
}

const invitation = 'What this is to you, in a sentence or two';
const ownLineField = html`id="own_line" name="own_line" rows="2" maxlength="400" dir="auto" data-left="own_left" placeholder="${invitation}"`;

function fixedText({ body, rest, editable, draft }: ActionPageProps['letter'], mayWrite: boolean): Html {
  if (editable !== 'own_line' || !mayWrite) return html`${written(body)}${rest ? html`<br />${written(rest)}` : ''}`;
  return html`${written(body.trimEnd())}
    <div class="own">
      <label class="both" for="own_line">Your own line <span id="own_left">optional</span></label>
      ${textarea(ownLineField, draft?.ownLine ?? '')}
    </div>
    ${rest ? written(rest.trimStart()) : ''}`;
}

function onward(letters: number, preview: boolean): Html {
  const promise = plural(
    letters,
    'We send this one letter and can read nothing: its content is not kept, and three months on, no trace of your address is left here.',
    'We send these letters and can read nothing: their content is not kept, and three months on, no trace of your address is left here.',
  );
  return html`<div class="go">
      <button class="btn first" ${preview ? raw(' type="button" disabled') : ''}>Continue with Gmail</button>
      <p class="promise">${icon('lock')}<span>${promise}</span></p>
      <p class="small" role="status"></p>
    </div>
    <p class="small faint after">Next, Google asks you to sign in. Nothing leaves before you have confirmed it on the page after that.</p>`;
}
