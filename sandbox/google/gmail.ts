import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { checkMessage } from '../strict-message.ts';
import { sendScope } from './consent-request.ts';
import { gmailErrors, invalidMessage, type GmailError } from './error-bodies.ts';
import { permitted, refuse, scriptedRefusal } from './gmail-account.ts';
import type { ScriptedFault } from './faults.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import { createQuota } from './quota.ts';
import { splitUpload } from './upload.ts';
import type { Google } from './state.ts';

/** `maxSize` of users.messages.send in Gmail's discovery document; the JSON form carries a third more for base64. */
const mostBytes = 36_700_160;

/** A message that was handed over, and the thread into which it should go. */
interface Upload {
  raw: Uint8Array;
  threadId?: string | undefined;
}

/** Gmail's users.messages.send, in each of its forms. What was sent stands in the mailbox with the label SENT. */
export function gmailEndpoints(google: Google): Hono {
  const app = new Hono();
  const quota = createQuota(google);

  app.post('/gmail/v1/users/:user/messages/send', (c) => take(c, readJson));
  app.post('/upload/gmail/v1/users/:user/messages/send', (c) => take(c, readUpload));

  async function take(c: Context, read: (c: Context) => Promise<Upload | GmailError>): Promise<Response> {
    const account = permitted(google, c, sendScope);
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
    if (threadId !== undefined && !google.mailboxes.hasThread(account.subject, threadId)) return refuse(c, gmailErrors.notFound);
    const checked = checkMessage(raw, account.emailAddress);
    if ('message' in checked) return refuse(c, invalidMessage(checked.message));
    const exhausted = quota.refusal(account);
    if (exhausted) return refuse(c, exhausted);

    quota.count(account);
    const left = withOwnMessageId(raw, fault?.fault);
    const { id, threadId: thread } = google.mailboxes.add(account, left, { labels: ['SENT'], threadId });
    await google.outbox.accept({
      id,
      via: 'gmail',
      sender: account.emailAddress,
      recipients: checked.recipients,
      acceptedAt: google.clock.now(),
      raw: left,
    });
    if (fault?.fault === 'drop_after_accept') return dropConnection(c);
    return c.json({ id, threadId: thread, labelIds: ['SENT'] });
  }
  return app;
}

/** As Gmail does with a number that it does not like: its own for everybody to see, ours beside it or gone. */
function withOwnMessageId(raw: Uint8Array, fault: ScriptedFault['fault'] | undefined): Uint8Array {
  if (fault !== 'replace_message_id' && fault !== 'lose_message_id') return raw;
  const text = Buffer.from(raw).toString('latin1');
  const own = `Message-ID: <CA${randomBytes(12).toString('hex')}@mail.gmail.com>`;
  const kept = fault === 'replace_message_id' ? '\r\nX-Google-Original-Message-ID: $1' : '';
  return Buffer.from(text.replace(/^message-id: *(.*)(?=\r$)/im, `${own}${kept}`), 'latin1');
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
