import { html, raw } from 'hono/html';
import { checkForms } from './count-forms.ts';
import type { Checked, Compared } from './count-forms.ts';
import { countScriptVersion } from './count-script.ts';
import { icon } from './icons.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { figure, plural } from './pieces.ts';

export interface CountPageProps {
  readonly campaign: { readonly title: string; readonly url: string; /** As it goes into each entry, see `leafOf`. */ readonly id: string };
  /** How many supporters the action page counts. */
  readonly participations: number;
  /** The log now: how many entries, and its root as a code (base64url). */
  readonly head: { readonly size: number; readonly root: string };
  readonly urls: {
    /** This page, whole, with `https://`: people keep a link to it. */
    readonly page: string;
    /** The same figures for a program to read. */
    readonly figures: string;
    /** Takes `leaf` and gives a proof of inclusion. */
    readonly proof: string;
    /** Takes `from` and `to` and gives a proof of consistency. */
    readonly growth: string;
  };
  /** The proof for the form that looks a receipt up. */
  readonly csrf: HiddenField;
  /** What the server found out about a receipt that was sent to it without a script. */
  readonly checked?: Checked | undefined;
  /** An earlier head that somebody kept, as it came, and what the server found out about it. */
  readonly compared?: Compared | undefined;
}

/** What the number on the action page means, and how anybody can check that it only grew and that they themselves are in it. */
export function countPage(props: CountPageProps, frame: Frame): Html {
  const { campaign, participations, head, urls } = props;
  const main = html`<div
      class="notice"
      data-count
      data-campaign="${campaign.id}"
      data-size="${head.size}"
      data-root="${head.root}"
      data-proof-url="${urls.proof}"
      data-growth-url="${urls.growth}"
    >
      <h1>How we count</h1>
      <p class="lede">
        <a href="${campaign.url}"><bdi>${campaign.title}</bdi></a> counts
        ${participations > 0 ? html`<b class="num">${figure(participations)}</b>` : 'no'}
        ${plural(participations, 'supporter', 'supporters')}${participations > 0 ? '' : ' yet'}. This page says what that means, and how you
        can check it.
      </p>
      ${meaning} ${logNow(props)} ${checkForms(props)}
      <p class="small after"><a href="${urls.figures}">These figures as JSON</a>, for a program of your own.</p>
    </div>
    <script nonce="${frame.nonce}" defer src="${frame.base}/assets/check-count.js?v=${countScriptVersion}"></script>`;
  return layout({ ...frame, title: `How we count: ${campaign.title}`, main, aside: 'A letter from supporters' });
}

const meaning = html`<dl class="meaning">
  <div>
    <dt>What is counted</dt>
    <dd>
      A supporter counts once, when their own mail service has accepted what they sent, however many people it goes to. We cannot see
      whether anybody reads it.
    </dd>
  </div>
  <div>
    <dt>The log</dt>
    <dd>
      For each supporter we add one entry to the end of a list that everybody can check: the log. Nothing in it is ever changed or taken
      out. All its entries together have one fingerprint. If an older entry were changed, removed or slipped in, the fingerprint would not
      fit any more.
    </dd>
  </div>
  <div>
    <dt>Nobody can be found in it</dt>
    <dd>
      An entry holds no name, no address, no letter and no time. It is itself only a fingerprint, made from a random code. The code is on
      the supporter’s receipt, and without it nobody can tell whose an entry is.
    </dd>
  </div>
  <div>
    <dt>What it cannot show</dt>
    <dd>
      That each entry is another person. We count each mailbox once, and for that you have to take our word. What it does show: that you
      were not dropped, and that nothing was rewritten since somebody kept the fingerprint.
    </dd>
  </div>
</dl>`;

function logNow({ participations, head, urls }: CountPageProps): Html {
  return html`<section class="part">
    <h2>The log now</h2>
    <dl class="to">
      <dt>Entries</dt>
      <dd class="num">${figure(head.size)}</dd>
      <dt>Fingerprint</dt>
      <dd class="code"><bdi>${head.root}</bdi></dd>
    </dl>
    ${participations === head.size
      ? ''
      : html`<div class="standing" role="note">
          <p>
            The campaign counts ${figure(participations)} and the log has ${figure(head.size)} ${plural(head.size, 'entry', 'entries')}.
            Only what is in the log can be checked here.
          </p>
        </div>`}
    <p class="small hush">
      Keep this link, or give it to somebody else. Opened on a later day, it compares the log of that day with this one.
    </p>
    <div class="link">
      <label class="sr" for="keep">Link that compares a later log with this one</label>
      <input class="field" id="keep" readonly value="${`${urls.page}?size=${String(head.size)}&root=${head.root}#earlier`}" />
      <button class="btn" type="button" hidden data-copy="keep" data-said="copied">${icon('copy')}Copy</button>
    </div>
    <p class="small" id="copied" role="status">${raw('')}</p>
  </section>`;
}
