import { html, raw } from 'hono/html';
import type { ActionLetter, ActionPageProps, ActionRecipient, Choosing } from './action-props.ts';
import { icon } from './icons.ts';
import { letter } from './letter.ts';
import { ownWordsMeter } from './own-words.ts';
import type { Html } from './page.ts';
import { hidden, plural, readerLine, readerName, textarea, written } from './pieces.ts';

type Form = Pick<ActionPageProps, 'recipients' | 'choosing' | 'letter' | 'start' | 'ways' | 'challenge'>;

/** The one form of the action page: whom to write to, the letter, and the ways on. */
export function actionForm(props: Form): Html {
  const { start, choosing, recipients, challenge } = props;
  const findsFirst = (choosing?.kind === 'postcode' || choosing?.kind === 'region') && recipients.length === 0;
  const letters = choosing?.kind === 'turn' ? choosing.letters : recipients.length;
  const framed = start.direct !== undefined;
  return html`<form
    method="post"
    action="${start.url}"
    ${framed ? html`target="_blank" data-direct="${start.direct}"` : raw('data-busy="One moment, please. Your mail service opens."')}
    ${challenge ? html`data-work="${challenge.seed}" data-bits="${challenge.bits}"` : ''}
  >
    ${hidden(start.csrf)} ${(start.hidden ?? []).map(hidden)} ${challenge ? hidden({ name: 'work', value: '' }) : ''}
    ${choosing ? whom(choosing, recipients.length > 0) : ''} ${actionSheet(props, true)}
    ${findsFirst ? '' : onward(letters, { outlook: props.ways?.outlook ?? false, framed })}
    ${challenge
      ? html`<noscript
          ><p class="problem">
            This campaign asks your browser for a small calculation, and that needs JavaScript. Please switch it on for this page.
          </p></noscript
        >`
      : ''}
  </form>`;
}

function whom(choosing: Choosing, found: boolean): Html {
  if (choosing.kind === 'turn') {
    const { letters, among } = choosing;
    return html`<p class="whom">
      Your ${plural(letters, 'letter goes to one person', `letters go to ${String(letters)} people`)} out of ${among}: to whoever had the
      fewest so far, or by lot. You see who it is before anything is sent.
    </p>`;
  }
  if (choosing.kind === 'pick') return picking(choosing);
  const find = html`<button class="btn${found ? '' : ' first'}" name="by" value="find" formtarget="_self" formnovalidate>
    ${found ? 'Look again' : 'Find who speaks for me'}
  </button>`;
  if (choosing.kind === 'postcode')
    return html`<div class="ask one whom">
      <label for="postcode">Your postcode</label>
      <input class="field" id="postcode" name="postcode" maxlength="16" autocomplete="postal-code" required value="${choosing.value}" />
      ${find}
      <p class="small faint">It only finds who speaks for you. We do not keep it.</p>
    </div>`;
  return html`<div class="ask one whom">
    <label for="region">Where you live</label>
    <select class="field" id="region" name="region" required>
      <option value="">Please choose</option>
      ${choosing.regions.map((region) => html`<option ${region === choosing.value ? raw('selected') : ''}>${region}</option>`)}
    </select>
    ${find}
  </div>`;
}

function picking({ options, most }: Extract<Choosing, { kind: 'pick' }>): Html {
  const box = (option: (typeof options)[number]) =>
    html`<li>
      <label class="tick"
        ><input type="checkbox" name="recipient" value="${option.id}" ${option.chosen ? raw('checked') : ''} /><span
          >${readerName(option)}</span
        ></label
      >
    </li>`;
  const [few, many] = [options.slice(0, 12), options.slice(12)];
  return html`<fieldset class="whom">
    <legend>Whom do you write to? ${plural(most, 'Choose one.', `Choose up to ${String(most)}.`)}</legend>
    <ul class="ticks">
      ${few.map(box)}
    </ul>
    ${many.length > 0
      ? html`<details ${many.some(({ chosen }) => chosen) ? raw('open') : ''}>
          <summary>${many.length} more</summary>
          <ul class="ticks">
            ${many.map(box)}
          </ul>
        </details>`
      : ''}
  </fieldset>`;
}

/** The letter on its sheet, to read or to write on. */
export function actionSheet(
  { letter: words, recipients, choosing }: Pick<ActionPageProps, 'letter' | 'recipients' | 'choosing'>,
  mayWrite: boolean,
): Html {
  const { subject, editable } = words;
  const whole = mayWrite && editable === 'whole';
  return letter({
    label: 'Your letter',
    to: recipients.length === 0 && choosing ? html`<span class="hush">${toBeKnown[choosing.kind]}</span>` : recipientsOf(recipients),
    subject: whole ? undefined : html`<bdi>${subject}</bdi>`,
    text: whole ? wholeText(words) : fixedText(words, mayWrite),
  });
}

const toBeKnown: Record<Choosing['kind'], string> = {
  turn: 'chosen when you go on',
  pick: 'whom you choose above',
  postcode: 'found by your postcode',
  region: 'found by where you live',
};

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

function wholeText({ subject, body: prepared, draft }: ActionLetter): Html {
  const value = draft?.body ?? prepared;
  return html`<div class="write">
      <label for="subject">Subject</label>
      <input class="field" id="subject" name="subject" required maxlength="200" dir="auto" value="${draft?.subject ?? subject}" />
    </div>
    <div class="write">
      <label class="both" for="body">Your letter <span>change what you like</span></label>
      ${textarea(html`class="field" id="body" name="body" required maxlength="10000" rows="14" dir="auto"`, value)}
      ${ownWordsMeter({ fieldId: 'body', prepared })}
      ${value.includes('{{') ? html`<p class="small faint">Words in double braces, like {{name}}, are filled in for each letter.</p>` : ''}
    </div>`;
}

const invitation = 'What this is to you, in a sentence or two';

function fixedText(words: ActionLetter, mayWrite: boolean): Html {
  const { body, rest, editable, own } = words;
  if (editable === 'locked' || editable === 'whole' || !mayWrite)
    return html`${written([body, own, rest].filter((part) => part !== undefined && part !== '').join('\n\n'))}`;
  return html`${body.trim() ? written(body.trimEnd()) : ''} ${editable === 'part' ? ownPart(words) : ownLine(words)}
  ${rest?.trim() ? written(rest.trimStart()) : ''}`;
}

function ownLine({ required = false, draft }: ActionLetter): Html {
  const attributes = html`id="own_line" name="own_line" rows="2" maxlength="400" dir="auto" data-left="own_left"
  placeholder="${invitation}"${required ? raw(' required') : ''}`;
  return html`<div class="own">
    <label class="both" for="own_line">Your own line <span id="own_left">${required ? 'needed' : 'optional'}</span></label>
    ${textarea(attributes, draft?.ownLine ?? '')}
  </div>`;
}

function ownPart({ body, own = '', rest = '', required = false, draft }: ActionLetter): Html {
  const attributes = html`class="field" id="own_text" name="own_text" rows="6" maxlength="5000" dir="auto"
  placeholder="${invitation}"${required ? raw(' required') : ''}`;
  return html`<div class="own">
    <label class="both" for="own_text">Your part <span>${required ? 'in your own words' : 'change what you like'}</span></label>
    ${textarea(attributes, draft?.ownText ?? own)} ${ownWordsMeter({ fieldId: 'own_text', prepared: own, around: `${body}\n${rest}` })}
  </div>`;
}

/** In a frame the page stays as it is while the letter goes on elsewhere; there the status says how it went. */
function onward(letters: number, { outlook, framed }: { outlook: boolean; framed: boolean }): Html {
  const promise = plural(
    letters,
    'We send this one letter and can read nothing: its content is not kept, and three months on, no trace of your address is left here.',
    'We send these letters and can read nothing: their content is not kept, and three months on, no trace of your address is left here.',
  );
  return html`<div class="go">
      <button class="btn first" name="by" value="gmail">Continue with Gmail</button>
      ${outlook ? html`<button class="btn" name="by" value="outlook">Continue with Outlook</button>` : ''}
      <p class="promise">${icon('lock')}<span>${promise}</span></p>
      <p class="small" role="status" ${framed ? raw('data-outcome') : ''}></p>
    </div>
    <p class="small faint after">
      ${framed
        ? 'Next, a new window opens, in which your mail service asks you to sign in.'
        : 'Next, your mail service asks you to sign in.'}
      Nothing leaves before you have confirmed it on the page after that.
      <button class="textual" name="by" value="own">Neither of these? Use your own mail program</button>
    </p>`;
}
