import { html } from 'hono/html';
import type { Markup } from '../page.ts';
import type { SandboxAccount } from './accounts.ts';
import { readScope, sendScope } from './consent-request.ts';

interface Links {
  /** The path of the consent screen, with the whole request in its query. */
  step(name: 'account' | 'permissions' | 'cancel', account?: SandboxAccount): string;
  decide: string;
}

interface Screen {
  links: Links;
  /** The query of the original request, carried through every form. */
  request: string;
  /** Where the person goes back to, as Google shows it: the domain of the client. */
  client: string;
}

/** First screen: who are you? */
export function accountPage({ links, client }: Screen, accounts: readonly SandboxAccount[]): Markup {
  return html`<h1>Choose an account</h1>
    <p class="second">to continue to ${client}</p>
    <ul class="list">
      ${accounts.map(
        (account) =>
          html`<li>
            <a href="${links.step('account', account)}"><b>${account.displayName}</b><span class="second">${account.emailAddress}</span></a>
          </li>`,
      )}
    </ul>
    <p class="row"><a class="button" href="${links.step('cancel')}">Cancel</a></p>`;
}

/** Second screen: what comes with signing in, all or nothing. `next` leads on to the permissions when there are any. */
export function signInPage(screen: Screen, account: SandboxAccount, next: 'permissions' | 'decide'): Markup {
  const { links, client } = screen;
  return html`<h1>Sign in to ${client}</h1>
    <p class="second">${account.displayName}, ${account.emailAddress}</p>
    <p class="letter">By continuing, ${client} gets your name, your email address and your profile picture.</p>
    ${next === 'permissions'
      ? html`<p class="row">
          <a class="button first" href="${links.step('permissions', account)}">Continue</a
          ><a class="button" href="${links.step('cancel')}">Cancel</a>
        </p>`
      : html`<form method="post" action="${links.decide}">${hidden(screen, account)}${decision}</form>`}`;
}

/**
 * Third screen: each permission with its own box, which the person may untick
 * (developers.google.com/identity/protocols/oauth2/resources/granular-permissions).
 */
export function permissionsPage(screen: Screen, account: SandboxAccount, asked: readonly string[]): Markup {
  return html`<h1>${screen.client} wants access to your account</h1>
    <p class="second">${account.displayName}, ${account.emailAddress}</p>
    <form method="post" action="${screen.links.decide}">
      ${hidden(screen, account)}
      <fieldset class="letter">
        <legend class="second">Select what ${screen.client} can access</legend>
        ${asked.map(
          (scope) =>
            html`<label class="tick"
              ><input type="checkbox" name="permission" value="${scope}" checked /><span>${permissionNames[scope]}</span></label
            >`,
        )}
      </fieldset>
      ${decision}
    </form>`;
}

const permissionNames: Record<string, string> = {
  [sendScope]: 'Send email on your behalf',
  [readScope]: 'View your email messages and settings',
};

/** What Google shows when the client's request is wrong: it keeps the person and tells the developer. */
export function refusedPage(code: string, sentence: string): Markup {
  return html`<h1>Access blocked: this request is invalid</h1>
    <p class="wrong">Error ${code === 'invalid_client' ? 401 : 400}: ${code}</p>
    <p>${sentence}</p>`;
}

function hidden({ request }: Screen, account: SandboxAccount): Markup {
  return html`<input type="hidden" name="request" value="${request}" /><input type="hidden" name="account" value="${account.subject}" />`;
}

const decision = html`<p class="row">
  <button class="first" name="decision" value="continue">Continue</button><button name="decision" value="cancel">Cancel</button>
</p>`;
