import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { ConversationState, Reply, ReplyOf } from './conversation.ts';

/** The conversation of an enrolment, begun where there is none, and locked. A contact that was removed meanwhile is not named. */
export async function keepConversation(tx: Tx, of: ReplyOf & { id: string; at: Date }): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into conversations (workspace_id, id, channel, mailbox_id, contact_id, campaign_id, enrolment_id, email, email_key, name, subject,
      provider_thread_id, state, begun_at, last_message_at)
    values (${of.workspaceId}, ${of.id}, 'email', ${of.mailboxId},
      (select c.id from contacts c where c.workspace_id = ${of.workspaceId} and c.id = ${of.contactId}::uuid for key share),
      ${of.campaignId}, ${of.enrolmentId}, ${of.email}, ${of.emailKey}, ${of.name}, ${of.subject}, ${of.providerThreadId}, 'open', ${of.at}, ${of.at})
    on conflict (workspace_id, campaign_id, enrolment_id) do update set email = conversations.email
    returning id`.execute(tx);
  return (rows[0] as { id: string }).id;
}

/** Whether this message of a mailbox is kept already. A provider that began to number anew names it otherwise; it came at the same moment then. */
export async function findKept(
  tx: Tx,
  workspaceId: string,
  { mailboxId, providerMessageId, messageId, at }: Pick<Reply, 'providerMessageId' | 'messageId' | 'at'> & { mailboxId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('messages')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .where((where) =>
      where.or([
        where('providerMessageId', '=', providerMessageId),
        ...(messageId === null ? [] : [where.and([where('messageId', '=', messageId), where('at', '=', at)])]),
      ]),
    )
    .where('direction', '=', 'in')
    .executeTakeFirst();
  return row !== undefined;
}

interface NewMessage extends Omit<Reply, 'attachments'> {
  conversationId: string;
  id: string;
  mailboxId: string;
  emailKey: string;
  attachments: string;
}

/** Adds what came. */
export async function insertMessage(tx: Tx, workspaceId: string, message: NewMessage): Promise<void> {
  await tx
    .insertInto('messages')
    .values({ workspaceId, direction: 'in', ...message })
    .execute();
}

/** Something new came: a reply opens the conversation, and goes on in the mailbox and the thread that it came to. */
export async function noteIncoming(
  tx: Tx,
  workspaceId: string,
  id: string,
  came: { kind: Reply['kind']; at: Date; mailboxId: string; providerThreadId: string | null },
): Promise<void> {
  const isReply = came.kind === 'reply';
  await tx
    .updateTable('conversations')
    .set({ lastMessageAt: sql<Date>`greatest(last_message_at, ${came.at}::timestamptz)`, readAt: null })
    .$if(isReply, (update) =>
      update.set({
        state: 'open',
        mailboxId: came.mailboxId,
        repliedAt: sql<Date>`greatest(replied_at, ${came.at}::timestamptz)`,
        providerThreadId: sql<string | null>`coalesce(${came.providerThreadId}, provider_thread_id)`,
      }),
    )
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

export interface ConversationFilter {
  state?: ConversationState | undefined;
  only?: 'new' | 'replies' | 'automatic' | undefined;
  campaignId?: string | undefined;
  enrolmentId?: string | undefined;
  contactId?: string | undefined;
  mailboxId?: string | undefined;
  search?: string | undefined;
}

export interface ConversationRow {
  id: string;
  state: ConversationState;
  email: string;
  emailKey: string;
  name: string;
  subject: string;
  repliedAt: Date | null;
  readAt: Date | null;
  begunAt: Date;
  lastMessageAt: Date;
  campaignId: string | null;
  campaign: string | null;
  enrolmentId: string | null;
  contactId: string | null;
  mailboxId: string | null;
  mailbox: string | null;
  providerThreadId: string | null;
  excerpt: string | null;
  lastFrom: 'in' | 'out' | null;
}

/** These conversations as they are shown. A contact that was made one with another is the one that the enrolment names. */
const shown = (chosen: RawBuilder<unknown>) => sql<ConversationRow>`
  select c.id, c.state, c.email, c.email_key, c.name, c.subject, c.replied_at, c.read_at, c.begun_at, c.last_message_at, c.campaign_id, o.name as campaign,
    c.enrolment_id, coalesce(e.contact_id, c.contact_id) as contact_id, c.mailbox_id, b.address as mailbox, c.provider_thread_id, m.excerpt,
    m.direction as last_from
  from (${chosen}) c
  left join enrolments e on e.workspace_id = c.workspace_id and e.campaign_id = c.campaign_id and e.id = c.enrolment_id
  left join outreach_campaigns o on o.workspace_id = c.workspace_id and o.id = c.campaign_id
  left join mailboxes b on b.workspace_id = c.workspace_id and b.id = c.mailbox_id
  left join lateral (
    select left(m.text, 1000) as excerpt, m.direction from messages m
    where m.workspace_id = c.workspace_id and m.conversation_id = c.id order by m.at desc, m.direction desc, m.id desc limit 1) m on true
  order by c.last_message_at desc, c.id desc`;

/** Conversations, the one that moved last first, from behind a place in that order. */
export async function pageOfConversations(
  tx: Tx,
  workspaceId: string,
  filter: ConversationFilter,
  { after, limit }: { after: { at: Date; id: string } | undefined; limit: number },
): Promise<ConversationRow[]> {
  const { state, only, campaignId, enrolmentId, contactId, mailboxId, search } = filter;
  const contains = (column: string) => sql`strpos(lower(${sql.ref(column)}), lower(${search ?? ''})) > 0`;
  const onlyThose = { new: sql`c.read_at is null`, replies: sql`c.replied_at is not null`, automatic: sql`c.replied_at is null` };
  const conditions = [
    sql`c.workspace_id = ${workspaceId}`,
    state && sql`c.state = ${state}`,
    only && onlyThose[only],
    campaignId && sql`c.campaign_id = ${campaignId}`,
    enrolmentId && sql`c.enrolment_id = ${enrolmentId}`,
    contactId &&
      sql`(c.enrolment_id in (select e.id from enrolments e where e.workspace_id = ${workspaceId} and e.contact_id = ${contactId})
      or (c.enrolment_id is null and c.contact_id = ${contactId}))`,
    mailboxId && sql`c.mailbox_id = ${mailboxId}`,
    search && sql`(${contains('c.email')} or ${contains('c.name')} or ${contains('c.subject')})`,
    after && sql`(c.last_message_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`,
  ].filter((condition) => typeof condition === 'object');
  // First the page and then what stands beside it: the last message of each is looked up for no more than are shown.
  const { rows } = await shown(sql`
    select c.* from conversations c where ${sql.join(conditions, sql` and `)}
    order by c.last_message_at desc, c.id desc limit ${limit}`).execute(tx);
  return rows;
}

export async function findConversation(tx: Tx, workspaceId: string, id: string): Promise<ConversationRow | undefined> {
  const { rows } = await shown(sql`select c.* from conversations c where c.workspace_id = ${workspaceId} and c.id = ${id}`).execute(tx);
  return rows[0];
}

/** Waits for whoever changes it, and keeps it as it is until the transaction ends. */
export async function lockConversation(tx: Tx, workspaceId: string, id: string): Promise<ConversationRow | undefined> {
  await sql`select from conversations where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx);
  return findConversation(tx, workspaceId, id);
}

const messageColumns = [
  ...(['messages.id', 'messages.direction', 'messages.kind', 'messages.emailKey', 'messages.fromEmail', 'messages.fromName'] as const),
  ...(['messages.toEmail', 'messages.subject', 'messages.text', 'messages.attachments', 'messages.messageId', 'messages.state'] as const),
  ...(['messages.errorDetails', 'messages.at', 'users.name as writtenBy'] as const),
] as const;

interface Typed {
  direction: 'in' | 'out';
  kind: 'reply' | 'auto_reply' | 'answer';
  state: 'sending' | 'accepted' | 'failed' | 'uncertain' | null;
  attachments: { name: string; bytes: number }[];
}
const typed = <Row extends Record<keyof Typed, unknown>>(row: Row) => row as Omit<Row, keyof Typed> & Typed;

/** Everything that was written in a conversation, oldest first, with who wrote an answer. */
export async function messagesOf(tx: Tx, workspaceId: string, conversationId: string) {
  const rows = await tx
    .selectFrom('messages')
    .leftJoin('users', 'users.id', 'messages.writtenBy')
    .select(messageColumns)
    .where('messages.workspaceId', '=', workspaceId)
    .where('messages.conversationId', '=', conversationId)
    .orderBy('messages.at')
    .orderBy('messages.direction')
    .orderBy('messages.id')
    .execute();
  return rows.map(typed);
}
export type MessageRow = Awaited<ReturnType<typeof messagesOf>>[number];

/** Notes that it was looked at, up to a message; nothing where it was before, or something newer came. */
export async function noteSeen(tx: Tx, workspaceId: string, id: string, seen: { messageId: string; at: Date }): Promise<boolean> {
  const row = await tx
    .updateTable('conversations')
    .set({ readAt: seen.at })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('readAt', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('messages')
            .select('messages.id')
            .whereRef('messages.workspaceId', '=', 'conversations.workspaceId')
            .whereRef('messages.conversationId', '=', 'conversations.id')
            .where('messages.direction', '=', 'in')
            .where('messages.id', '>', seen.messageId),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether it was in the other state before. */
export async function setState(tx: Tx, workspaceId: string, id: string, state: ConversationState): Promise<boolean> {
  const row = await tx
    .updateTable('conversations')
    .set({ state })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .where('state', '<>', state)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A member answered: it moved, and goes on in this thread of the provider. */
export async function noteAnswer(tx: Tx, workspaceId: string, id: string, noted: { at?: Date; providerThreadId?: string | null }) {
  const { at, providerThreadId = null } = noted;
  await tx
    .updateTable('conversations')
    .set({
      providerThreadId: sql<string | null>`coalesce(provider_thread_id, ${providerThreadId})`,
      ...(at ? { lastMessageAt: sql<Date>`greatest(last_message_at, ${at}::timestamptz)` } : {}),
    })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .execute();
}

/** Deletes it with its messages; none may be on its way. */
export async function deleteConversation(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('conversations')
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
