import { html, raw } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { figure, hidden } from './pieces.ts';

export interface KeptPromise {
  /** Whom it concerns, as a heading: "If you send a letter". */
  readonly group: string;
  readonly sentence: string;
  readonly limit: string;
  /** How many are held now; null where nothing can be counted. */
  readonly held: number | null;
  /** The age of the oldest, in words. */
  readonly oldest: string | null;
  /** The age of the oldest as a share of the limit; null where the limit is an event. */
  readonly share: number | null;
  readonly past: boolean;
  /** By how much and why, in words. */
  readonly pastBy?: string | undefined;
  /** That nobody has looked lately, as a sentence. */
  readonly unchecked?: string | undefined;
  /** Where a promise covers several kinds of rows: each of them. */
  readonly parts?: readonly KeptRows[] | undefined;
}

/** Rows of one kind that a promise covers. */
export interface KeptRows {
  readonly rows: string;
  readonly limit: string;
  readonly held: number;
  readonly oldest: string | null;
  readonly past: boolean;
}

export interface KeptPageProps {
  readonly operator: string;
  /** When it was counted, in words. */
  readonly at: string;
  /** When what is over was last cleared, in words. */
  readonly lastRun?: string | undefined;
  readonly promises: readonly KeptPromise[];
  /** Where a person asks for what is held about them. */
  readonly ask?: { readonly url: string; readonly csrf: HiddenField } | undefined;
  /** The same figures for a program to read. */
  readonly figuresUrl?: string | undefined;
  readonly problem?: string | undefined;
}

/** The public proof: each promise about people's data, and beneath it what is really there. */
export function keptPage(props: KeptPageProps, frame: Frame): Html {
  const past = props.promises.filter((promise) => promise.past).length;
  const unchecked = props.promises.filter((promise) => promise.unchecked !== undefined).length;
  const within = props.promises.length - past;
  const groups = Map.groupBy(props.promises, ({ group }) => group);
  const main = html`<div class="notice">
    <h1>What we keep about people</h1>
    <p class="lede">
      Each sentence below is a promise. Under it stands what is really there, counted as you open the page by the same rules that delete it.
    </p>
    <p class="sum">
      <span class="state accepted">${within} within ${within === 1 ? 'its limit' : 'their limits'}</span>
      ${past > 0 ? html`<span class="state past">${past} past ${past === 1 ? 'its limit' : 'their limits'}</span>` : ''}
      ${unchecked > 0 ? html`<span class="state uncertain">${unchecked} not checked lately</span>` : ''}
    </p>
    ${props.lastRun ? html`<p class="small">What was over was last cleared at ${props.lastRun}.</p>` : ''}
    ${[...groups].map(
      ([group, promises]) =>
        html`<h2 class="group">${group}</h2>
          <ul class="kept">
            ${promises.map((promise) => row(promise))}
          </ul>`,
    )}
    ${props.ask ? yours(props.ask, frame, props.problem) : ''}
    ${props.figuresUrl ? html`<p class="small after"><a href="${props.figuresUrl}">These figures as JSON</a></p>` : ''}
  </div>`;
  return layout({ ...frame, organiser: props.operator, title: 'What we keep about people', main, aside: props.at });
}

function row(promise: KeptPromise): Html {
  const { sentence, limit, held, oldest, share, past, pastBy, unchecked, parts } = promise;
  const age = oldest ?? (held === 0 ? 'none' : 'not counted');
  return html`<li ${past ? raw('class="over"') : ''}>
    <p>${sentence}</p>
    <dl>
      <div>
        <dt>Limit</dt>
        <dd>${limit}</dd>
      </div>
      <div>
        <dt>Held now</dt>
        <dd>${held === null ? 'not counted' : figure(held)}</dd>
      </div>
      <div>
        <dt>Oldest</dt>
        <dd>${past ? html`<strong>${age}</strong>` : age}${oldest === null ? '' : ageLine(share)}</dd>
      </div>
    </dl>
    ${parts ? html`<small>${parts.map((part, index) => html`${index > 0 ? ' · ' : ''}${partLine(part)}`)}</small>` : ''}
    ${past ? html`<small><strong>Past its limit.</strong> ${pastBy ?? ''}</small>` : ''}
    ${unchecked ? html`<small><strong>${unchecked}</strong></small>` : ''}
  </li>`;
}

function partLine({ rows, limit, held, oldest, past }: KeptRows): Html {
  const age = oldest === null ? '' : `, the oldest ${oldest}`;
  const words = `${rows}: ${figure(held)} held${age}, ${limit}`;
  return past ? html`<strong>${words}, past its limit</strong>` : html`${words}`;
}

/** The age of the oldest on a line whose tick is the limit; without a limit in time, an open note at the end. */
function ageLine(share: number | null): Html {
  const tick = 82;
  if (share === null) {
    return html`<svg class="line" aria-hidden="true">
      <line class="track" x2="100%" y1="8.5" y2="8.5" />
      <rect class="open" x="98%" y="5" width="6" height="6" />
    </svg>`;
  }
  const x = `${String(Math.round(Math.min(Math.max(share, 0), 1.2) * tick * 10) / 10)}%`;
  return html`<svg class="line" aria-hidden="true">
    <line class="track" x2="100%" y1="8.5" y2="8.5" />
    <line class="tick" x1="${tick}%" x2="${tick}%" y2="9" />
    <line class="reach" x2="${x}" y1="8.5" y2="8.5" />
    <rect class="head" x="${x}" y="5" width="7" height="7" />
  </svg>`;
}

function yours(ask: NonNullable<KeptPageProps['ask']>, { base }: Frame, problem: string | undefined): Html {
  return html`<section class="yours" id="yours">
    <h2>What we hold about you</h2>
    <p>
      If letters reach you: we mail a link to your address, to see what is kept about you, take it with you, or have it deleted at once. If
      you have an account here, it is all in your account. For anything else, also if you sent a letter yourself,
      <a href="${base}/contact">write to us</a>: it is answered within 30 days.
    </p>
    ${problem ? html`<div class="problem" role="alert" id="problem"><p>${problem}</p></div>` : ''}
    <form class="ask one" method="post" action="${ask.url}" data-busy="One moment, please.">
      ${hidden(ask.csrf)}
      <label for="email">Your email address</label>
      <input class="field" id="email" name="email" type="email" required autocomplete="email" maxlength="320" />
      <button class="btn first">Send me the link</button>
      <p class="small" role="status"></p>
    </form>
  </section>`;
}
