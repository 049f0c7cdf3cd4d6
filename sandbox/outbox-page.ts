import { html } from 'hono/html';
import type { OutboxMessage } from './outbox.ts';
import type { Markup } from './page.ts';

/** A scripted fault of any stand-in, as far as the page shows it. */
export interface Fault {
  fault: string;
  seconds?: number | undefined;
  milliseconds?: number | undefined;
  status?: number | undefined;
}

/** One company that is played here. */
export interface Company {
  name: string;
  accounts(): readonly { emailAddress: string; displayName: string; faults: readonly Fault[] }[];
  faultKinds: Record<string, { meaning: string }>;
}

interface Scene {
  basePath: string;
  messages: readonly OutboxMessage[];
  total: number;
  companies: readonly Company[];
}

const shown = 50;
const takenBy = {
  gmail: 'by Gmail',
  outlook: 'by Outlook',
  mail_server: 'by the mail server',
  smtp: 'as service mail',
} as const satisfies Record<OutboxMessage['via'], string>;

/** The first page of the sandbox: what was sent, newest first, and which faults wait for whom. */
export function outboxPage({ basePath, messages, total, companies }: Scene): Markup {
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
    ${companies.map(
      (company) =>
        html`<h3>${company.name}</h3>
          <ul class="list">
            ${company.accounts().map(
              (account) =>
                html`<li>
                  <p><b>${account.displayName}</b> <span class="second">${account.emailAddress}</span></p>
                  ${account.faults.length === 0 ? '' : html`<p class="second">Waiting: ${account.faults.map(describe).join(', then ')}</p>`}
                </li>`,
            )}
          </ul>`,
    )}
    <h2>Script a fault</h2>
    <p class="second">It strikes once, the next time this account gets there. Several are met in the order in which they were scripted.</p>
    <form method="post" action="${basePath}/faults">
      <label for="account">Account</label>${select(
        'account',
        companies.map((company) => ({
          label: company.name,
          options: company.accounts().map((account): Option => [account.emailAddress, account.displayName]),
        })),
      )} <label for="fault">Fault</label>${select('fault', faultGroups(companies))}
      <label for="seconds">Seconds (for Retry-After or a slow answer)</label
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
      <dd><time>${message.acceptedAt.toISOString()}</time> ${takenBy[message.via]}</dd>
    </dl>
    <pre>${email.text ?? email.html ?? ''}</pre>
    <details>
      <summary>As sent</summary>
      <pre class="raw" tabindex="0">${message.raw}</pre>
    </details>
  </article>`;
}

type Option = [value: string, text: string];
interface Group {
  label: string;
  options: Option[];
}

/** What can go wrong everywhere, by one name, and then what only one company knows. */
function faultGroups(companies: readonly Company[]): Group[] {
  const isShared = (fault: string) => companies.every(({ faultKinds }) => Object.hasOwn(faultKinds, fault));
  const meanings = ({ faultKinds }: Company, wanted: (fault: string) => boolean) =>
    Object.entries(faultKinds).flatMap(([fault, { meaning }]): Option[] => (wanted(fault) ? [[fault, meaning]] : []));
  return [
    { label: 'Everywhere', options: companies.slice(0, 1).flatMap((company) => meanings(company, isShared)) },
    ...companies.map((company) => ({ label: company.name, options: meanings(company, (fault) => !isShared(fault)) })),
  ];
}

function select(name: string, groups: readonly Group[]): Markup {
  return html`<select id="${name}" name="${name}">
    ${groups.map(
      ({ label, options }) =>
        html`<optgroup label="${label}">${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</optgroup>`,
    )}
  </select>`;
}

function describe({ fault, seconds, milliseconds, status }: Fault): string {
  const details = [seconds === undefined ? '' : `${seconds} s`, milliseconds === undefined ? '' : `${milliseconds} ms`, status ?? ''];
  return [fault, ...details].filter(Boolean).join(' ');
}
