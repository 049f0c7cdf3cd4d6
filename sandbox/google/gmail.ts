import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { checkMessage } from '../strict-message.ts';
import type { SandboxAccount } from './accounts.ts';
import { sendScope } from './consent-request.ts';
import { gmailErrorBody, gmailErrors, invalidMessage, type GmailError } from './error-bodies.ts';
import type { ScriptedFault } from './faults.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import { createQuota } from './quota.ts';
import type { Google } from './state.ts';

/** `maxSize` of users.messages.send in Gmail's discovery document; the JSON form carries a third more for base64. */
const mostBytes = 36_700_160;

/** Gmail's users.messages.send, in both of its forms. */
export function gmailEndpoints(google: Google): Hono {
  const app = new Hono();
  const quota = createQuota(google);

  app.post('/gmail/v1/users/:user/messages/send', (c) => take(c, readJson));
  app.post('/upload/gmail/v1/users/:user/messages/send', (c) => take(c, readUpload));

  async function take(c: Context, read: (c: Context) => Promise<Uint8Array | GmailError>): Promise<Response> {
    const account = permitted(c);
    if ('status' in account) return refuse(c, account);
    // The body is read before anything can go wrong, so that the client has always handed everything over.
    const raw = await read(c);
    const fault = await nextFault(google, account.subject, 'send');
    const broken = answerInstead(c, fault, 'send');
    if (broken) return broken;
    const scripted = fault && scriptedRefusal(fault);
    if (scripted) return refuse(c, scripted, fault.seconds);
    if ('status' in raw) return refuse(c, raw);
    if (!account.hasMailbox) return refuse(c, gmailErrors.failedPrecondition);
    const checked = checkMessage(raw, account.emailAddress);
    if ('message' in checked) return refuse(c, invalidMessage(checked.message));
    const exhausted = quota.refusal(account);
    if (exhausted) return refuse(c, exhausted);

    quota.count(account);
    const id = randomBytes(8).toString('hex');
    await google.outbox.accept({
      id,
      via: 'gmail',
      sender: account.emailAddress,
      recipients: checked.recipients,
      acceptedAt: google.clock.now(),
      raw,
    });
    if (fault?.fault === 'drop_after_accept') return dropConnection(c);
    return c.json({ id, threadId: id, labelIds: ['SENT'] });
  }

  function permitted(c: Context): SandboxAccount | GmailError {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const record = token === undefined ? undefined : google.consents.accessToken(token);
    const account = record && google.accounts.bySubject(record.subject);
    if (!record || !account) return gmailErrors.authError;
    if (!record.scopes.includes(sendScope)) return gmailErrors.insufficientPermissions;
    const user = c.req.param('user');
    return user === 'me' || user === account.emailAddress ? account : invalidMessage('Delegation denied');
  }
  return app;
}

function refuse(c: Context, error: GmailError, seconds?: number): Response {
  if (seconds !== undefined) c.header('Retry-After', String(seconds));
  if (error.status === 401) c.header('WWW-Authenticate', 'Bearer realm="https://accounts.google.com/", error="invalid_token"');
  return c.json(gmailErrorBody(error), error.status);
}

function scriptedRefusal({ fault }: ScriptedFault): GmailError | undefined {
  return Object.hasOwn(gmailErrors, fault) ? gmailErrors[fault as keyof typeof gmailErrors] : undefined;
}

async function readJson(c: Context): Promise<Uint8Array | GmailError> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return gmailErrors.badRequest;
  const body: unknown = await c.req.json().catch(() => undefined);
  const raw = body && typeof body === 'object' && 'raw' in body ? body.raw : undefined;
  if (typeof raw !== 'string' || raw === '')
    return invalidMessage("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
  // RFC 4648 section 5: the other alphabet is not base64url.
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(raw)) return invalidMessage("Invalid value at 'raw' (TYPE_BYTES), Base64 decoding failed");
  return withinSize(Buffer.from(raw, 'base64url'));
}

async function readUpload(c: Context): Promise<Uint8Array | GmailError> {
  if (c.req.query('uploadType') !== 'media') return invalidMessage('Only uploadType=media is served here');
  if (!/^message\/rfc822\b/i.test(c.req.header('content-type') ?? ''))
    return invalidMessage('Media type is not supported. Valid media types: [message/rfc822]');
  return withinSize(new Uint8Array(await c.req.arrayBuffer()));
}

function withinSize(raw: Uint8Array): Uint8Array | GmailError {
  if (raw.byteLength <= mostBytes) return raw;
  return { status: 413, reason: 'uploadTooLarge', message: 'Request Entity Too Large', rpc: 'INVALID_ARGUMENT' };
}
