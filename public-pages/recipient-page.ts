import { html } from 'hono/html';
import { layout } from './page.ts';
import type { Frame, Html } from './page.ts';
import type { Form, ListedCampaign, ListingOrganisation, RecipientPageProps } from './recipient-props.ts';
import { asContact, asMember, asSupporter, heldFields, pauseForm, wasErased } from './recipient-parts.ts';
import { figure, hidden, plural, problemNote, textarea } from './pieces.ts';

/** What is kept about a recipient, and what they can do about it. Opening the page changes nothing. */
export function recipientPage(props: RecipientPageProps, frame: Frame): Html {
  const { address, until, organisations, said } = props;
  const main = html`<div class="notice recipient">
    <h1>What is kept about you</h1>
    ${problemNote(props.problem)} ${said ? html`<div class="standing" role="status"><p>${said}</p></div>` : ''}
    <p class="lede">This page is about <bdi>${address}</bdi>. The link opens until ${until}. Nothing changes until you press a button.</p>
    ${organisations.length > 0
      ? organisations.map((one) => organisation(one, props))
      : html`<p>No organisation here has your address among those it writes to.</p>`}
    ${asSupporter(props)} ${asMember(props)} ${wasErased(props)} ${stopAll(props)} ${limitForm(props)} ${pauseForm(props)}
    ${correctForm(props)} ${takeAndDelete(props)}
  </div>`;
  return layout({ ...frame, title: props.problem ? 'Please look again: What is kept about you' : 'What is kept about you', main });
}

function organisation(one: ListingOrganisation, { forms, stoppedUntil }: RecipientPageProps): Html {
  return html`<section class="part">
    <h2>From ${one.name}</h2>
    ${one.campaigns.map((campaign) => listed(campaign, forms.complain))} ${asContact(one)}
    ${one.stoppedUntil
      ? html`<p class="state accepted">You get no more letters from them until ${one.stoppedUntil}.</p>`
      : stoppedUntil
        ? ''
        : html`<form method="post" action="${forms.stop.url}">
            ${hidden(forms.stop.csrf)}<input type="hidden" name="from" value="${one.id}" />
            <button class="btn">No more letters from them<span class="sr">: ${one.name}</span></button>
          </form>`}
  </section>`;
}

function listed(campaign: ListedCampaign, complain: Form): Html {
  const { title, url, state, letters, fields } = campaign;
  return html`<div class="listed">
    <h3>${url ? html`<a href="${url}"><bdi>${title}</bdi></a>` : html`<bdi>${title}</bdi>`}</h3>
    <p class="small hush">${state}. ${letters > 0 ? figure(letters) : 'No'} ${plural(letters, 'letter', 'letters')} sent to you.</p>
    ${fields.length > 0
      ? heldFields(fields)
      : html`<p class="small">You are not in its list any more. That letters were sent is kept for 90 days.</p>`}
    ${campaign.complained
      ? html`<p class="small">You have complained about this campaign. It counts, once.</p>`
      : html`<details>
          <summary>Complain<span class="sr"> about ${title}</span></summary>
          <p class="small">
            Use it when a campaign insults, threatens, deceives, or writes to you without a reason. Each person counts once. When several
            complain, the campaign is stopped until the operator has looked at it.
          </p>
          <form class="after" method="post" action="${complain.url}">
            ${hidden(complain.csrf)}<input type="hidden" name="campaign" value="${campaign.id}" />
            <button class="btn">Complain about this campaign</button>
          </form>
        </details>`}
  </div>`;
}

function stopAll({ forms, stoppedUntil }: RecipientPageProps): Html {
  return html`<section class="part">
    <h2>No more letters at all</h2>
    ${stoppedUntil
      ? html`<p class="state accepted">Nobody can write to you through this service until ${stoppedUntil}.</p>`
      : html`<p>Then no organisation can write to you through this service, for three years. People can still write to you themselves.</p>
          <form method="post" action="${forms.stop.url}">
            ${hidden(forms.stop.csrf)}<input type="hidden" name="from" value="all" />
            <button class="btn first">Stop all letters</button>
          </form>`}
  </section>`;
}

function limitForm({ forms, limit }: RecipientPageProps): Html {
  return html`<section class="part">
    <h2>Fewer letters</h2>
    <p>
      ${limit === null
        ? 'You can say how many letters a day you want at most, from all organisations together.'
        : `You get at most ${String(limit)} ${plural(limit, 'letter', 'letters')} a day, from all organisations together.`}
      Who would be one more is told that you have enough for that day. Messages that a team sends from its own mailboxes are not among them:
      stop those above.
    </p>
    <form class="ask one" method="post" action="${forms.limit.url}">
      ${hidden(forms.limit.csrf)}
      <label for="most">At most so many a day. Leave it empty to have no limit.</label>
      <input class="field" id="most" name="most" type="number" inputmode="numeric" min="1" max="1000" value="${limit ?? ''}" />
      <button class="btn">Set it</button>
    </form>
  </section>`;
}

function correctForm({ forms, requests }: RecipientPageProps): Html {
  return html`<section class="part">
    <h2>Something is wrong</h2>
    ${requests.length > 0
      ? html`<ul class="rows">
          ${requests.map(({ about, state }) => html`<li>${about}<br /><span class="hush small">${state}</span></li>`)}
        </ul>`
      : ''}
    <form class="ask" method="post" action="${forms.correct.url}">
      ${hidden(forms.correct.csrf)}
      <div class="write">
        <label for="message">What is wrong, and what it should be</label>
        ${textarea(html`class="field" id="message" name="message" required maxlength="5000" rows="4" dir="auto"`, '')}
      </div>
      <div><button class="btn">Ask for a correction</button></div>
      <p class="small hush">It is answered within 30 days, by mail to you.</p>
    </form>
  </section>`;
}

function takeAndDelete({ forms }: RecipientPageProps): Html {
  return html`<section class="part">
      <h2>Take it with you</h2>
      <p>Everything that is kept about your address, in one locked file: tables, messages, and JSON for programs.</p>
      <form method="post" action="${forms.export.url}">${hidden(forms.export.csrf)}<button class="btn">Ask for the file</button></form>
    </section>
    <section class="part">
      <h2>Delete it</h2>
      <p>
        You are taken out of every campaign and address book, and your address out of everything that was sent. To keep you from being
        written to or listed again, a code of your address is remembered for three years; nobody can read it. This cannot be undone.
      </p>
      <form class="ask" method="post" action="${forms.erase.url}">
        ${hidden(forms.erase.csrf)}
        <label class="tick"><input type="checkbox" name="sure" value="yes" required />Yes, delete what is kept about me</label>
        <div><button class="btn">Delete it</button></div>
      </form>
    </section>`;
}
