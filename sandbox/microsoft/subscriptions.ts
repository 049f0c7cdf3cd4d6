import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { SandboxAccount } from './accounts.ts';
import { readScope } from './consent-request.ts';
import { graphErrors, type GraphError } from './error-bodies.ts';
import { permitted, refuse } from './graph-account.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import type { LifecycleEvent, Microsoft, Subscription } from './state.ts';

/** "Maximum expiration time … under seven days" for Outlook messages (graph/api/resources/subscription). */
const mostMilliseconds = 10_080 * 60_000;
const required = ['changeType', 'notificationUrl', 'resource', 'expirationDateTime'];
const known = [...required, 'lifecycleNotificationUrl', 'clientState', 'latestSupportedTlsVersion'];
const invalid = (message: string): GraphError => ({ status: 400, code: 'ValidationError', message });

/** Graph's subscriptions for messages: made once the address answers for itself, and prolonged. Only the loopback is called. */
export function subscriptionEndpoints(microsoft: Microsoft): Hono {
  const app = new Hono();

  app.post('/v1.0/subscriptions', async (c) => {
    const asked = await askedOf(c);
    if (asked instanceof Response) return asked;
    const { account, body } = asked;
    const missing = required.find((name) => typeof body[name] !== 'string');
    const unknown = Object.keys(body).find((name) => !known.includes(name));
    if (missing !== undefined || unknown !== undefined)
      return refuse(microsoft, c, invalid(`Property ${missing ?? unknown ?? ''} is wrong.`));
    const { notificationUrl = '', resource = '', clientState = '', expirationDateTime = '' } = body;
    if (clientState.length > 128) return refuse(microsoft, c, invalid('clientState is longer than 128 characters.'));
    if (!/^me\/mailFolders\('inbox'\)\/messages$/.test(resource)) return refuse(microsoft, c, invalid('This resource is not played here.'));
    const expiresAt = untilOf(expirationDateTime);
    if (!expiresAt) return refuse(microsoft, c, invalid('Subscription expiration can only be 10070 minutes in the future.'));
    for (const url of [notificationUrl, body['lifecycleNotificationUrl'] ?? notificationUrl])
      if (!(await answersForItself(url))) return refuse(microsoft, c, invalid('Subscription validation request failed.'));
    const made = { id: randomUUID(), subject: account.subject, resource, clientState, notificationUrl, expiresAt };
    microsoft.subscriptions.set(made.id, made);
    return c.json(shown(made), 201);
  });

  app.patch('/v1.0/subscriptions/:id', async (c) => {
    const asked = await askedOf(c);
    if (asked instanceof Response) return asked;
    const found = microsoft.subscriptions.get(c.req.param('id'));
    if (!found || found.subject !== asked.account.subject || found.expiresAt <= microsoft.clock.now())
      return refuse(microsoft, c, { status: 404, code: 'ResourceNotFound', message: 'The object was not found.' });
    const expiresAt = untilOf(asked.body['expirationDateTime'] ?? '');
    if (!expiresAt || Object.keys(asked.body).length !== 1) return refuse(microsoft, c, invalid('Only expirationDateTime is played here.'));
    microsoft.subscriptions.set(found.id, { ...found, expiresAt });
    return c.json(shown({ ...found, expiresAt }));
  });

  async function askedOf(c: Context): Promise<{ account: SandboxAccount; body: Record<string, string> } | Response> {
    const account = permitted(microsoft, c, readScope);
    if ('status' in account) return refuse(microsoft, c, account);
    const body = (await c.req.json().catch(() => ({}))) as Record<string, string>;
    const fault = await nextFault(microsoft, account.subject, 'watch');
    const broken = await answerInstead(c, microsoft, fault, 'watch');
    if (broken) return broken;
    if (fault && Object.hasOwn(graphErrors, fault.fault))
      return refuse(microsoft, c, graphErrors[fault.fault as keyof typeof graphErrors], fault.seconds);
    return { account, body };
  }

  function untilOf(text: string): Date | undefined {
    const [until, now] = [Date.parse(text), microsoft.clock.now().getTime()];
    return until > now && until <= now + mostMilliseconds ? new Date(until) : undefined;
  }
  return app;
}

const shown = ({ id, resource, notificationUrl, expiresAt }: Subscription) => ({
  ...{ id, resource, changeType: 'created', notificationUrl },
  // With seven digits behind the second, as Graph writes it.
  expirationDateTime: expiresAt.toISOString().replace('Z', '0000Z'),
});

/** "Your endpoint must respond within 10 seconds with 200, text/plain and the token" (graph/change-notifications-delivery-webhooks). */
async function answersForItself(url: string): Promise<boolean> {
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()} <b>&+%`;
  const target = URL.parse(url);
  if (!target || !['localhost', '127.0.0.1'].includes(target.hostname)) return false;
  target.searchParams.set('validationToken', token);
  const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' } }).catch(() => undefined);
  return answer?.status === 200 && (answer.headers.get('content-type') ?? '').startsWith('text/plain') && (await answer.text()) === token;
}

/** What Graph posts to the addresses that wait for news of a mailbox, each as one call. */
export function notificationsOf(
  microsoft: Microsoft,
  emailAddress: string,
  lifecycleEvent?: LifecycleEvent,
): { url: string; body: string }[] {
  const subject = microsoft.accounts.byEmailAddress(emailAddress)?.subject;
  const standing = [...microsoft.subscriptions.values()].filter((one) => one.subject === subject && one.expiresAt > microsoft.clock.now());
  return standing.map(({ id, clientState, resource, notificationUrl, expiresAt }) => {
    const common = { subscriptionId: id, subscriptionExpirationDateTime: expiresAt.toISOString(), clientState, tenantId: randomUUID() };
    if (lifecycleEvent === 'subscriptionRemoved') microsoft.subscriptions.delete(id);
    const value = lifecycleEvent === undefined ? { ...common, changeType: 'created', resource } : { ...common, lifecycleEvent };
    return { url: notificationUrl, body: JSON.stringify({ value: [value] }) };
  });
}
