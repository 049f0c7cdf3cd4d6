import { html } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';
import { limitedUse } from './limited-use.ts';

export interface GooglePageProps {
  /** What this copy is called at Google and here. */
  readonly service: string;
  readonly operator: { readonly name: string; readonly email: string };
  readonly urls: Readonly<Record<'home' | 'privacy' | 'legal' | 'contact' | 'kept' | 'redirect', string>>;
  readonly domain: string;
  readonly clientId: string;
  readonly scopes: readonly { readonly scope: string; readonly gives: string; readonly why: string }[];
  /** What is kept of Google user data, each with its published sentence. */
  readonly kept: readonly { readonly title: string; readonly sentence: string; readonly stays: string }[];
}

/** Everything that Google's verification of an OAuth app asks for, made from the settings of this copy and from its register of promises. */
export function googlePage(props: GooglePageProps, frame: Frame): Html {
  const { service, operator } = props;
  const main = html`<div class="notice prose">
    <h1>${service} and Google</h1>
    <p class="lede">
      What this copy asks Google for, why, and what becomes of it. It is written for people who are asked for their permission, and for
      Google’s reviewers.
    </p>
    ${facts(props)} ${scopes(props)} ${use(props)} ${kept(props)} ${video(props)}
    <h2>Contact</h2>
    <p>
      <bdi>${operator.name}</bdi>, <a href="mailto:${operator.email}"><bdi>${operator.email}</bdi></a
      >, or through the <a href="${props.urls.contact}">contact form</a>.
    </p>
  </div>`;
  return layout({ ...frame, title: `${service} and Google`, main });
}

function facts({ service, urls, domain, clientId, operator }: GooglePageProps): Html {
  const link = (url: string) => html`<a href="${url}"><bdi>${url}</bdi></a>`;
  const rows: [string, Html][] = [
    ['App name', html`${service}`],
    ['Who runs it', html`<bdi>${operator.name}</bdi>`],
    ['Home page', link(urls.home)],
    ['Privacy policy', link(urls.privacy)],
    ['Legal and contact', link(urls.legal)],
    ['Authorised domain', html`<bdi>${domain}</bdi>`],
    ['Redirect URI', html`<bdi class="code">${urls.redirect}</bdi>`],
    ['OAuth client', html`<bdi class="code">${clientId}</bdi>`],
  ];
  return html`<dl class="meaning">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function scopes({ scopes: asked }: GooglePageProps): Html {
  return html`<h2>What is asked for, and why</h2>
    <dl class="meaning">
      ${asked.map(
        ({ scope, gives, why }) =>
          html`<div>
            <dt><span class="code">${scope}</span></dt>
            <dd>${gives} ${why}</dd>
          </div>`,
      )}
    </dl>
    <p>
      Nothing smaller would do: <span class="code">gmail.send</span> is the narrowest permission with which a letter can leave from a
      person’s own Gmail. It does not let us read mail, contacts, or anything else. Drafts are not made, because that would need a wider
      one.
    </p>`;
}

function use({ service, urls }: GooglePageProps): Html {
  return html`<h2>How Google user data is used</h2>
    <ul>
      <li>The name stands under the letter; the address is shown before sending, so that the person knows from which account it leaves.</li>
      <li>The permission to send is used once, for the letters that the person has just read and confirmed by a button.</li>
      <li>Nothing is sent in the background, on a schedule, or by automation. One confirmation, one letter to each recipient shown.</li>
      <li>Each person counts once in a campaign. For that a one-way keyed hash of the address is kept, and nothing else.</li>
    </ul>
    <p>
      It is never used for advertising, for profiles, or to train models; never sold; and given to nobody. No person reads it, unless
      somebody asks for help and allows it, security needs it, or the law does. The organiser of a campaign sees numbers, not who sent.
    </p>
    ${limitedUse(service)}
    <p>
      While it is here it is sealed: encrypted with AES-256-GCM, each value under a key of its own, bound to its row and column. It travels
      over TLS alone. Anybody can look at <a href="${urls.kept}">what is kept</a>, counted at that moment.
    </p>`;
}

function kept({ kept: rows }: GooglePageProps): Html {
  return html`<h2>How long it stays, and how it ends</h2>
    <ul>
      ${rows.map(
        ({ title, sentence, stays }) =>
          html`<li><strong>${title}.</strong> ${sentence} <br /><span class="small hush">What stays then: ${stays}</span></li>`,
      )}
    </ul>
    <p>
      After sending, the permission is given back to Google by this service itself. It can be ended at any time in
      <a href="https://myaccount.google.com/connections">the Google account</a>, or by “Stop and disconnect” on the page; then what was held
      of it is deleted at once.
    </p>`;
}

function video({ urls, service }: GooglePageProps): Html {
  return html`<h2>The steps of the demonstration video</h2>
    <ol>
      <li>The home page ${urls.home} with its link to the privacy policy, the address bar in view.</li>
      <li>An action page: the letter, whom it goes to, and the words about Gmail below the button.</li>
      <li>“Continue with Gmail”: Google’s own page, in English, with the app name “${service}” and the client id in the address bar.</li>
      <li>
        Google’s screen of permissions, with “Send email on your behalf” and no other one that is not listed above. Once it is left
        unticked: our page says so and sends nothing.
      </li>
      <li>Ticked: our page shows each letter word for word, from which account it leaves, and “Confirm and send”.</li>
      <li>The receipt: what was sent, that the permission was given back, and what is left, with its dates.</li>
      <li>The Sent folder of that Gmail account with the same words, and the account’s list of connections without ${service}.</li>
    </ol>`;
}
