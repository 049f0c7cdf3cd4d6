import { randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { dropConnection } from '../drop-connection.ts';
import { checkMessage } from '../strict-message.ts';
import { sendScope } from './consent-request.ts';
import { graphErrors, type GraphError } from './error-bodies.ts';
import { permitted, refuse as refuseAs } from './graph-account.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import { createPace } from './pace.ts';
import type { Microsoft } from './state.ts';

/** "The request body size limit is 4 MB" (learn.microsoft.com/graph/api/user-sendmail and its neighbours); base64 counts. */
const mostBytes = 4 * 1024 * 1024;
/** Recipients of one message in Exchange Online, unless its administrators allow more. */
const mostRecipients = 500;

/** Graph's POST /me/sendMail in its MIME form (learn.microsoft.com/graph/outlook-send-mime-message). The JSON form is not played.
 * What was sent stands in Sent Items. */
export function graphEndpoints(microsoft: Microsoft): Hono {
  const app = new Hono();
  const pace = createPace(microsoft);
  const refuse = (c: Context, error: GraphError, seconds?: number) => refuseAs(microsoft, c, error, seconds);

  app.post('/v1.0/me/sendMail', async (c) => {
    c.header('request-id', randomUUID());
    const account = permitted(microsoft, c, sendScope);
    if ('status' in account) return refuse(c, account);
    // The body is read before anything can go wrong, so that the client has always handed everything over.
    const raw = await readMime(c);
    const fault = await nextFault(microsoft, account.subject, 'send');
    const broken = answerInstead(c, microsoft, fault, 'send');
    if (broken) return broken;
    if (fault && Object.hasOwn(graphErrors, fault.fault))
      return refuse(c, graphErrors[fault.fault as keyof typeof graphErrors], fault.seconds);
    if ('status' in raw) return refuse(c, raw);
    if (!account.hasMailbox) return refuse(c, graphErrors.MailboxNotEnabledForRESTAPI);
    const checked = checkMessage(raw, account.emailAddress, mostRecipients);
    if ('message' in checked) return refuse(c, inGraphsWords(checked.message));
    const wait = pace.secondsToWait(account);
    if (wait > 0) return refuse(c, graphErrors.ApplicationThrottled, wait);

    pace.count(account);
    microsoft.mailboxes.add(account, raw, 'sentitems');
    await microsoft.outbox.accept({
      id: randomUUID(),
      via: 'outlook',
      sender: account.emailAddress,
      recipients: checked.recipients,
      acceptedAt: microsoft.clock.now(),
      raw,
    });
    if (fault?.fault === 'drop_after_accept') return dropConnection(c);
    if (fault?.fault === 'timeout_after_accept') return refuse(c, { status: 504, code: 'GatewayTimeout', message: 'Gateway Timeout' });
    return c.body(null, 202);
  });
  return app;
}

async function readMime(c: Context): Promise<Uint8Array | GraphError> {
  const invalid = graphErrors.ErrorMimeContentInvalidBase64String;
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > mostBytes) return graphErrors.RequestEntityTooLarge;
  if (!/^text\/plain\b/i.test(c.req.header('content-type') ?? ''))
    return { ...invalid, code: 'ErrorInvalidRequest', message: 'Only the MIME form (text/plain) is played here.' };
  const text = Buffer.from(bytes).toString('latin1');
  const wellFormed = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return text !== '' && wellFormed.test(text) ? Buffer.from(text, 'base64') : invalid;
}

function inGraphsWords(rule: string): GraphError {
  if (/recipient|Invalid To/i.test(rule)) return { ...graphErrors.ErrorInvalidRecipients, message: rule };
  if (rule === 'Invalid From header') return graphErrors.ErrorSendAsDenied;
  return { ...graphErrors.ErrorMimeContentInvalid, message: rule };
}
