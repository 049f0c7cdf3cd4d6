import type { Api } from '../../api.ts';
import type { StateKind } from '../../ui/State.tsx';

/** A place to which something is told: never its secret. */
export type Webhook = Awaited<ReturnType<Api['webhooks']['list']>>['webhooks'][number];
export type ToldEvent = Awaited<ReturnType<Api['webhooks']['events']>>['events'][number];

/** How the last telling went, in words and as a state. Answers of servers are those of RFC 9110, section 15. */
export function lastAnswer(webhook: Pick<Webhook, 'lastTriedAt' | 'lastStatus' | 'provenAt' | 'endedBecause'>): {
  state: StateKind;
  words: string;
} {
  const { lastTriedAt, lastStatus, provenAt, endedBecause } = webhook;
  if (endedBecause === 'gone')
    return { state: 'failed', words: 'It is told nothing more: it asked for that (status 410). Prove it again to go on.' };
  if (endedBecause === 'failing')
    return { state: 'failed', words: 'It is told nothing more: it took nothing for five days. Mend it, then prove it again.' };
  if (provenAt === null) return { state: 'off', words: 'It is told nothing before it has proven that it wants to hear it.' };
  if (lastTriedAt === null) return { state: 'off', words: 'Nothing was told yet; it begins when something happens.' };
  if (lastStatus === null) return { state: 'failed', words: 'It could not be reached, or did not answer in time.' };
  const failed = (words: string) => ({ state: 'failed' as const, words: `${words} (status ${lastStatus})` });
  if (lastStatus >= 200 && lastStatus < 300) return { state: 'on', words: `It took what it was told (status ${lastStatus})` };
  if (lastStatus >= 300 && lastStatus < 400)
    return failed('It sends us elsewhere, which is not followed. Add the address at the end of the way');
  if (lastStatus === 401 || lastStatus === 403) return failed('It turned the message away. It may check it with another secret');
  if (lastStatus === 404) return failed('Nothing is there. Check the address');
  if (lastStatus === 429) return failed('It asked for fewer messages');
  if (lastStatus >= 500) return failed('It failed on its side');
  return failed('It did not take the message');
}

/** What became of one event. */
export function eventState({ state, tries }: Pick<ToldEvent, 'state' | 'tries'>): { state: StateKind; words: string } {
  const tried = `${tries} ${tries === 1 ? 'try' : 'tries'}`;
  if (state === 'told') return { state: 'on', words: tries > 1 ? `Taken after ${tried}` : 'Taken' };
  if (state === 'given_up') return { state: 'failed', words: `Given up after ${tried}` };
  return { state: 'waiting', words: tries === 0 ? 'Waiting' : `Waiting after ${tried}` };
}
