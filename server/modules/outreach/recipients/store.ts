import { sql } from 'kysely';
import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { Tx } from '../../../platform/database.ts';
import type { EnrolmentState } from '../outreach.ts';
import { mayGoOn } from '../stopping/store.ts';

interface Which {
  workspaceId: string;
  campaignId: string;
}

const shown = [
  'id',
  'contactId',
  'email',
  'emailKey',
  'fields',
  'timeZone',
  'state',
  'reason',
  'nextStep',
  'variant',
  'dueAt',
  'seq',
  'mailboxId',
  'endedAt',
] as const;

interface Closed {
  state: EnrolmentState;
  fields: Record<string, string>;
}
const typed = <Row extends Record<keyof Closed, unknown>>(row: Row) => row as Omit<Row, keyof Closed> & Closed;

/** Recipients, a page at a time; found by their address or its beginning. */
export async function pageOfEnrolments(
  tx: Tx,
  { workspaceId, campaignId }: Which,
  page: { after: string | undefined; limit: number; state?: EnrolmentState | undefined; search?: string | undefined },
) {
  const sought = page.search === undefined ? undefined : parseEmailAddress(page.search);
  const whole = sought?.ok ? sought.key : undefined;
  const rows = await tx
    .selectFrom('enrolments')
    .select(shown)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .$if(page.state !== undefined, (query) => query.where('state', '=', page.state ?? ''))
    .$if(whole !== undefined, (query) => query.where('emailKey', '=', whole ?? ''))
    .$if(Boolean(page.search) && whole === undefined, (query) =>
      query.where(sql<boolean>`starts_with(email_key, lower(${page.search ?? ''}))`),
    )
    .orderBy('id')
    .limit(page.limit)
    .execute();
  return rows.map(typed);
}
export type EnrolmentRow = Awaited<ReturnType<typeof pageOfEnrolments>>[number];

export async function findEnrolment(tx: Tx, { workspaceId, campaignId }: Which, id: string): Promise<EnrolmentRow | undefined> {
  const row = await tx
    .selectFrom('enrolments')
    .select(shown)
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && typed(row);
}

/** What was sent to one recipient, step by step, and from which mailbox. */
export async function deliveriesOfEnrolment(tx: Tx, { workspaceId, campaignId }: Which, enrolmentId: string) {
  return tx
    .selectFrom('outreachDeliveries')
    .leftJoin('mailboxes', (join) =>
      join.onRef('mailboxes.workspaceId', '=', 'outreachDeliveries.workspaceId').onRef('mailboxes.id', '=', 'outreachDeliveries.mailboxId'),
    )
    .select([
      'outreachDeliveries.step',
      'outreachDeliveries.state',
      'outreachDeliveries.reason',
      'outreachDeliveries.variant',
      'outreachDeliveries.textVersion',
      'outreachDeliveries.attempts',
      'outreachDeliveries.claimedAt',
      'outreachDeliveries.settledAt',
      'mailboxes.address as mailbox',
    ])
    .where('outreachDeliveries.workspaceId', '=', workspaceId)
    .where('outreachDeliveries.campaignId', '=', campaignId)
    .where('outreachDeliveries.enrolmentId', '=', enrolmentId)
    .orderBy('outreachDeliveries.step')
    .execute();
}

/** The number under which the last recipient was enrolled; whoever comes later has a higher one. */
export async function lastSeq(tx: Tx, { workspaceId, campaignId }: Which): Promise<number> {
  const row = await tx
    .selectFrom('enrolments')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .executeTakeFirst();
  return row?.last ?? 0;
}

export interface NewEnrolment {
  id: string;
  email: string;
  emailKey: string;
  fields: Record<string, string>;
}

/** Adds recipients by hand; whoever is there already stays as they are. A contact of the same address is theirs. */
export async function insertEnrolments(
  tx: Tx,
  { workspaceId, campaignId }: Which,
  rows: readonly NewEnrolment[],
  common: { timeZone: string; dueAt: Date; now: Date; afterSeq: number },
): Promise<number> {
  const given = JSON.stringify(rows.map(({ id, email, emailKey, fields }) => ({ id, email, email_key: emailKey, fields })));
  const result = await sql`
    insert into enrolments
      (workspace_id, campaign_id, id, contact_id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
    select ${workspaceId}, ${campaignId}, g.id, c.id, g.email, g.email_key, g.fields, ${common.timeZone}, 'waiting', 1, 'a', ${common.dueAt},
      g.place + ${common.afterSeq}::int8, ${common.now}
    from rows from (jsonb_to_recordset(${given}::jsonb) as (id uuid, email text, email_key text, fields jsonb))
      with ordinality as g(id, email, email_key, fields, place)
    left join contacts c on c.workspace_id = ${workspaceId} and c.email_key = g.email_key
    on conflict (workspace_id, email_key, campaign_id) do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Which of these addresses are recipients already. */
export async function keysThere(tx: Tx, { workspaceId, campaignId }: Which, emailKeys: readonly string[]): Promise<Set<string>> {
  if (emailKeys.length === 0) return new Set();
  const rows = await tx
    .selectFrom('enrolments')
    .select('emailKey')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where(sql<boolean>`email_key = any (${sql.val([...emailKeys])}::text[])`)
    .execute();
  return new Set(rows.map(({ emailKey }) => emailKey));
}

/** Which of these addresses are those of contacts and were judged bad. */
export async function keysJudgedBad(tx: Tx, workspaceId: string, rows: readonly { emailKey: string }[]): Promise<Set<string>> {
  const { rows: bad } = await sql<{ emailKey: string }>`
    select c.email_key from contacts c where c.workspace_id = ${workspaceId} and c.verdict = 'bad'
      and c.email_key = any (${sql.val(rows.map(({ emailKey }) => emailKey))}::text[])`.execute(tx);
  return new Set(bad.map(({ emailKey }) => emailKey));
}

/** Takes one recipient out of a draft. */
export async function deleteEnrolment(tx: Tx, { workspaceId, campaignId }: Which, id: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('enrolments')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Finishes those who wait for a step that is there no more; gives how many. */
export async function endBeyond(tx: Tx, { workspaceId, campaignId }: Which, lastStep: number, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('enrolments')
    .set({ state: 'finished', reason: 'step_removed', endedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('state', '=', 'waiting')
    .where('nextStep', '>', lastStep)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Puts in the value of a merge tag for one recipient of this campaign. */
export async function setEnrolmentValue(
  tx: Tx,
  { workspaceId, campaignId }: Which,
  id: string,
  { tag, value }: { tag: string; value: string },
): Promise<boolean> {
  const row = await tx
    .updateTable('enrolments')
    .set({
      fields: sql`fields || jsonb_build_object(${tag}::text, ${value}::text)`,
      ownFields: sql`own_fields || jsonb_build_object(${tag}::text, ${value}::text)`,
    })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Sends one recipient nothing more; what is leaving at this moment leaves. False when they had stopped before. */
export async function stopEnrolment(tx: Tx, { workspaceId, campaignId }: Which, id: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('enrolments')
    .set({ state: 'stopped', reason: 'removed', endedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', id)
    .where(mayGoOn)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A message that left for somebody or may have, and what its words are made from. */
export interface SentRow {
  step: number;
  state: 'sending' | 'accepted' | 'uncertain';
  messageId: string | null;
  at: Date;
  /** Address of the mailbox. */
  mailbox: string | null;
  signature: string | null;
  variant: string;
  textVersion: number;
  emailKey: string;
  fields: Record<string, string>;
  /** Subject of the thread’s first message. */
  thread: string | null;
  /** Of what stands below it. */
  language: string;
}

export async function sentToEnrolment(tx: Tx, { workspaceId, campaignId }: Which, enrolmentId: string): Promise<SentRow[]> {
  const { rows } = await sql<SentRow>`
    select d.step, d.state, d.message_id, coalesce(d.settled_at, d.claimed_at) as at, m.address as mailbox, m.signature, d.variant, d.text_version,
      e.email_key, e.fields, e.subject as thread, c.language
    from outreach_deliveries d
    join enrolments e on e.workspace_id = d.workspace_id and e.campaign_id = d.campaign_id and e.id = d.enrolment_id
    join outreach_campaigns c on c.workspace_id = d.workspace_id and c.id = d.campaign_id
    left join mailboxes m on m.workspace_id = d.workspace_id and m.id = d.mailbox_id
    where d.workspace_id = ${workspaceId} and d.campaign_id = ${campaignId} and d.enrolment_id = ${enrolmentId}
      and d.state in ('sending', 'accepted', 'uncertain')
    order by d.step`.execute(tx);
  return rows;
}
