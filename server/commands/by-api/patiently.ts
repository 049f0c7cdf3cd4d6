import type { Surroundings } from '../command.ts';
import { retryAfter } from '../say-failure.ts';

const mostTimes = 30;
const longestWaitSeconds = 60;

/** Asks again for as long as the copy says that it is busy, within bounds: what takes an hour does not end for a crowded second. */
export async function patiently<T>({ clock }: Pick<Surroundings, 'clock'>, ask: () => Promise<T>): Promise<T> {
  for (let times = 1; ; times += 1) {
    try {
      return await ask();
    } catch (error) {
      const wait = retryAfter(error);
      if (wait === undefined || wait > longestWaitSeconds || times === mostTimes) throw error;
      await clock.wait(wait * 1000);
    }
  }
}
