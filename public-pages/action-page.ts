import { html, raw } from 'hono/html';
import { actionForm, actionSheet } from './action-form.ts';
import type { ActionPageProps } from './action-props.ts';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';
import { figure, plural, problemNote } from './pieces.ts';

export type { ActionLetter, ActionPageProps, ActionRecipient, Choosing } from './action-props.ts';

/** The public page of an advocacy campaign: read the letter, make it one's own, go on to one's mailbox. */
export function actionPage(props: ActionPageProps, frame: Frame): Html {
  const open = props.state === 'open';
  const main = html`${languagesOf(props.languages)}
    <h1>${props.title}</h1>
    ${props.rehearsal ? rehearsalNote : ''}
    <p class="lede">${props.intro}</p>
    ${problemNote(props.problem)} ${tally(props.counts)} ${standing(props)} ${insteadOf(props.instead ?? [])}
    ${open ? actionForm(props) : actionSheet(props, false)}`;
  const title = props.problem ? `Please look again: ${props.title}` : props.title;
  return layout({ ...frame, title, main, step: 'Read', aside: 'A letter from supporters' });
}

const rehearsalNote = html`<div class="standing" role="note">
  <p>This is a rehearsal. You can go the whole way, and every letter goes to the mailbox that you send it from, to nobody else.</p>
  <p>Nothing of it is counted.</p>
</div>`;

function languagesOf(languages: ActionPageProps['languages']): Html {
  if (!languages || languages.length < 2) return raw('');
  return html`<nav class="languages" aria-label="Language">
    ${languages.map(({ code, label, href, current }) =>
      current
        ? html`<b lang="${code}" aria-current="true">${label}</b>`
        : html`<a lang="${code}" hreflang="${code}" href="${href}" target="_self">${label}</a>`,
    )}
  </nav>`;
}

function tally({ accepted, goal, countUrl }: ActionPageProps['counts']): Html {
  const words = html`${plural(accepted, 'supporter has', 'supporters have')} written${goal ? html`, of ${figure(goal)} hoped for` : ''}.
  Their mail service accepted ${plural(accepted, 'the letter', 'their letters')}.`;
  return html`<div class="count">
    ${accepted > 0
      ? html`<b class="num">${figure(accepted)}</b>
          <p>${words}</p>`
      : html`<p>Nobody has written yet. Your letter would be the first.</p>`}
    ${goal && accepted > 0 ? reachLine(accepted / goal) : ''}
    <details>
      <summary>How we count</summary>
      <p>
        A supporter counts once, when Gmail or Outlook has accepted what they sent, however many people it goes to. We cannot see whether
        anybody reads it. ${countUrl ? html`<a href="${countUrl}">Check the count yourself</a>.` : ''}
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
  held: [
    'This campaign is on hold while somebody looks into it. No letters can be sent now, and nothing is asked of you.',
    'You can read the letter below and come back later.',
  ],
  quarantined: [
    'Nothing can be sent from here at the moment, until whoever runs this service has looked at it. Nothing is asked of you.',
    'You can read the letter below and come back another day.',
  ],
  resting: [
    'Something went wrong with the last letters of this campaign, so it rests for some minutes. No letter is spent on a fault.',
    'You can read the letter below. Please come back in a quarter of an hour.',
  ],
  closed: ['This campaign is over. No more letters can be sent from here.', 'The letter stays here to read.'],
  no_recipients: [
    'There is nobody to write to at the moment, so you are not asked to sign in and no letter can be sent.',
    'Those it was meant for cannot be written to now, asked not to be, or have had as many letters as they can read today. Please come back later.',
  ],
};

function standing({ state }: ActionPageProps): Html {
  const sentences = standings[state];
  return sentences.length > 0
    ? html`<div class="standing" role="note">${sentences.map((sentence) => html`<p>${sentence}</p>`)}</div>`
    : raw('');
}

function insteadOf(people: NonNullable<ActionPageProps['instead']>): Html {
  if (people.length === 0) return raw('');
  return html`<div class="standing" role="note">
    ${people.map(
      ({ name, text, link }) =>
        html`<p>
          <b><bdi>${name}</bdi></b> ${text || 'is not written to in this campaign.'}
          ${link ? html`<a href="${link}" rel="noopener noreferrer">What you can do instead</a>` : ''}
        </p>`,
    )}
  </div>`;
}
