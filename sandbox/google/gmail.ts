import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { checkMessage } from '../strict-message.ts';
import type { SandboxAccount } from './accounts.ts';
import { readScope, sendScope } from './consent-request.ts';
import { gmailErrorBody, gmailErrors, invalidMessage, type GmailError } from './error-bodies.ts';
import type { ScriptedFault } from './faults.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import { createQuota } from './quota.ts';
import { createSent } from './sent.ts';
import { splitUpload } from './upload.ts';
import type { Google } from './state.ts';

/** `maxSize` of users.messages.send in Gmail's discovery document; the JSON form carries a third more for base64. */
const mostBytes = 36_700_160;

/** A message that was handed over, and the thread into which it should go. */
interface Upload {
  raw: Uint8Array;
  threadId?: string | undefined;
}

/** Gmail's users.messages.send, in each of its forms, and users.messages.get of what was sent. */
export function gmailEndpoints(google: Google): Hono {
  const app = new Hono();
  const quota = createQuota(google);
  const sent = createSent();

  app.post('/gmail/v1/users/:user/messages/send', (c) => take(c, readJson));
  app.post('/upload/gmail/v1/users/:user/messages/send', (c) => take(c, readUpload));

  async function take(c: Context, read: (c: Context) => Promise<Upload | GmailError>): Promise<Response> {
    const account = permitted(c, sendScope);
    if ('status' in account) return refuse(c, account);
    // The body is read before anything can go wrong, so that the client has always handed everything over.
    const upload = await read(c);
    const fault = await nextFault(google, account.subject, 'send');
    const broken = answerInstead(c, fault, 'send');
    if (broken) return broken;
    const scripted = fault && scriptedRefusal(fault);
    if (scripted) return refuse(c, scripted, fault.seconds);
    if ('status' in upload) return refuse(c, upload);
    if (!account.hasMailbox) return refuse(c, gmailErrors.failedPrecondition);
    const { raw, threadId } = upload;
    if (threadId !== undefined && !sent.hasThread(account.subject, threadId)) return refuse(c, gmailErrors.notFound);
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
    const thread = threadId ?? id;
    sent.add(account.subject, { id, threadId: thread, raw });
    if (fault?.fault === 'drop_after_accept') return dropConnection(c);
    return c.json({ id, threadId: thread, labelIds: ['SENT'] });
  }

  app.get('/gmail/v1/users/:user/messages/:id', (c) => {
    const account = permitted(c, readScope);
    if ('status' in account) return refuse(c, account);
    const message = sent.find(account.subject, c.req.param('id'));
    if (!message) return refuse(c, gmailErrors.notFound);
    if (c.req.query('format') !== 'metadata') return refuse(c, gmailErrors.badRequest);
    const { id, threadId, headers } = message;
    const wanted = (c.req.queries('metadataHeaders') ?? []).map((name) => name.toLowerCase());
    const shown = headers.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()));
    return c.json({ id, threadId, labelIds: ['SENT'], payload: { headers: shown } });
  });

  function permitted(c: Context, scope: string): SandboxAccount | GmailError {
    const token = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const record = token === undefined ? undefined : google.consents.accessToken(token);
    const account = record && google.accounts.bySubject(record.subject);
    if (!record || !account) return gmailErrors.authError;
    if (!record.scopes.includes(scope)) return gmailErrors.insufficientPermissions;
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

async function readJson(c: Context): Promise<Upload | GmailError> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) return gmailErrors.badRequest;
  const body: unknown = await c.req.json().catch(() => undefined);
  const raw = body && typeof body === 'object' && 'raw' in body ? body.raw : undefined;
  if (typeof raw !== 'string' || raw === '')
    return invalidMessage("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
  // RFC 4648 section 5: the other alphabet is not base64url.
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(raw)) return invalidMessage("Invalid value at 'raw' (TYPE_BYTES), Base64 decoding failed");
  const threadId = body && typeof body === 'object' && 'threadId' in body ? body.threadId : undefined;
  return withinSize({ raw: Buffer.from(raw, 'base64url'), threadId: typeof threadId === 'string' ? threadId : undefined });
}

async function readUpload(c: Context): Promise<Upload | GmailError> {
  const type = c.req.query('uploadType');
  if (type === 'multipart') {
    const parts = splitUpload(c.req.header('content-type') ?? '', Buffer.from(await c.req.arrayBuffer()));
    return parts ? withinSize(parts) : invalidMessage('The multipart upload is malformed');
  }
  if (type !== 'media') return invalidMessage('Only uploadType=media and uploadType=multipart are served here');
  if (!/^message\/rfc822\b/i.test(c.req.header('content-type') ?? ''))
    return invalidMessage('Media type is not supported. Valid media types: [message/rfc822]');
  return withinSize({ raw: new Uint8Array(await c.req.arrayBuffer()) });
}

function withinSize(upload: Upload): Upload | GmailError {
  if (upload.raw.byteLength <= mostBytes) return upload;
  return { status: 413, reason: 'uploadTooLarge', message: 'Request Entity Too Large', rpc: 'INVALID_ARGUMENT' };
}
