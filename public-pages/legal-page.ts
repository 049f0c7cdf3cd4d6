import { html } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';

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
  /** Where messages are taken through a form. */
  readonly contactUrl?: string | undefined;
}

/** Who runs this copy of the service, and how to reach them. */
export function legalPage({ operator, contactUrl }: LegalPageProps, frame: Frame): Html {
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
      you, or have it deleted. If letters reach you through this service, you can <a href="${frame.base}/recipient">stop them yourself</a>.
    </p>
    ${contactUrl ? html`<p>For anything else: <a href="${contactUrl}">write to us with a form</a>. It is answered within 30 days.</p>` : ''}
  </div>`;
  return layout({ ...frame, organiser: operator.name, title: 'Legal and contact', main });
}

function mailLink(address: string): Html {
  return html`<a href="mailto:${address}"><bdi>${address}</bdi></a>`;
}
