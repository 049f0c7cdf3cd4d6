import { html } from 'hono/html';
import type { Markup } from '../page.ts';
import type { SandboxAccount } from './accounts.ts';

interface Screen {
  /** The path of a step, with the whole request in its query. */
  step(name: 'account' | 'cancel' | 'without-approval', account?: SandboxAccount): string;
  decide: string;
  /** The query of the original request, carried through the form. */
  request: string;
  /** Where the person goes back to. */
  client: string;
}

/** First screen: which account? */
export function accountPage({ step, client }: Screen, accounts: readonly SandboxAccount[]): Markup {
  return html`<h1>Pick an account</h1>
    <p class="second">to continue to ${client}</p>
    <ul class="list">
      ${accounts.map(
        (account) =>
          html`<li>
            <a href="${step('account', account)}"><b>${account.displayName}</b><span class="second">${account.emailAddress}</span></a>
          </li>`,
      )}
    </ul>
    <p class="row"><a class="button" href="${step('cancel')}">Back</a></p>`;
}

/** Second screen: everything that is asked for, to be accepted or not; nothing can be unticked. */
export function permissionsPage(screen: Screen, account: SandboxAccount, asked: { send: boolean; read: boolean }): Markup {
  return html`<h1>Let this app access your info?</h1>
    <p class="second">${account.displayName}, ${account.emailAddress}</p>
    <p>${screen.client} needs your permission to:</p>
    <ul class="letter">
      <li>View your basic profile and your email address</li>
      ${asked.send ? html`<li>Send mail as you</li>` : ''} ${asked.read ? html`<li>Read your mail</li>` : ''}
    </ul>
    <form method="post" action="${screen.decide}">
      <input type="hidden" name="request" value="${screen.request}" /><input type="hidden" name="account" value="${account.subject}" />
      <p class="row">
        <button class="first" name="decision" value="accept">Accept</button><button name="decision" value="cancel">Cancel</button>
      </p>
    </form>`;
}

/** What somebody sees whose organisation lets nobody consent but its administrators. */
export function approvalPage(screen: Screen, account: SandboxAccount): Markup {
  return html`<h1>Need admin approval</h1>
    <p class="second">${account.displayName}, ${account.emailAddress}</p>
    <p>
      ${screen.client} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant
      permission to this app before you can use it.
    </p>
    <p class="row">
      <a class="button" href="${screen.step('without-approval', account)}">Return to the application without granting consent</a>
    </p>`;
}

/** What Microsoft shows when the client's request is wrong: it keeps the person and tells the developer. */
export function refusedPage(number: number, sentence: string): Markup {
  return html`<h1>Sorry, but we’re having trouble signing you in</h1>
    <p class="wrong">AADSTS${number}: ${sentence}</p>`;
}
