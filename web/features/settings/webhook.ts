import type { Api } from '../../api.ts';
import type { StateKind } from '../../ui/State.tsx';

/** A place to which totals are told: never its secret. */
export type Webhook = Awaited<ReturnType<Api['webhooks']['list']>>['webhooks'][number];

/** How the last telling went, in words and as a state. Answers of servers are those of RFC 9110, section 15. */
export function lastAnswer({ lastTriedAt, lastStatus }: Pick<Webhook, 'lastTriedAt' | 'lastStatus'>): { state: StateKind; words: string } {
  if (lastTriedAt === null) return { state: 'off', words: 'Nothing was told yet; it begins when a total changes.' };
  if (lastStatus === null) return { state: 'failed', words: 'It could not be reached, or did not answer in time.' };
  const failed = (words: string) => ({ state: 'failed' as const, words: `${words} (status ${lastStatus})` });
  if (lastStatus >= 200 && lastStatus < 300) return { state: 'on', words: `It took the totals (status ${lastStatus})` };
  if (lastStatus === 410) return failed('It is told nothing more: it asked for that, or failed for five days. Remove it, or add it anew');
  if (lastStatus >= 300 && lastStatus < 400)
    return failed('It sends us elsewhere, which is not followed. Add the address at the end of the way');
  if (lastStatus === 401 || lastStatus === 403) return failed('It turned the totals away. It may check them with another secret');
  if (lastStatus === 404) return failed('Nothing is there. Check the address');
  if (lastStatus === 429) return failed('It asked for fewer messages');
  if (lastStatus >= 500) return failed('It failed on its side');
  return failed('It did not take the totals');
}
