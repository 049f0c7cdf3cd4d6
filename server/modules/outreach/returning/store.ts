import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** A message of a campaign that was handed over, and to whom. */
export interface SentMessage {
  campaignId: string;
  enrolmentId: string;
  step: number;
  variant: string;
  mailboxId: string | null;
  contactId: string | null;
  email: string;
  emailKey: string;
  subject: string;
  providerThreadId: string | null;
  stopForCompany: boolean;
  /** Of the delivery. */
  state: 'accepted' | 'sending' | 'uncertain';
}

const columns = sql`
  d.campaign_id, d.enrolment_id, d.step, d.variant, d.mailbox_id, e.contact_id, e.email, e.email_key, coalesce(e.subject, '') as subject,
  e.provider_thread_id, o.stop_for_company, d.state`;
const joined = sql`
  outreach_deliveries d
  join enrolments e on e.workspace_id = d.workspace_id and e.campaign_id = d.campaign_id and e.id = d.enrolment_id
  join outreach_campaigns o on o.workspace_id = d.workspace_id and o.id = d.campaign_id`;
/** Also of those of which nobody knows whether they left: whoever answers one has it. */
const mayHaveLeft = sql`d.state in ('accepted', 'sending', 'uncertain')`;

/** The messages that bear these Message-IDs. */
export async function sentUnderIds(tx: Tx, workspaceId: string, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  const { rows } = await sql<SentMessage & { messageId: string }>`
    select d.message_id, ${columns} from ${joined}
    where d.workspace_id = ${workspaceId} and d.message_id = any(${messageIds}::text[]) and ${mayHaveLeft}`.execute(tx);
  return rows;
}

/** The latest message in each of these threads of a mailbox. */
export async function sentInThreads(tx: Tx, workspaceId: string, mailboxId: string, threadIds: readonly string[]) {
  if (threadIds.length === 0) return [];
  const { rows } = await sql<SentMessage & { threadId: string }>`
    select distinct on (e.provider_thread_id) e.provider_thread_id as thread_id, ${columns} from ${joined}
    where e.workspace_id = ${workspaceId} and e.mailbox_id = ${mailboxId} and e.provider_thread_id = any(${threadIds}::text[]) and ${mayHaveLeft}
    order by e.provider_thread_id, d.claimed_at desc, d.step desc`.execute(tx);
  return rows;
}

/** The latest message that a mailbox sent to each of these addresses since a moment. */
export async function sentToAddresses(
  tx: Tx,
  workspaceId: string,
  { mailboxId, emailKeys, since }: { mailboxId: string; emailKeys: readonly string[]; since: Date },
): Promise<SentMessage[]> {
  if (emailKeys.length === 0) return [];
  const { rows } = await sql<SentMessage>`
    select distinct on (e.email_key) ${columns} from ${joined}
    where e.workspace_id = ${workspaceId} and e.email_key = any(${emailKeys}::text[]) and d.mailbox_id = ${mailboxId}
      and d.claimed_at >= ${since} and ${mayHaveLeft}
    order by e.email_key, d.claimed_at desc, d.step desc`.execute(tx);
  return rows;
}

export interface NewReturn {
  campaignId: string;
  enrolmentId: string;
  id: string;
  step: number;
  mailboxId: string | null;
  kind: 'reply' | 'auto_reply' | 'bounce' | 'delayed' | 'complaint' | 'leave';
  severity: 'hard' | 'soft' | 'refused' | null;
  statusCode: string | null;
  matchedBy: 'message_id' | 'thread' | 'ticket' | 'address';
  providerMessageId: string;
  backOn: string | null;
  cameAt: Date;
}

/** Writes down what came back; nothing where the same message of the mailbox was written down before. */
export async function insertReturn(tx: Tx, workspaceId: string, given: NewReturn): Promise<boolean> {
  const { rows } = await sql`
    insert into outreach_returns (workspace_id, campaign_id, enrolment_id, id, step, mailbox_id, kind, severity, status_code, matched_by,
      provider_message_id, back_on, came_at)
    values (${workspaceId}, ${given.campaignId}, ${given.enrolmentId}, ${given.id}, ${given.step}, ${given.mailboxId}, ${given.kind},
      ${given.severity}, ${given.statusCode}, ${given.matchedBy}, ${given.providerMessageId}, ${given.backOn}, ${given.cameAt})
    on conflict (workspace_id, campaign_id, enrolment_id, mailbox_id, provider_message_id) do nothing returning id`.execute(tx);
  return rows.length > 0;
}

/** Whether what came was written down before. */
export async function isNoted(
  tx: Tx,
  workspaceId: string,
  { campaignId, enrolmentId }: { campaignId: string; enrolmentId: string },
  { mailboxId, providerMessageId }: { mailboxId: string; providerMessageId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('outreachReturns')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('enrolmentId', '=', enrolmentId)
    .where('mailboxId', '=', mailboxId)
    .where('providerMessageId', '=', providerMessageId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the like of it came back for this recipient before; of a bounce, for the same message. */
export async function cameBefore(tx: Tx, workspaceId: string, { campaignId, enrolmentId, id, step, kind }: NewReturn): Promise<boolean> {
  const { rows } = await sql`
    select from outreach_returns where workspace_id = ${workspaceId} and campaign_id = ${campaignId} and enrolment_id = ${enrolmentId}
      and kind = ${kind} and id <> ${id} and (kind <> 'bounce' or step = ${step}) limit 1`.execute(tx);
  return rows.length > 0;
}

/** How many messages to an address surely came back for now, in all campaigns of a workspace, beside one of them. */
export async function softBouncesTo(tx: Tx, workspaceId: string, { beside, since }: { beside: SentMessage; since: Date }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct (r.campaign_id, r.enrolment_id, r.step))::int as count from outreach_returns r
    join enrolments e on e.workspace_id = r.workspace_id and e.campaign_id = r.campaign_id and e.id = r.enrolment_id
    where e.workspace_id = ${workspaceId} and e.email_key = ${beside.emailKey} and r.kind = 'bounce' and r.severity = 'soft'
      and r.matched_by <> 'address' and r.came_at >= ${since}
      and not (r.campaign_id = ${beside.campaignId} and r.enrolment_id = ${beside.enrolmentId} and r.step = ${beside.step})`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Lets the next message wait until somebody is back: to the begin of a day where they are, or to a moment. Never earlier than it was due. */
export async function delayUntil(
  tx: Tx,
  workspaceId: string,
  { campaignId, enrolmentId }: { campaignId: string; enrolmentId: string },
  until: { day: string } | { moment: Date },
): Promise<void> {
  const at = 'day' in until ? sql`(${until.day}::date)::timestamp at time zone e.time_zone` : sql`${until.moment}::timestamptz`;
  await sql`
    update enrolments e set due_at = greatest(e.due_at, ${at})
    where e.workspace_id = ${workspaceId} and e.campaign_id = ${campaignId} and e.id = ${enrolmentId} and e.state = 'waiting'`.execute(tx);
}

/** A message of which nobody knows whether it left. */
export interface UncertainMessage {
  campaignId: string;
  enrolmentId: string;
  step: number;
  messageId: string;
  claimedAt: Date;
}

/** Uncertain messages of a mailbox that were not looked for since a moment; they count as looked for from now on. */
export async function takeUncertain(
  tx: Tx,
  workspaceId: string,
  { mailboxId, unlookedSince, now, most }: { mailboxId: string; unlookedSince: Date; now: Date; most: number },
): Promise<UncertainMessage[]> {
  const { rows } = await sql<UncertainMessage>`
    update outreach_deliveries d set looked_up_at = ${now}
    from (
      select campaign_id, enrolment_id, step from outreach_deliveries
      where workspace_id = ${workspaceId} and mailbox_id = ${mailboxId} and state = 'uncertain' and message_id is not null
        and (looked_up_at is null or looked_up_at < ${unlookedSince})
      order by looked_up_at nulls first, claimed_at limit ${most} for update skip locked) u
    where d.workspace_id = ${workspaceId} and d.campaign_id = u.campaign_id and d.enrolment_id = u.enrolment_id and d.step = u.step
    returning d.campaign_id, d.enrolment_id, d.step, d.message_id, d.claimed_at`.execute(tx);
  return rows;
}

/** The number of a message that a mailbox surely sent, begun after a moment; the first one. */
export async function acceptedAfter(tx: Tx, workspaceId: string, mailboxId: string, moment: Date) {
  return tx
    .selectFrom('outreachDeliveries')
    .select(['messageId', 'claimedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('mailboxId', '=', mailboxId)
    .where('state', '=', 'accepted')
    .where('messageId', 'is not', null)
    .where('claimedAt', '>', moment)
    .orderBy('claimedAt')
    .limit(1)
    .executeTakeFirst();
}

/** The latest message that went to a recipient. */
export async function lastSentTo(tx: Tx, workspaceId: string, { campaignId, enrolmentId }: { campaignId: string; enrolmentId: string }) {
  const { rows } = await sql<SentMessage & { hasLeft: boolean }>`
    select ${columns}, (e.state = 'stopped' and e.reason = 'unsubscribed') as has_left from ${joined}
    where d.workspace_id = ${workspaceId} and d.campaign_id = ${campaignId} and d.enrolment_id = ${enrolmentId} and ${mayHaveLeft}
    order by d.step desc limit 1`.execute(tx);
  return rows[0];
}
