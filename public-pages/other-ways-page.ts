import { html, raw } from 'hono/html';
import type { OtherWay } from '../shared/other-ways.ts';
import { icon } from './icons.ts';
import { letter } from './letter.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, leftOutList, plural, problemNote, readerLine, readerName, textarea, written } from './pieces.ts';
import type { LeftOut, Reader } from './pieces.ts';

/** A way that leads somewhere, or the sentence that says why it does not. Copying needs neither. */
export type OfferedWay = { readonly way: Exclude<OtherWay, 'copy'> } & ({ readonly href: string } | { readonly sentence: string });

export interface LetterToCarry {
  readonly recipient: Reader;
  readonly subject: string;
  readonly text: string;
  readonly ways: readonly OfferedWay[];
  /** Told when the letter was copied, for the count. */
  readonly copied?: string | undefined;
}

export interface OtherWaysPageProps {
  /** None before the supporter has given the name that stands under them. */
  readonly letters: readonly LetterToCarry[];
  readonly leftOut: readonly LeftOut[];
  /** The form for the name under the letter, and the name as it stands there now. */
  readonly name: { readonly url: string; readonly csrf: HiddenField; readonly value: string };
  readonly backUrl: string;
  readonly problem?: string | undefined;
}

/** The page for a supporter who signs in nowhere: every letter word for word, and the ways to take it to a mail program of their own. */
export function otherWaysPage(props: OtherWaysPageProps, frame: Frame): Html {
  const { letters } = props;
  const title = plural(letters.length || 1, 'Send it with your own mail program', 'Send them with your own mail program');
  const main = html`<div class="carry">
    <h1>${title}</h1>
    ${problemNote(props.problem)}
    <p class="lede">${ledeOf(letters)}</p>
    ${nameForm(props.name, letters.length > 0)} ${letters.map((one, index) => carried(one, index + 1, index > 0 && letters.length > 2))}
    ${leftOutList(props.leftOut)} ${letters.length > 0 ? facts(letters.length) : ''}
    <p class="after"><a href="${props.backUrl}">Back to the campaign page</a></p>
  </div>`;
  return layout({ ...frame, title, main, aside: 'A letter from supporters' });
}

function ledeOf(letters: readonly LetterToCarry[]): Html {
  const [first] = letters;
  if (!first) return html`You need not sign in anywhere. Write your name first: it stands under the letter.`;
  const goes = 'choose how it opens, look at it once more, and press Send there yourself.';
  if (letters.length > 1) return html`Nothing has been sent. These are the ${letters.length} letters: for each, ${goes}`;
  return html`Nothing has been sent. This is the whole letter to <bdi>${first.recipient.name}</bdi>: ${goes}`;
}

function nameForm({ url, csrf, value }: OtherWaysPageProps['name'], shown: boolean): Html {
  return html`<form class="ask one named" method="post" action="${url}">
    ${hidden(csrf)}
    <label for="name">Your name, as it stands under the letter</label>
    <input class="field" id="name" name="name" required maxlength="100" autocomplete="name" dir="auto" value="${value}" />
    <button class="btn${shown ? '' : ' first'}">${shown ? 'Change the name' : 'Show me the letter'}</button>
  </form>`;
}

function carried(one: LetterToCarry, number: number, folded: boolean): Html {
  const page = html`${letter({
    label: `The letter to ${one.recipient.name}`,
    to: readerLine(one.recipient),
    subject: html`<bdi>${one.subject}</bdi>`,
    text: written(one.text),
  })}
  ${waysOut(one)} ${byHand(one, number)}`;
  return folded
    ? html`<details class="more">
        <summary>The letter to ${readerName(one.recipient)}</summary>
        ${page}
      </details>`
    : html`<section class="carried" aria-label="Ways to send it to ${one.recipient.name}">${page}</section>`;
}

const places: Record<OfferedWay['way'], string> = {
  gmail_compose: 'Gmail',
  outlook_compose: 'Outlook.com',
  yahoo_compose: 'Yahoo Mail',
  mailto: 'my mail program',
  eml: 'a file',
};

const hints: Partial<Record<OfferedWay['way'], string>> = {
  outlook_compose: 'Sign in there first, or the letter may open with plus signs in place of blanks.',
  mailto: 'If nothing opens, this device has no mail program set up. Take another way.',
  eml: 'Open the file with your mail program; there it is a draft, or “Edit as new message” makes it one.',
};

/** A webmail opens beside this page, so that the next letter is still at hand; a mail program or a file leaves the page where it is. */
const beside = raw(' target="_blank" rel="noopener noreferrer"');

function waysOut({ recipient, ways }: LetterToCarry): Html {
  const open = ways.filter((offered) => 'href' in offered);
  const shut = Map.groupBy(
    ways.filter((offered) => 'sentence' in offered),
    ({ sentence }) => sentence,
  );
  return html`<ul class="ways">
      ${open.map(
        ({ way, href }) =>
          html`<li>
            <a class="btn" href="${href}" ${way.endsWith('_compose') ? beside : ''}
              >${way === 'eml' ? 'Download as a file' : `Open in ${places[way]}`}<span class="sr"
                >: the letter to ${recipient.name}</span
              ></a
            >
            ${hints[way] ? html`<p class="small hush">${hints[way]}</p>` : ''}
          </li>`,
      )}
    </ul>
    ${[...shut].map(
      ([sentence, shutWays]) =>
        html`<p class="small hush"><b>Not in ${shutWays.map(({ way }) => places[way]).join(', ')}.</b> ${sentence}</p>`,
    )}`;
}

/** Each part has a field of its own, because that is how a new message asks for them. */
function byHand({ recipient, subject, text, copied: told }: LetterToCarry, number: number): Html {
  const id = (part: string) => `${part}_${String(number)}`;
  return html`<details class="hand">
    <summary>Copy it into a new message by hand</summary>
    ${copied('Address', html`<input class="field" id="${id('to')}" readonly value="${recipient.address}" />`, { id: id('to') })}
    ${copied('Subject', html`<input class="field" id="${id('about')}" readonly dir="auto" value="${subject}" />`, { id: id('about') })}
    ${copied('The whole letter', textarea(html`class="field" id="${id('text')}" readonly rows="8" dir="auto"`, text), {
      id: id('text'),
      told,
    })}
  </details>`;
}

function copied(label: string, field: Html, { id, told }: { id: string; told?: string | undefined }): Html {
  return html`<div class="write">
    <label for="${id}">${label}</label>
    <div class="link">
      ${field}
      <button class="btn" type="button" hidden data-copy="${id}" data-said="${id}_said" ${told ? html`data-told="${told}"` : ''}>
        ${icon('copy')}Copy
      </button>
    </div>
    <p class="small" id="${id}_said" role="status">${raw('')}</p>
  </div>`;
}

function facts(letters: number): Html {
  return html`<dl class="facts">
    <div>
      ${icon('lock')}
      <dt>What we see</dt>
      <dd>We count that you opened it, not that it was sent. We cannot look into your mail.</dd>
    </div>
    <div>
      ${icon('key')}
      <dt>Who sends</dt>
      <dd>You do, from your own mailbox. ${plural(letters, 'An answer comes', 'Answers come')} to you alone.</dd>
    </div>
  </dl>`;
}
