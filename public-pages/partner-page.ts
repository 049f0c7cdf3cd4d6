import { html, raw } from 'hono/html';
import { embedCode } from '../shared/embed-code.ts';
import { icon } from './icons.ts';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { checkForm } from './partner-check.ts';
import type { PageFinding } from './partner-check.ts';
import { figure, textarea } from './pieces.ts';

export interface PartnerPageProps {
  readonly partner: string;
  readonly campaign: { readonly title: string; readonly published: boolean };
  /** Exactly where the frame may stand. */
  readonly origins: readonly string[];
  /** Our own origin. */
  readonly ours: string;
  readonly embedUrl: string;
  /** Supporters who came by this partner and were counted; absent while they are few. */
  readonly participations?: number | undefined;
  readonly check: {
    readonly url: string;
    readonly csrf: HiddenField;
    /** The page that was looked at, and what was found there or why it was not looked at. */
    readonly address?: string | undefined;
    readonly findings?: readonly PageFinding[] | undefined;
    readonly problem?: string | undefined;
  };
}

/** For a partner's webmaster: how the letter gets onto their site, what it needs there, and whether it stands well. */
export function partnerPage(props: PartnerPageProps, frame: Frame): Html {
  const { partner, campaign, check } = props;
  const title = 'Put this letter on your site';
  const main = html`<div class="notice partner">
    <h1>${title}</h1>
    <p class="lede">
      For <b><bdi>${partner}</bdi></b
      >: the letter “<bdi>${campaign.title}</bdi>” by <bdi>${frame.organiser}</bdi> can stand on your own pages. People read and write it
      there. When they go on, a window of ours opens, in which they sign in to their mailbox and confirm.
    </p>
    ${campaign.published
      ? ''
      : html`<div class="standing" role="note">
          <p>This campaign is not published yet. Until it is, the frame stays empty: prepare your page now, and look again then.</p>
        </div>`}
    ${standing(props)} ${ways(props)} ${rules(props)} ${checkForm(check)} ${everybody}
  </div>`;
  return layout({ ...frame, title: `${title}: ${campaign.title}`, main, aside: 'For webmasters' });
}

function standing({ origins, participations, embedUrl, campaign }: PartnerPageProps): Html {
  return html`<dl class="meaning">
    <div>
      <dt>Where it works</dt>
      <dd>
        <ul>
          ${origins.map((origin) => html`<li class="code">${origin}</li>`)}
        </ul>
        <p>Exactly there: with www or without makes a difference. Ask the organiser to add other addresses of yours.</p>
      </dd>
    </div>
    <div>
      <dt>By your site</dt>
      <dd>
        ${participations === undefined
          ? 'Fewer than 10 supporters so far. The number is shown from 10 on, so that nobody can be guessed by it.'
          : html`<b class="num">${figure(participations)}</b> supporters came by your site and were counted.`}
      </dd>
    </div>
    ${campaign.published
      ? html`<div>
          <dt>How it looks</dt>
          <dd>
            <a href="${embedUrl}" target="_blank" rel="noopener">Look at the letter (new window)</a>. On your site it stands without the
            steps.
          </dd>
        </div>`
      : ''}
  </dl>`;
}

function ways({ embedUrl, campaign }: PartnerPageProps): Html {
  const code = embedCode({ embedUrl, campaign: campaign.title });
  return html`<section class="part">
      <h2>Our element</h2>
      <p class="hush">
        The best way for most sites: as high as the letter, never with a second scroll bar. Where scripts are off, the link inside of it is
        shown. It needs a place on your page that takes HTML and scripts.
      </p>
      ${snippet('element', 'Code for our element', code.element)}
    </section>
    <section class="part">
      <h2>A plain frame</h2>
      <p class="hush">
        For sites that take frames and no elements of others. The script fits the height and may be left out: then the frame scrolls.
      </p>
      ${snippet('iframe', 'Code for a plain frame', code.frame)}
    </section>
    <section class="part">
      <h2>A link</h2>
      <p class="hush">For e-mails, and for sites that take neither. It works from anywhere, and who comes by it counts for you as well.</p>
      ${snippet('link', 'Code for a link', code.link)}
    </section>`;
}

function rules({ ours }: PartnerPageProps): Html {
  return html`<section class="part">
    <h2>If your site has rules of its own</h2>
    <p class="hush">A content security policy has to name us. Add these to what it says already:</p>
    ${snippet('policy', 'For your content security policy', `frame-src ${ours}; script-src ${ours}`)}
    <p class="hush">A frame with the attribute <span class="code">sandbox</span> needs all of these, or people cannot go on:</p>
    ${snippet(
      'sandbox',
      'For a sandbox attribute',
      'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin',
    )}
  </section>`;
}

function snippet(id: string, label: string, text: string): Html {
  return html`<div class="snippet">
    <label class="sr" for="${id}">${label}</label>
    ${textarea(html`class="field code" id="${id}" readonly rows="${text.length < 160 ? 3 : 7}" spellcheck="false"`, text)}
    <button class="btn" type="button" hidden data-copy="${id}" data-said="${id}_said">
      ${icon('copy')}Copy<span class="sr">: ${label}</span>
    </button>
    <p class="small" id="${id}_said" role="status">${raw('')}</p>
  </div>`;
}

const everybody = html`<section class="part">
  <h2>For all your visitors</h2>
  <dl class="meaning">
    <div>
      <dt>Nobody shut out</dt>
      <dd>
        The frame has a title that screen readers say. All of it works by keyboard alone, and the focus is never held inside. What opens in
        a new window says so before, and how a letter went is said aloud. It is dark where your page is, and fits 320 pixels.
      </dd>
    </div>
    <div>
      <dt>No banner needed</dt>
      <dd>The frame and the script set no cookie, keep nothing in the browser, and load nothing from anybody but us.</dd>
    </div>
    <div>
      <dt>Told to your page</dt>
      <dd>
        When a letter that was begun on your page was accepted, the element sends the event <span class="code">antiphon-sent</span>. Who
        wrote, and what, is not told.
      </dd>
    </div>
  </dl>
</section>`;
