import type { Sent, State, Waiting } from '../messages.ts';
import { forgetWaiting } from '../worker/kept.ts';
import { isMeantFor } from '../worker/meant-for.ts';
import { askWorker } from './ask.ts';
import { make, press } from './element.ts';

/** What is on its way and was not taken yet, each with the reason and what can be done. */
export function showWaiting(
  waiting: readonly Waiting[],
  connection: State['connection'],
  again: (one: Waiting) => Promise<void>,
): HTMLElement[] {
  return waiting.map((one) =>
    make(
      'article',
      {},
      make('b', {}, one.draft.subject || 'Without a subject'),
      make(
        'p',
        { className: one.state === 'refused' ? 'wrong' : 'hush', role: 'status' },
        isMeantFor(one, connection) ? one.sentence || 'On its way.' : elsewhere(one),
      ),
      make(
        'div',
        { className: 'row' },
        one.state === 'refused'
          ? press('Look at it again', () => again(one))
          : press('Try now', () => askWorker({ kind: 'send' }).then(() => undefined)),
        press('Throw away', () => forgetWaiting(one.draft.exportId)),
      ),
    ),
  );
}

const elsewhere = ({ to }: Waiting) =>
  `It was handed over to ${to?.workspaceName ?? 'another workspace'}, and waits until that is connected again.`;

/** What the server took last. */
export function showSent({ outreachId, subject, added, leftOut, notes }: Sent, home: string): HTMLElement {
  const people = `${added === 1 ? 'One recipient was' : `${String(added)} recipients were`} added${leftOut > 0 ? `, ${String(leftOut)} left out` : ''}.`;
  return make(
    'div',
    { className: 'done', role: 'status' },
    make('p', {}, `“${subject || 'Without a subject'}” is in the campaign. ${people}`),
    ...notes.map((note) => make('p', { className: 'note' }, note)),
    linkTo(`${home}/outreach/${outreachId}`, 'Open the campaign'),
  );
}

export const linkTo = (href: string, label: string) => make('a', { href, target: '_blank', rel: 'noreferrer', textContent: label });
