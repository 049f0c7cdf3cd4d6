import { html } from 'hono/html';
import type { Html } from './page.ts';
import { figure, hidden, plural } from './pieces.ts';
import type { HeldField, ListingOrganisation, RecipientPageProps } from './recipient-props.ts';

/** Every field that is kept, by its name. */
export function heldFields(fields: readonly HeldField[]): Html {
  return html`<dl class="to">
    ${fields.map(
      ({ name, value }) =>
        html`<dt><bdi>${name}</bdi></dt>
          <dd><bdi>${value}</bdi></dd>`,
    )}
  </dl>`;
}

/** What a team holds about somebody: their entry in the address book, what it writes to them, what they answered, and lines of files with their address. */
export function asContact({ addressBook, teamCampaigns = [], conversations = [], lines: ofFiles = [] }: ListingOrganisation): Html {
  return html`${addressBook
    ? html`<div class="listed">
        <h3>In the address book</h3>
        ${heldFields(addressBook)}
      </div>`
    : ''}${teamCampaigns.map(
    ({ title, state, messages, fields }) =>
      html`<div class="listed">
        <h3><bdi>${title}</bdi></h3>
        <p class="small hush">
          ${state}. ${messages > 0 ? figure(messages) : 'No'} ${plural(messages, 'message', 'messages')} of this team sent to you.
        </p>
        ${heldFields(fields)}
      </div>`,
  )}${conversations.map(
    ({ title, messages, lines }) =>
      html`<div class="listed">
        <h3><bdi>${title}</bdi></h3>
        <p class="small hush">
          ${messages > 0 ? figure(messages) : 'No'} ${plural(messages, 'message', 'messages')} between you and this team, kept as text.
        </p>
        ${heldFields(lines)}
      </div>`,
  )}${ofFiles.map(
    ({ about, fields }) =>
      html`<div class="listed">
        <h3>In a file that was imported</h3>
        <p class="small hush">${about}</p>
        ${heldFields(fields)}
      </div>`,
  )}`;
}

/** What is kept about somebody who sends letters. */
export function asSupporter({ underWay, tookPart }: RecipientPageProps): Html {
  const lines = [...underWay, ...tookPart];
  if (lines.length === 0) return html``;
  return html`<section class="part">
    <h2>Letters that you sent</h2>
    <ul class="rows">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
    <p class="small hush">That you took part is known here by a code alone, which nobody can read. What you wrote is not kept.</p>
  </section>`;
}

/** That somebody works here, or is invited to. */
export function asMember({ account, invitations }: RecipientPageProps): Html {
  if (!account && invitations.length === 0) return html``;
  return html`<section class="part">
    <h2>Working here</h2>
    ${invitations.map((line) => html`<p>${line}</p>`)}
    ${account
      ? html`<p>
          You have an account under this address. What is kept about it is shown to whoever signs in, and to nobody with a link alone:
          <a href="/account">Your account</a>.
        </p>`
      : ''}
  </section>`;
}

/** That somebody was deleted, and the way to have that forgotten too. */
export function wasErased({ erasedOn, forms }: RecipientPageProps): Html {
  if (erasedOn === undefined) return html``;
  return html`<section class="part">
    <h2>You were deleted</h2>
    <p>
      On ${erasedOn} what was kept about you was deleted. A code of your address is remembered, so that nobody here writes to you or lists
      you again.
    </p>
    <form method="post" action="${forms.lift.url}">
      ${hidden(forms.lift.csrf)}<input type="hidden" name="what" value="erasure" />
      <button class="btn">Forget that too: I may be written to again</button>
    </form>
  </section>`;
}

/** The pause of the use of an address (GDPR Art. 18). */
export function pauseForm({ forms, paused, stoppedUntil }: RecipientPageProps): Html {
  if (stoppedUntil !== undefined && !paused) return html``;
  return html`<section class="part">
    <h2>Pause</h2>
    ${paused
      ? html`<p class="state accepted">
            The use of your address is paused. It stands where it stood, and nobody here writes to you until you end the pause, for three
            years at most.
          </p>
          <form method="post" action="${forms.lift.url}">${hidden(forms.lift.csrf)}<button class="btn">End the pause</button></form>`
      : html`<p>
            While something is in dispute, you can have the use of your address paused: nothing is deleted, and nobody here writes to you.
          </p>
          <form method="post" action="${forms.restrict.url}">${hidden(forms.restrict.csrf)}<button class="btn">Pause it</button></form>`}
  </section>`;
}
