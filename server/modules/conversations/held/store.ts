import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** What teams of the whole copy hold of what somebody answered: each message from them or to them, and no word of anybody else. */
export interface HeldConversation {
  workspaceId: string;
  id: string;
  organisation: string;
  campaign: string | null;
  /** Empty where somebody else was written to first, and this person answered for them. */
  email: string | null;
  name: string | null;
  subject: string | null;
  state: string;
  begunAt: Date;
  lastMessageAt: Date;
  messages: HeldMessage[];
}

interface HeldMessage {
  direction: string;
  kind: string;
  fromEmail: string;
  fromName: string;
  toEmail: string;
  subject: string;
  text: string;
  attachments: { name: string; bytes: number }[];
  messageId: string | null;
  state: string | null;
  errorDetails: string | null;
  at: string;
}

/** Conversations under this key in every workspace; each is asked by its own index. */
export async function conversationsUnder(tx: Tx, emailKey: string): Promise<HeldConversation[]> {
  const theirs = (column: string) => sql`case when c.email_key = ${emailKey} then ${sql.ref(column)} end`;
  const { rows } = await sql<HeldConversation>`
    select c.workspace_id, c.id, w.name as organisation, o.name as campaign, ${theirs('c.email')} as email, ${theirs('c.name')} as name,
      ${theirs('c.subject')} as subject, c.state, c.begun_at, c.last_message_at,
      coalesce((
        select jsonb_agg(jsonb_build_object(
          'direction', m.direction, 'kind', m.kind, 'fromEmail', m.from_email, 'fromName', m.from_name, 'toEmail', m.to_email,
          'subject', m.subject, 'text', m.text, 'attachments', m.attachments, 'messageId', m.message_id, 'state', m.state,
          'errorDetails', m.error_details, 'at', m.at) order by m.at, m.id)
        from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id and m.email_key = ${emailKey}), '[]') as messages
    from workspaces w
    join conversations c on c.workspace_id = w.workspace_id
      and (c.email_key = ${emailKey} or c.id in (
        select a.conversation_id from messages a where a.workspace_id = w.workspace_id and a.email_key = ${emailKey}))
    left join outreach_campaigns o on o.workspace_id = c.workspace_id and o.id = c.campaign_id
    order by w.name, c.id`.execute(tx);
  return rows;
}

/**
 * Deletes what they wrote and what was written to them, wherever it stands; and conversations with them whole, with what others wrote in them. A
 * conversation in which nothing is left goes, too.
 * @returns where something was deleted
 */
export async function deleteConversationsUnder(tx: Tx, emailKey: string): Promise<{ workspaceId: string; id: string }[]> {
  const whole = await tx.deleteFrom('conversations').where('emailKey', '=', emailKey).returning(['workspaceId', 'id']).execute();
  const { rows: parts } = await sql<{ workspaceId: string; id: string }>`
    delete from messages where email_key = ${emailKey} returning workspace_id, conversation_id as id`.execute(tx);
  await sql`
    delete from conversations c
    using unnest(${parts.map(({ workspaceId }) => workspaceId)}::uuid[], ${parts.map(({ id }) => id)}::uuid[]) as p (workspace_id, id)
    where c.workspace_id = p.workspace_id and c.id = p.id and not exists (
      select from messages m where m.workspace_id = c.workspace_id and m.conversation_id = c.id)`.execute(tx);
  return [...whole, ...parts];
}
