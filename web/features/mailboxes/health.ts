import type { StateKind } from '../../ui/State.tsx';
import type { Mailbox } from './shapes.ts';

/** How a mailbox is, as a note, a word and what to do about it. */
export interface Health {
  state: StateKind;
  words: string;
  act?: string;
}

const parked: Record<NonNullable<Mailbox['parkedBecause']>, Health> = {
  member: { state: 'paused', words: 'Held by a member' },
  limit: { state: 'paused', words: 'Its limit is reached', act: 'It goes on by itself.' },
  reconnect: { state: 'failed', words: 'Connect it again', act: 'Its permission or password is over.' },
  refused: { state: 'failed', words: 'Not let send', act: 'Its mail server refuses to send. Settle that there, then let it go on.' },
  unreachable: {
    state: 'failed',
    words: 'Not reached',
    act: 'Its mail server could not be reached. Look whether it is right, then let it go on.',
  },
};

/** What is wrong comes first, then what the mailbox does. */
export function healthOf(mailbox: Pick<Mailbox, 'parkedBecause' | 'limitNow' | 'usedInDay' | 'workingDays'>): Health {
  if (mailbox.parkedBecause !== null) return parked[mailbox.parkedBecause];
  if (mailbox.limitNow === 0 || mailbox.workingDays.length === 0)
    return { state: 'paused', words: 'Sends nothing', act: 'Its pacing lets nothing leave.' };
  if (mailbox.usedInDay >= mailbox.limitNow) return { state: 'paused', words: 'Full for these 24 hours', act: 'It goes on by itself.' };
  return { state: 'on', words: 'Can send' };
}

/** Where a mailbox is, as people say it. */
export function placeOf({ provider, smtp }: Pick<Mailbox, 'provider' | 'smtp'>): string {
  if (provider === 'gmail') return 'Gmail';
  return provider === 'outlook' ? 'Outlook' : (smtp?.host ?? 'Mail server');
}

/** Where answers are not looked for, in a mailbox that is read; nothing where they are seen wherever they stand. */
export const unseenIn = ({ mode, provider }: Pick<Mailbox, 'mode' | 'provider'>): string | undefined =>
  mode === 'send_and_read' && provider !== 'gmail'
    ? 'Only its inbox and its junk folder are read. What a rule of the mailbox files elsewhere is not seen here.'
    : undefined;

export const readsWords = { send: 'Sends', send_and_read: 'Sends, and sees replies' } as const;
