import { html } from 'hono/html';
import { letter } from './letter.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { figure, hidden, plural, problemNote, written } from './pieces.ts';

interface CodeForm {
  readonly url: string;
  readonly csrf: HiddenField;
  readonly value?: string | undefined;
}

export interface CheckFormProps {
  readonly form: CodeForm;
  readonly problem?: string | undefined;
}

/** The page on which a recipient types the code that stands under a letter. */
export function checkFormPage({ form, problem }: CheckFormProps, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>Is this letter genuine?</h1>
    ${problemNote(problem)}
    <p class="lede">Under every letter that was prepared here stands a code of eight letters and figures. Type it here.</p>
    ${codeForm(form)} ${elsewhere(frame)}
  </div>`;
  return layout({ ...frame, title: problem ? 'Please look again: Is this letter genuine?' : 'Is this letter genuine?', main });
}

/** The answer for a code that no campaign of this copy has. */
export function checkUnknownPage({ form }: { form: CodeForm }, frame: Frame): Html {
  const main = html`<div class="notice">
    <h1>We do not know this code</h1>
    <p>No campaign of this service has it. Please compare it with the letter once more.</p>
    <p>If it is the same, the letter was not prepared here, or its campaign is deleted. Do not follow other links in it.</p>
    <div class="after">${codeForm(form)}</div>
    ${elsewhere(frame)}
  </div>`;
  return layout({ ...frame, title: 'We do not know this code', main });
}

function codeForm({ url, csrf, value = '' }: CodeForm): Html {
  return html`<form class="ask one" method="post" action="${url}">
    ${hidden(csrf)}
    <label for="code">The code under the letter</label>
    <input
      class="field code"
      id="code"
      name="code"
      required
      maxlength="40"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      value="${value}"
    />
    <button class="btn first">Check it</button>
  </form>`;
}

const elsewhere = (frame: Frame): Html =>
  html`<p class="after">
    Do letters reach you through this service? See what is kept about you, and stop them:
    <a href="${frame.base}/recipient">Your data</a>.
  </p>`;

export interface CheckedProps {
  readonly code: string;
  readonly campaign: string;
  /** This copy, as people know it: the beginning of a genuine link. */
  readonly host: string;
  readonly operator: string;
  readonly url: string;
  /** The day on which it was published, in words. */
  readonly since: string;
  readonly state: 'running' | 'paused' | 'held' | 'quarantined' | 'resting' | 'over';
  /** Letters that mail services have accepted. */
  readonly letters: number;
  readonly recipients: number;
  readonly subject: string;
  readonly text: string;
  /** How far a supporter may change it. */
  readonly editing: 'whole' | 'part' | 'own_line' | 'locked';
}

const states: Record<CheckedProps['state'], string> = {
  running: 'Running',
  paused: 'Paused by its organiser',
  held: 'Stopped, while we look at complaints or questions about it',
  quarantined: 'Standing still: this service sends nothing at the moment',
  resting: 'Resting for some minutes, because letters went wrong',
  over: 'Over: no more letters are sent',
};

const changes: Record<CheckedProps['editing'], string> = {
  whole: 'Supporters may change every word, so yours may read differently.',
  part: 'Supporters write a part of it themselves, so yours may read differently there.',
  own_line: 'Supporters may add a line of their own.',
  locked: 'Supporters cannot change it, so yours should read like this.',
};

/** The answer for a code that is known: whose campaign it is, how it stands, and what the letter says. The organiser is in the frame. */
export function checkedPage(props: CheckedProps, frame: Frame): Html {
  const main = html`<div class="notice">
      <h1>This campaign is genuine</h1>
      <p class="lede">
        The code ${props.code} belongs to a campaign of <bdi>${frame.organiser}</bdi> on ${props.host}, which
        <bdi>${props.operator}</bdi> runs.
      </p>
      <dl class="meaning">
        ${fact('Campaign', html`<a href="${props.url}"><bdi>${props.campaign}</bdi></a>`)}
        ${fact('Organiser', html`<bdi>${frame.organiser}</bdi>`)} ${fact('Public since', html`${props.since}`)}
        ${fact('Now', html`${states[props.state]}`)}
        ${fact(
          'Letters so far',
          html`${figure(props.letters)}, written to ${figure(props.recipients)} ${plural(props.recipients, 'person', 'people')}. A person
          sent each of them, from their own mailbox, after reading it.`,
        )}
      </dl>
    </div>
    <section class="part">
      <h2>What the letter says</h2>
      <p class="small hush">${changes[props.editing]} Words in square brackets differ from letter to letter.</p>
      ${letter({
        label: 'The letter of this campaign',
        to: html`[recipient]`,
        subject: html`<bdi>${props.subject}</bdi>`,
        text: written(props.text),
      })}
      <p class="small hush">
        Anybody can copy a code. If the letter that you have asks for money, for a password, or says something quite different, it is not
        from this campaign.
      </p>
    </section>
    <section class="part">
      <h2>Your data</h2>
      <p>You can see what is kept about you, have it corrected or deleted, and stop the letters. It takes a minute.</p>
      <div><a class="btn first" href="${frame.base}/recipient">See what is kept about you</a></div>
    </section>`;
  return layout({ ...frame, title: `Genuine: ${props.campaign}`, main });
}

const fact = (name: string, value: Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
