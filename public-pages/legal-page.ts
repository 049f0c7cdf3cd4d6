import { html } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, HiddenField, Html } from './page.ts';
import { hidden, problemNote, textarea } from './pieces.ts';

export interface LegalPageProps {
  readonly operator: {
    readonly name: string;
    /** The postal address, a line each. */
    readonly address: readonly string[];
    readonly email: string;
    /** Where questions about personal data go, when it is another address. */
    readonly privacyEmail?: string | undefined;
    /** Anything else the law asks to be shown: a register and number, a person who answers for it. */
    readonly more?: readonly { readonly name: string; readonly value: string }[] | undefined;
  };
  /** Present when the operator takes messages through a form. */
  readonly contact?: { readonly url: string; readonly csrf: HiddenField } | undefined;
  readonly problem?: string | undefined;
}

/** Who runs this copy of the service, and how to reach them. */
export function legalPage({ operator, contact, problem }: LegalPageProps, frame: Frame): Html {
  const privacy = operator.privacyEmail ?? operator.email;
  const main = html`<div class="notice prose">
    <h1>Legal and contact</h1>
    <h2>Who runs this service</h2>
    <p>
      <strong><bdi>${operator.name}</bdi></strong
      >${operator.address.map((line) => html`<br /><bdi>${line}</bdi>`)}
    </p>
    <p>Email: ${mailLink(operator.email)}</p>
    ${operator.more?.map(({ name, value }) => html`<p>${name}: <bdi>${value}</bdi></p>`)}
    <h2>Questions about your data</h2>
    <p>
      Write to ${mailLink(privacy)}, or <a href="${frame.base}/kept#yours">ask for what we hold about you</a>: you can see it, take it with
      you, or have it deleted. If somebody wrote to you through this service and you do not want that again, tell us your address and it
      will be left out from then on.
    </p>
    ${contact ? contactForm(contact, problem) : ''}
  </div>`;
  return layout({ ...frame, organiser: operator.name, title: 'Legal and contact', main });
}

function mailLink(address: string): Html {
  return html`<a href="mailto:${address}"><bdi>${address}</bdi></a>`;
}

function contactForm(contact: NonNullable<LegalPageProps['contact']>, problem: string | undefined): Html {
  return html`<h2>Write to us</h2>
    ${problemNote(problem)}
    <form class="ask" method="post" action="${contact.url}" data-busy="One moment, please.">
      ${hidden(contact.csrf)}
      <div class="write">
        <label for="email">Your email address, for the answer</label>
        <input class="field" id="email" name="email" type="email" required autocomplete="email" maxlength="320" />
      </div>
      <div class="write">
        <label for="message">What you want to say</label>
        ${textarea(html`class="field" id="message" name="message" required maxlength="5000" rows="6" dir="auto"`, '')}
      </div>
      <button class="btn first">Send</button>
      <p class="small" role="status"></p>
    </form>`;
}
