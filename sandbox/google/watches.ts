import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { readScope } from './consent-request.ts';
import { gmailErrors, invalidMessage } from './error-bodies.ts';
import { permitted, refuse, scriptedRefusal } from './gmail-account.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import type { Google } from './state.ts';

/** "You must call watch at least once every 7 days" (gmail/api/guides/push, "Renewing mailbox watch"). */
const watchMilliseconds = 7 * 86_400_000;

/** Gmail's users.watch. What is watched is kept with the stand-in, so that a test can have it told. */
export function watchEndpoints(google: Google): Hono {
  return new Hono().post('/gmail/v1/users/:user/watch', async (c) => {
    const account = permitted(google, c, readScope);
    if ('status' in account) return refuse(c, account);
    const body: unknown = await c.req.json().catch(() => undefined);
    const fault = await nextFault(google, account.subject, 'watch');
    const broken = answerInstead(c, fault, 'watch');
    if (broken) return broken;
    const scripted = fault && scriptedRefusal(fault);
    if (scripted) return refuse(c, scripted, fault.seconds);
    const { topicName, labelIds, labelFilterBehavior, ...rest } = (body ?? {}) as Record<string, unknown>;
    if (typeof topicName !== 'string' || !/^projects\/[^/]+\/topics\/[^/]+$/.test(topicName))
      return refuse(c, invalidMessage('Invalid topicName does not match projects/sandbox/topics/*'));
    const labelsAreRight =
      labelIds === undefined || (Array.isArray(labelIds) && ['include', 'exclude'].includes(String(labelFilterBehavior)));
    if (!labelsAreRight || Object.keys(rest).length > 0) return refuse(c, gmailErrors.badRequest);
    const until = new Date(google.clock.now().getTime() + watchMilliseconds);
    google.watches.set(account.subject, until);
    return c.json({ historyId: String(google.mailboxes.newestHistoryId()), expiration: String(until.getTime()) });
  });
}

/** What Cloud Pub/Sub brings to a push subscription with authentication, for a mailbox that is watched; nothing for another. */
export async function pushOf(
  google: Google,
  emailAddress: string,
  to: { account: string; audience: string },
): Promise<{ authorization: string; body: string } | undefined> {
  const account = google.accounts.byEmailAddress(emailAddress);
  const until = account && google.watches.get(account.subject);
  if (!until || until <= google.clock.now()) return undefined;
  const data = JSON.stringify({ emailAddress, historyId: google.mailboxes.newestHistoryId() });
  const message = { data: Buffer.from(data).toString('base64'), messageId: randomUUID(), publishTime: google.clock.now().toISOString() };
  return {
    authorization: `Bearer ${await google.idTokens.signService(to)}`,
    body: JSON.stringify({ message, subscription: 'projects/sandbox/subscriptions/mail' }),
  };
}
