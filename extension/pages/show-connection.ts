import type { State } from '../messages.ts';
import { ago, make, press } from './element.ts';

/** How the connection stands, and when the server last answered. */
export function showConnection({ connection, contact }: State): HTMLElement[] {
  if (!connection)
    return [
      make('p', {}, 'This extension is not connected to a server yet.'),
      press('Connect', () => chrome.runtime.openOptionsPage(), 'main'),
    ];
  const where = make('p', {}, 'Connected to ', make('b', {}, connection.workspaceName), ` at ${new URL(connection.server).host}.`);
  if (Date.parse(connection.endsAt) < Date.now())
    return [
      where,
      make('p', { className: 'wrong' }, 'The connection is over. Connect again.'),
      press('Connect again', () => chrome.runtime.openOptionsPage()),
    ];
  if (!contact) return [where];
  const last = make(
    'p',
    { className: contact.ok ? 'hush' : 'wrong' },
    contact.ok ? `Last answer: ${ago(contact.at)}.` : `${contact.sentence} That was ${ago(contact.at)}.`,
  );
  return [where, last, ...(contact.ok ? [] : [press('Look at the connection', () => chrome.runtime.openOptionsPage())])];
}
