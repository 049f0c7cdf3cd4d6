import { periodOf } from '../../../../privacy/promises.ts';
import type { CallContext } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { later } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { browserFamily, networkOf } from './known-browser.ts';
import { isKnownBrowser, markFirstSignIn, putKnownBrowser } from './store.ts';

/**
 * Remembers from which kind of browser and network a user signed in, by a keyed code alone. Gives `strange` when they were not seen there within the
 * register's time; the very first sign-in of an account is nothing strange.
 */
export async function rememberBrowser(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  tx: Tx,
  context: Pick<CallContext, 'ipAddress' | 'userAgent'>,
  userId: string,
): Promise<'known' | 'strange'> {
  const now = tools.clock.now();
  const place = `${userId}|${browserFamily(context.userAgent)}|${networkOf(context.ipAddress)}`;
  const known = await isKnownBrowser(tx, userId, tools.hashing.lookupAll('browser', place), now);
  await putKnownBrowser(tx, {
    userId,
    codeHash: tools.hashing.lookup('browser', place),
    forgottenAt: later(now, periodOf('known_browsers')),
  });
  const first = await markFirstSignIn(tx, userId, now);
  return known || first ? 'known' : 'strange';
}
