import { html } from 'hono/html';
import { noticePage } from './notice.ts';
import { homeOf, layout } from './page.ts';
import type { Frame, Html } from './page.ts';
import { problemNote } from './pieces.ts';

/** What can be left, by the value that its button sends. */
export type LeaveChoice = 'campaign' | 'workspace' | 'everywhere';

export interface LeavePageProps {
  /** Where the buttons lead: the link itself. Whoever has it may press them, so they carry no other proof. */
  readonly url: string;
  readonly organisation: string;
  /** Enough of the address to know it again, where it is still known. A message is passed on, and with it the link. */
  readonly address?: string | undefined;
  /** Whether the address stands in the organisation’s address book now. */
  readonly listed?: boolean | undefined;
  /** Why the organisation may write, in its own words of that day. */
  readonly origin?: { readonly words: string; readonly noted: string } | undefined;
  /** The day until which the organisation does not write. */
  readonly leftUntil?: string | undefined;
  /** The day until which nobody on this copy does. */
  readonly leftEverywhereUntil?: string | undefined;
  /** What can still be left. */
  readonly choices: readonly LeaveChoice[];
  /** What was just left. */
  readonly left?: LeaveChoice | undefined;
  readonly problem?: string | undefined;
}

/** The page behind the link under a message of a team. Opening it changes nothing. */
export function leavePage(props: LeavePageProps, frame: Frame): Html {
  const { organisation, address, origin, choices, left, problem } = props;
  const title = left ? 'It is done' : 'No more messages?';
  const main = html`<div class="notice">
    <h1>${title}</h1>
    ${problemNote(problem)} ${left ? html`<div class="standing" role="status"><p>${said(left, organisation)}</p></div>` : ''}
    <p class="lede">
      <bdi>${organisation}</bdi> wrote to
      you${address ? html` at <bdi>${address}</bdi>` : ''}${props.listed ? ', because the address stands in its address book.' : '.'}
      ${left ? '' : 'Nothing changes until you press a button.'}
    </p>
    ${origin
      ? html`<p>
          Why it may do so, as it noted on ${origin.noted}: <q><bdi>${origin.words}</bdi></q>
        </p>`
      : ''}
    ${stands(props)} ${choices.map((choice, index) => button(props, choice, index === 0 && !left))}
    <section class="part">
      <h2>What is kept about you</h2>
      <p>
        See it, correct it, take it with you or have it deleted:
        <a href="${homeOf(frame)}/recipient">have a link mailed to your address</a>.
      </p>
    </section>
  </div>`;
  return layout({ ...frame, title: problem ? `Please look again: ${title}` : title, main });
}

function said(left: LeaveChoice, organisation: string): Html {
  if (left === 'campaign')
    return html`The messages of this kind have ended. <bdi>${organisation}</bdi> may still write to you about something else.`;
  if (left === 'workspace') return html`<bdi>${organisation}</bdi> does not write to you any more, by this service, for three years.`;
  return html`Nobody writes to you by this service any more, for three years.`;
}

/** What held already, before anything was pressed. */
function stands({ left, leftUntil, leftEverywhereUntil }: LeavePageProps): Html {
  if (leftEverywhereUntil && left !== 'everywhere')
    return html`<p class="state accepted">Nobody writes to you by this service until ${leftEverywhereUntil}.</p>`;
  if (leftUntil && left === undefined)
    return html`<p class="state accepted">You have left: the organisation does not write to you until ${leftUntil}.</p>`;
  return html``;
}

function button({ url, organisation }: LeavePageProps, choice: LeaveChoice, first: boolean): Html {
  const words = {
    campaign: {
      label: html`Only this series of messages`,
      note: html`No reminder and no further part of it comes. The organisation may write about something else.`,
    },
    workspace: {
      label: html`No more messages from <bdi>${organisation}</bdi>`,
      note: html`At once, for three years, whatever it is about.`,
    },
    everywhere: {
      label: html`No more messages from anybody here`,
      note: html`No organisation that uses this service can write to you with it, for three years.`,
    },
  }[choice];
  return html`<form class="after" method="post" action="${url}" data-busy="One moment, please.">
    <input type="hidden" name="leave" value="${choice}" />
    <button class="${first ? 'btn first' : 'btn'}"><span>${words.label}</span></button>
    <p class="small hush">${words.note}</p>
  </form>`;
}

/** The page behind a link that was cut off, altered, or never was one: the same for all of them. */
export function leaveUnknownPage(frame: Frame): Html {
  return noticePage(
    {
      title: 'This link does not work',
      sentences: [
        'It may have been cut off on its way. Nothing was changed.',
        'Open it from the message itself, or copy it whole.',
        'You can also have a link mailed to your address, and stop all messages behind it.',
      ],
      action: { label: 'Have a link mailed to me', href: `${homeOf(frame)}/recipient` },
    },
    frame,
  );
}

/** The page where the organisation that wrote is not here any more. */
export function leaveGonePage(frame: Frame): Html {
  return noticePage(
    {
      title: 'It is over already',
      sentences: [
        'The organisation that wrote to you does not use this service any more.',
        'It cannot write to you with it, so there is nothing to leave.',
        'Whether something else is kept here about your address, a mailed link shows.',
      ],
      action: { label: 'Have a link mailed to me', href: `${homeOf(frame)}/recipient` },
    },
    frame,
  );
}

/** Said while nothing can be written down: honest, because a mail program that pressed for somebody shows nobody this page. */
export function leaveLaterPage(url: string, frame: Frame): Html {
  return noticePage(
    {
      title: 'Please try again in a minute',
      sentences: [
        'You have not left yet: for a moment nothing can be written down here.',
        'Nothing of what you pressed is remembered.',
        'Open the link again in a minute, and press the button once more.',
      ],
      action: { label: 'Open it again', href: url },
    },
    frame,
  );
}
