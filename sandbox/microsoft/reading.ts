import { randomBytes, randomUUID } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { headerOf } from '../message-headers.ts';
import type { SandboxAccount } from './accounts.ts';
import { readScope } from './consent-request.ts';
import { graphErrors, type GraphError } from './error-bodies.ts';
import { permitted, refuse } from './graph-account.ts';
import { answerInstead, nextFault } from './interruptions.ts';
import { folders, type Change, type Folder } from './mailboxes.ts';
import type { Microsoft } from './state.ts';

/** How far a round of changes is: what it asks for, from which change on, and what of the page before is still to be given. */
interface DeltaState {
  subject: string;
  folder: Folder;
  select: readonly string[];
  onlyCreated: boolean;
  receivedFrom: number;
  from: number;
  /** What waits behind a page, until which change. */
  waiting: readonly Change[] | undefined;
  until: number;
  givenAt: Date;
}

/** People have seen deltas of messages end within a week (microsoftgraph/microsoft-graph-docs #4803). */
const tokenMilliseconds = 7 * 86_400_000;
const keptTokens = 20_000;
const usualPage = 10;
const longestPage = 1000;
const properties = [
  'receivedDateTime',
  'conversationId',
  'isDraft',
  'isRead',
  'internetMessageId',
  'internetMessageHeaders',
  'subject',
  'from',
];

/** What Graph lets be read of a mailbox: changes of a folder, messages by number and those in Sent. Options that are not played are refused. */
export function readingEndpoints(microsoft: Microsoft): Hono {
  const app = new Hono();
  const states = new Map<string, DeltaState>();

  // The links that Graph gives write the folder in another way than people do.
  app.get('/v1.0/me/mailFolders/:folder/messages/delta', (c) => delta(c, c.req.param('folder')));
  app.get("/v1.0/me/:folder{mailFolders\\('[a-z]+'\\)}/messages/delta", (c) => delta(c, c.req.param('folder').slice(13, -2)));

  const delta = (c: Context, folder: string) =>
    answer(c, (account) => {
      const state = stateOf(c, account, folder);
      if ('status' in state) return refuse(microsoft, c, state);
      const until = state.waiting ? state.until : microsoft.mailboxes.now();
      const changes = state.waiting ?? changesOf(state);
      const size = pageSizeOf(c) ?? usualPage;
      const behind = changes.slice(size);
      const next = { ...state, until, givenAt: microsoft.clock.now() };
      const link = behind.length > 0 ? keep({ ...next, waiting: behind }) : keep({ ...next, from: until, waiting: undefined });
      const at = `${new URL(c.req.url).origin}${microsoft.basePath}/v1.0/me/mailFolders('${state.folder}')/messages/delta`;
      return c.json({
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#Collection(message)',
        ...(behind.length > 0 ? { '@odata.nextLink': `${at}?$skiptoken=${link}` } : { '@odata.deltaLink': `${at}?$deltatoken=${link}` }),
        value: changes.slice(0, size).map((change) => shown(change, state.select)),
      });
    });

  app.get('/v1.0/me/mailFolders/sentitems/messages', (c) =>
    answer(c, ({ subject }) => {
      const { $filter = '', $select = '', ...rest } = c.req.query();
      const id = /^internetMessageId eq '((?:[^']|'')*)'$/.exec($filter)?.[1]?.replaceAll("''", "'");
      const select = selected($select);
      if (id === undefined || !select || Object.keys(rest).some((name) => name !== '$top')) return refuse(microsoft, c, notPlayed);
      const found = microsoft.mailboxes.list(subject, 'sentitems').filter((message) => headerOf(message, 'message-id') === id);
      return c.json({ value: found.map((message) => shown({ kind: 'created', message }, select)) });
    }),
  );

  app.get('/v1.0/me/messages/:id', (c) =>
    answer(c, ({ subject }) => {
      const message = microsoft.mailboxes.find(subject, c.req.param('id'));
      const select = selected(c.req.query('$select') ?? '');
      if (!select) return refuse(microsoft, c, notPlayed);
      return message ? c.json(shown({ kind: 'created', message }, select)) : refuse(microsoft, c, graphErrors.ErrorItemNotFound);
    }),
  );

  app.get('/v1.0/me/messages/:id/$value', (c) =>
    answer(c, ({ subject }) => {
      const message = microsoft.mailboxes.find(subject, c.req.param('id'));
      if (!message) return refuse(microsoft, c, graphErrors.ErrorItemNotFound);
      return c.body(new Uint8Array(message.raw), 200, { 'content-type': 'text/plain' });
    }),
  );

  async function answer(c: Context, give: (account: SandboxAccount) => Response): Promise<Response> {
    c.header('request-id', randomUUID());
    const account = permitted(microsoft, c, readScope);
    if ('status' in account) return refuse(microsoft, c, account);
    const fault = await nextFault(microsoft, account.subject, 'read');
    const broken = answerInstead(c, microsoft, fault, 'read');
    if (broken) return broken;
    if (fault?.fault === 'foreign_link')
      return c.json({ value: [], '@odata.nextLink': 'https://graph.example.org/v1.0/me/messages?$skiptoken=x' });
    if (fault && Object.hasOwn(graphErrors, fault.fault))
      return refuse(microsoft, c, graphErrors[fault.fault as keyof typeof graphErrors], fault.seconds);
    if (!account.hasMailbox) return refuse(microsoft, c, graphErrors.MailboxNotEnabledForRESTAPI);
    // Stricter than Graph on purpose: an id that changes when a message is moved is worth nothing to whoever keeps it.
    if (!/\bIdType="ImmutableId"/.test(c.req.header('prefer') ?? '')) return refuse(microsoft, c, notPlayed);
    return give(account);
  }

  function stateOf(c: Context, { subject }: SandboxAccount, named: string): DeltaState | GraphError {
    const folder = folders.find((name) => name === named.toLowerCase());
    if (!folder) return graphErrors.ErrorItemNotFound;
    const { $skiptoken, $deltatoken, changeType, $filter, $select, ...rest } = c.req.query();
    if (Object.keys(rest).length > 0) return notPlayed;
    const token = $skiptoken ?? $deltatoken;
    if (token !== undefined) {
      const state = states.get(token);
      const isOver = !state || state.givenAt.getTime() <= microsoft.clock.now().getTime() - tokenMilliseconds;
      return isOver || state.subject !== subject || state.folder !== folder ? graphErrors.SyncStateNotFound : state;
    }
    const from = /^receivedDateTime g[et] (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec($filter ?? '')?.[1];
    const select = selected($select ?? '');
    if (($filter !== undefined && from === undefined) || !select || (changeType !== undefined && changeType !== 'created'))
      return notPlayed;
    return {
      ...{ subject, folder, select, onlyCreated: changeType === 'created', receivedFrom: from === undefined ? 0 : Date.parse(from) },
      ...{ from: 0, until: 0, waiting: undefined, givenAt: microsoft.clock.now() },
    };
  }

  function changesOf({ subject, folder, from, onlyCreated, receivedFrom }: DeltaState): Change[] {
    return microsoft.mailboxes.since(subject, folder, from).filter((change) => {
      if (change.kind === 'deleted') return !onlyCreated && from > 0;
      if (onlyCreated && change.kind !== 'created') return false;
      return change.message.receivedAt.getTime() >= receivedFrom;
    });
  }

  function keep(state: DeltaState): string {
    const token = randomBytes(36).toString('base64url');
    states.set(token, state);
    const oldest = states.size > keptTokens ? states.keys().next().value : undefined;
    if (oldest !== undefined) states.delete(oldest);
    return token;
  }
  return app;
}

const notPlayed = { status: 400, code: 'BadRequest', message: 'This option of the query is not played here.' } as const;

function selected(text: string): string[] | undefined {
  const names = text.split(',').filter(Boolean);
  return names.length > 0 && names.every((name) => properties.includes(name)) ? names : undefined;
}

function pageSizeOf(c: Context): number | undefined {
  const size = /\bodata\.maxpagesize=(\d{1,6})\b/.exec(c.req.header('prefer') ?? '')?.[1];
  return size === undefined ? undefined : Math.min(Math.max(Number(size), 1), longestPage);
}

/** A message as Graph writes it: nothing that was not selected, and of what only changed just the change. */
function shown(change: Change, select: readonly string[]): Record<string, unknown> {
  if (change.kind === 'deleted') return { '@odata.type': '#microsoft.graph.message', id: change.id, '@removed': { reason: 'deleted' } };
  const { id, receivedAt, conversationId, isRead, headers } = change.message;
  if (change.kind === 'updated') return { '@odata.type': '#microsoft.graph.message', id, isRead };
  const all: Record<string, unknown> = {
    receivedDateTime: receivedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...{ conversationId, isRead, isDraft: false },
    internetMessageId: headerOf(change.message, 'message-id'),
    internetMessageHeaders: headers,
    subject: headerOf(change.message, 'subject'),
    from: { emailAddress: { address: headerOf(change.message, 'from') } },
  };
  return { '@odata.etag': 'W/"1"', id, ...Object.fromEntries(select.map((name) => [name, all[name]])) };
}
