import { html } from 'hono/html';
import type { SandboxAccount } from './google/accounts.ts';
import { faultKinds, type ScriptedFault } from './google/faults.ts';
import type { OutboxMessage } from './outbox.ts';
import type { Markup } from './page.ts';

interface Scene {
  basePath: string;
  messages: readonly OutboxMessage[];
  total: number;
  accounts: readonly (SandboxAccount & { faults: readonly ScriptedFault[] })[];
}

const shown = 50;

/** The first page of the sandbox: what was sent, newest first, and which faults wait for whom. */
export function outboxPage({ basePath, messages, total, accounts }: Scene): Markup {
  return html`<h1>Outbox</h1>
    <p class="second">
      ${total === 0 ? 'Nothing has been sent yet.' : `${total} sent; the newest ${Math.min(shown, messages.length)} are shown.`}
    </p>
    ${messages.slice(0, shown).map(letter)}
    ${total === 0
      ? ''
      : html`<form method="post" action="${basePath}/clear">
          <p class="row"><button>Clear the outbox</button></p>
        </form>`}
    <h2>Accounts and their faults</h2>
    <ul class="list">
      ${accounts.map(
        (account) =>
          html`<li>
            <p><b>${account.displayName}</b> <span class="second">${account.emailAddress}</span></p>
            ${account.faults.length === 0 ? '' : html`<p class="second">Waiting: ${account.faults.map(describe).join(', then ')}</p>`}
          </li>`,
      )}
    </ul>
    <h2>Script a fault</h2>
    <p class="second">It strikes once, the next time this account gets there. Several are met in the order in which they were scripted.</p>
    <form method="post" action="${basePath}/faults">
      <label for="account">Account</label>${select(
        'account',
        accounts.map((account) => [account.emailAddress, account.displayName]),
      )} <label for="fault">Fault</label>${select(
        'fault',
        Object.entries(faultKinds).map(([name, kind]) => [name, kind.meaning]),
      )} <label for="seconds">Seconds (for Retry-After or a slow answer)</label
      ><input id="seconds" type="number" name="seconds" min="0" max="604800" />
      <p class="row"><button class="first">Script it</button></p>
    </form>`;
}

function letter(message: OutboxMessage): Markup {
  const { email } = message;
  return html`<article class="letter">
    <h2>${email.subject ?? '(no subject)'}</h2>
    <dl>
      <dt>From</dt>
      <dd>${[email.from?.name, email.from?.address].filter(Boolean).join(', ')}</dd>
      <dt>To</dt>
      <dd>${message.recipients.join(', ')}</dd>
      <dt>Taken</dt>
      <dd><time>${message.acceptedAt.toISOString()}</time> ${message.via === 'gmail' ? 'by Gmail' : 'as service mail'}</dd>
    </dl>
    <pre>${email.text ?? email.html ?? ''}</pre>
    <details>
      <summary>As sent</summary>
      <pre class="raw" tabindex="0">${message.raw}</pre>
    </details>
  </article>`;
}

function select(name: string, options: [value: string, text: string][]): Markup {
  return html`<select id="${name}" name="${name}">
    ${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}
  </select>`;
}

function describe({ fault, seconds, milliseconds, status }: ScriptedFault): string {
  const details = [seconds === undefined ? '' : `${seconds} s`, milliseconds === undefined ? '' : `${milliseconds} ms`, status ?? ''];
  return [fault, ...details].filter(Boolean).join(' ');
}
