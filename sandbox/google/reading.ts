import { Hono, type Context } from 'hono';
import type { SandboxAccount } from './accounts.ts';
import { readScope } from './consent-request.ts';
import { gmailErrors, invalidMessage, type GmailError } from './error-bodies.ts';
import { permitted, refuse, scriptedRefusal } from './gmail-account.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import type { StoredMessage } from './mailboxes.ts';
import { readQuery } from './search.ts';
import type { Google } from './state.ts';

/** "Maximum number … defaults to 100. The maximum allowed value is 500" (users.history.list and users.messages.list). */
const longestPage = 500;

/** What Gmail lets be read of a mailbox: its profile, its history, lists of messages and single ones. Parameters that are not played are refused. */
export function readingEndpoints(google: Google): Hono {
  const app = new Hono();
  const at = '/gmail/v1/users/:user';

  app.get(`${at}/profile`, (c) =>
    answer(c, [], ({ emailAddress, subject }) => {
      const messagesTotal = google.mailboxes.list(subject).length;
      return c.json({ emailAddress, messagesTotal, threadsTotal: messagesTotal, historyId: String(google.mailboxes.newestHistoryId()) });
    }),
  );

  app.get(`${at}/history`, (c) =>
    answer(c, ['startHistoryId', 'historyTypes', 'maxResults', 'pageToken'], ({ subject }) => {
      const start = c.req.query('startHistoryId') ?? '';
      if (!/^\d{1,19}$/.test(start)) return refuse(c, invalidMessage('Invalid value at startHistoryId'));
      const types = c.req.queries('historyTypes') ?? ['messageAdded', 'messageDeleted'];
      if (types.some((type) => !['messageAdded', 'messageDeleted'].includes(type))) return refuse(c, gmailErrors.badRequest);
      const changes = google.mailboxes.since(subject, Number(start));
      if (!changes) return refuse(c, gmailErrors.notFound);
      const page = pageOf(c, changes, `history ${subject} ${start}`);
      if ('status' in page) return refuse(c, page);
      const history = page.items
        .filter(({ kind }) => types.includes(kind))
        .map(({ id, kind, message: { id: messageId, threadId, labels } }) => {
          const message = { id: messageId, threadId, labelIds: labels };
          return {
            id: String(id),
            messages: [{ id: messageId, threadId }],
            [kind === 'messageAdded' ? 'messagesAdded' : 'messagesDeleted']: [{ message }],
          };
        });
      return c.json({ ...(history.length > 0 ? { history } : {}), ...page.next, historyId: String(google.mailboxes.newestHistoryId()) });
    }),
  );

  app.get(`${at}/messages`, (c) =>
    answer(c, ['q', 'includeSpamTrash', 'maxResults', 'pageToken'], ({ subject }) => {
      const q = c.req.query('q') ?? '';
      const wanted = readQuery(q);
      if (!wanted) return refuse(c, invalidMessage('This search is not played here.'));
      const hidden = c.req.query('includeSpamTrash') !== 'true' && !/\bin:(spam|trash|anywhere)\b/.test(q);
      const found = google.mailboxes.list(subject).filter((message) => wanted(message) && !(hidden && isHidden(message)));
      const page = pageOf(c, found, `messages ${subject} ${q}`);
      if ('status' in page) return refuse(c, page);
      const messages = page.items.map(({ id, threadId }) => ({ id, threadId }));
      return c.json({ ...(messages.length > 0 ? { messages } : {}), ...page.next, resultSizeEstimate: found.length });
    }),
  );

  app.get(`${at}/messages/:id`, (c) =>
    answer(c, ['format', 'metadataHeaders'], ({ subject }) => {
      const message = google.mailboxes.find(subject, c.req.param('id'));
      if (!message) return refuse(c, gmailErrors.notFound);
      const { id, threadId, labels, historyId, arrivedAt, headers, raw } = message;
      const about = {
        ...{ id, threadId, labelIds: labels, snippet: '', historyId: String(historyId) },
        ...{ internalDate: String(arrivedAt.getTime()), sizeEstimate: raw.byteLength },
      };
      switch (c.req.query('format')) {
        case 'raw':
          return c.json({ ...about, raw: padded(Buffer.from(raw)) });
        case 'minimal':
          return c.json(about);
        case 'metadata': {
          const wanted = (c.req.queries('metadataHeaders') ?? []).map((name) => name.toLowerCase());
          const shown = headers.filter(({ name }) => wanted.length === 0 || wanted.includes(name.toLowerCase()));
          return c.json({ ...about, payload: { headers: shown } });
        }
        default:
          return refuse(c, gmailErrors.badRequest);
      }
    }),
  );

  /** Asks who calls and whether they may read, meets the next fault, and refuses parameters that are not played. */
  async function answer(c: Context, params: readonly string[], give: (account: SandboxAccount) => Response): Promise<Response> {
    const account = permitted(google, c, readScope);
    if ('status' in account) return refuse(c, account);
    const fault = await nextFault(google, account.subject, 'read');
    const broken = answerInstead(c, fault, 'read');
    if (broken) return broken;
    const scripted = fault && scriptedRefusal(fault);
    if (scripted) return refuse(c, scripted, fault.seconds);
    if (!account.hasMailbox) return refuse(c, gmailErrors.failedPrecondition);
    const unknown = Object.keys(c.req.query()).find((name) => !params.includes(name));
    if (unknown !== undefined) return refuse(c, invalidMessage(`Invalid JSON payload received. Unknown name "${unknown.slice(0, 40)}"`));
    return give(account);
  }
  return app;
}

const isHidden = ({ labels }: StoredMessage) => labels.includes('SPAM') || labels.includes('TRASH');

/** One page of a list. A page token is good for the same list alone. */
function pageOf<Item>(c: Context, all: readonly Item[], of: string): { items: Item[]; next: { nextPageToken?: string } } | GmailError {
  const asked = c.req.query('maxResults') ?? '100';
  if (!/^[1-9]\d{0,8}$/.test(asked)) return invalidMessage('Invalid value at maxResults');
  const token = c.req.query('pageToken');
  const from = token === undefined ? 0 : readToken(token, of);
  if (from === undefined) return invalidMessage('Invalid pageToken');
  const to = from + Math.min(Number(asked), longestPage);
  const next = to < all.length ? { nextPageToken: Buffer.from(JSON.stringify([of, to])).toString('base64url') } : {};
  return { items: all.slice(from, to), next };
}

function readToken(token: string, of: string): number | undefined {
  try {
    const [list, from] = JSON.parse(Buffer.from(token, 'base64url').toString()) as [unknown, unknown];
    return list === of && typeof from === 'number' ? from : undefined;
  } catch {
    return undefined;
  }
}

/** Gmail writes base64 in the URL-safe alphabet, and with its padding (openclaw/gogcli #922). */
const padded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
