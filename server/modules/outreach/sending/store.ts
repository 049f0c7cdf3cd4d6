import { sql } from 'kysely';
import { footerLanguageOf, type FooterLanguage } from '../../../../shared/footer-words.ts';
import type { Tx } from '../../../platform/database.ts';
import { holdMailboxesThere } from '../../mailboxes/index.ts';
import type { Tracking } from '../outreach.ts';
import type { Bucket } from './readiness.ts';

/** Whether the copy is under quarantine. */
export async function isQuarantined(tx: Tx): Promise<boolean> {
  const row = await tx.selectFrom('installation').select('onlyRow').where('quarantinedAt', 'is not', null).executeTakeFirst();
  return row !== undefined;
}

/** What holds for all of a campaign while a message of it is claimed. */
interface Running {
  version: number;
  tracking: Tracking;
  language: FooterLanguage;
}

/**
 * The running ones among these campaigns, held so that a pause waits for the claim and is seen by the next: once a pause is answered nothing more begins.
 * None while the copy is under quarantine.
 */
export async function holdRunning(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Map<string, Running>> {
  const rows = await tx
    .selectFrom('outreachCampaigns')
    .select(['id', 'version', 'tracking', 'language'])
    .where('workspaceId', '=', workspaceId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('state', '=', 'running')
    .where('beganAt', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('installation').select('onlyRow').where('quarantinedAt', 'is not', null))),
    )
    .orderBy('id')
    .forShare()
    .execute();
  return new Map(
    rows.map(({ id, version, tracking, language }) => [
      id,
      { version, tracking: tracking as Tracking, language: footerLanguageOf(language) },
    ]),
  );
}

/** So many are wanted of a bucket. */
export interface Wanted {
  bucket: Bucket;
  count: number;
}

/** An enrolment that is due, locked for whoever claims it. */
export interface Due {
  /** Which of the wanted it was found for. */
  place: number;
  id: string;
  campaignId: string;
  contactId: string | null;
  email: string;
  emailKey: string;
  fields: Record<string, string>;
  nextStep: number;
  variant: string;
  mailboxId: string | null;
  messageId: string | null;
  providerThreadId: string | null;
  subject: string | null;
}

/**
 * Tells this one transaction to find rows by their keys and to read in the order of an index. Statistics of a table that was filled a moment ago are wrong,
 * and by them plans would be chosen that read or sort a million rows.
 */
export async function readByKeys(tx: Tx): Promise<void> {
  const ways = ['seqscan', 'bitmapscan', 'sort', 'hashjoin', 'mergejoin'];
  await sql`select set_config('enable_' || way, 'off', true) from unnest(${ways}::text[]) as way`.execute(tx);
}

/**
 * Enrolments that wait, in the order of the index and without sorting; whoever is locked by others is left to them.
 */
export async function lockDue(tx: Tx, workspaceId: string, wanted: readonly Wanted[], now: Date): Promise<Due[]> {
  const placed = wanted.map((one, place) => ({ ...one, place }));
  const fresh = placed.filter(({ bucket }) => bucket.mailboxId === null);
  const sticky = placed.filter(({ bucket }) => bucket.mailboxId !== null);
  const columns = sql`e.id, e.campaign_id, e.contact_id, e.email, e.email_key, e.fields, e.next_step, e.variant, e.mailbox_id, e.message_id, e.provider_thread_id, e.subject`;
  const listed = (some: typeof placed) => sql`unnest(
    ${some.map(({ place }) => place)}::int[], ${some.map(({ bucket }) => bucket.campaignId)}::uuid[], ${some.map(({ bucket }) => bucket.timeZone)}::text[],
    ${some.map(({ bucket }) => bucket.mailboxId)}::uuid[], ${some.map(({ count }) => count)}::int[]) as b (place, campaign_id, time_zone, mailbox_id, count)`;
  const found: Due[] = [];
  if (sticky.length > 0) {
    const { rows } = await sql<Due>`
      select b.place, e.* from ${listed(sticky)} cross join lateral (
        select ${columns} from enrolments e
        where e.workspace_id = ${workspaceId} and e.mailbox_id = b.mailbox_id and e.campaign_id = b.campaign_id and e.time_zone = b.time_zone
          and e.state = 'waiting' and e.mailbox_id is not null and e.due_at <= ${now}
        order by e.due_at, e.seq limit b.count for update of e skip locked) e`.execute(tx);
    found.push(...rows);
  }
  if (fresh.length > 0) {
    const { rows } = await sql<Due>`
      select b.place, e.* from ${listed(fresh)} cross join lateral (
        select ${columns} from enrolments e
        where e.workspace_id = ${workspaceId} and e.campaign_id = b.campaign_id and e.time_zone = b.time_zone
          and e.state = 'waiting' and e.mailbox_id is null and e.due_at <= ${now}
        order by e.due_at, e.seq limit b.count for update of e skip locked) e`.execute(tx);
    found.push(...rows);
  }
  return found;
}

/** The positions of each campaign's steps in a version, with what decides about the message that follows. */
export async function stepsOfVersions(
  tx: Tx,
  workspaceId: string,
  versions: readonly { campaignId: string; version: number }[],
): Promise<{ campaignId: string; version: number; position: number; delayHours: number; sameThread: boolean }[]> {
  const { rows } = await sql<{ campaignId: string; version: number; position: number; delayHours: number; sameThread: boolean }>`
    select s.campaign_id, s.version, s.position, s.delay_hours, s.same_thread
    from unnest(${versions.map(({ campaignId }) => campaignId)}::uuid[], ${versions.map(({ version }) => version)}::int[]) as v (campaign_id, version)
    join outreach_steps s on s.workspace_id = ${workspaceId} and s.campaign_id = v.campaign_id and s.version = v.version
    order by s.campaign_id, s.position`.execute(tx);
  return rows;
}

export async function textsOfVersion(tx: Tx, workspaceId: string, campaignId: string, version: number) {
  return tx
    .selectFrom('outreachTexts as t')
    .innerJoin('outreachSteps as s', (join) =>
      join
        .onRef('s.workspaceId', '=', 't.workspaceId')
        .onRef('s.campaignId', '=', 't.campaignId')
        .onRef('s.version', '=', 't.version')
        .onRef('s.position', '=', 't.position'),
    )
    .select(['t.position', 't.variant', 't.subject', 't.html', 's.fileNames'])
    .where('t.workspaceId', '=', workspaceId)
    .where('t.campaignId', '=', campaignId)
    .where('t.version', '=', version)
    .execute();
}

export interface Leaving {
  campaignId: string;
  enrolmentId: string;
  mailboxId: string;
}

/** What is claimed is on its way, from the mailbox that keeps it from now on. */
export async function markSending(tx: Tx, workspaceId: string, leaving: readonly Leaving[]): Promise<void> {
  if (leaving.length === 0) return;
  await sql`
    update enrolments e set state = 'sending', mailbox_id = l.mailbox_id
    from unnest(${leaving.map(({ campaignId }) => campaignId)}::uuid[], ${leaving.map(({ enrolmentId }) => enrolmentId)}::uuid[],
      ${leaving.map(({ mailboxId }) => mailboxId)}::uuid[]) as l (campaign_id, id, mailbox_id)
    where e.workspace_id = ${workspaceId} and e.campaign_id = l.campaign_id and e.id = l.id`.execute(tx);
}

/** Whether a message to this recipient is on its way; no more, once they left or were stopped, or are gone. */
export async function isSending(tx: Tx, workspaceId: string, { campaignId, enrolmentId }: Pick<Leaving, 'campaignId' | 'enrolmentId'>) {
  const row = await tx
    .selectFrom('enrolments')
    .select('id')
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', campaignId)
    .where('id', '=', enrolmentId)
    .where('state', '=', 'sending')
    .executeTakeFirst();
  return row !== undefined;
}

/** How an enrolment goes on after its message: with the next step, again with the same, or not at all. */
export interface Onward {
  campaignId: string;
  enrolmentId: string;
  state: 'waiting' | 'finished' | 'stopped';
  reason: string | null;
  nextStep: number;
  dueAt: Date | null;
  /** The mailbox whose it is from now on; nothing for who may go to any. */
  mailboxId: string | null;
  /** Of the message that began the thread; nothing leaves what is there. */
  messageId: string | null;
  providerThreadId: string | null;
  subject: string | null;
}

/** Lets enrolments go on, as far as nobody stopped them meanwhile; of a mailbox that was disconnected meanwhile they are no more. */
export async function goOn(
  tx: Tx,
  workspaceId: string,
  onward: readonly Onward[],
  { from, at: now }: { from: 'sending' | 'waiting'; at: Date },
): Promise<void> {
  if (onward.length === 0) return;
  const of = <Value>(pick: (one: Onward) => Value) => onward.map(pick);
  const there = await holdMailboxesThere(tx, workspaceId, [...new Set(onward.flatMap(({ mailboxId }) => mailboxId ?? []))]);
  await sql`
    update enrolments e set state = o.state, reason = o.reason, next_step = o.next_step, due_at = coalesce(o.due_at, e.due_at),
      mailbox_id = o.mailbox_id, message_id = coalesce(o.message_id, e.message_id),
      provider_thread_id = case when o.message_id is null then e.provider_thread_id else o.provider_thread_id end,
      subject = coalesce(o.subject, e.subject), ended_at = case when o.state = 'waiting' then null else ${now}::timestamptz end
    from unnest(${of((one) => one.campaignId)}::uuid[], ${of((one) => one.enrolmentId)}::uuid[], ${of((one) => one.state)}::text[],
      ${of((one) => one.reason)}::text[], ${of((one) => one.nextStep)}::int[], ${of((one) => one.dueAt)}::timestamptz[],
      ${of(({ mailboxId }) => (mailboxId !== null && there.has(mailboxId) ? mailboxId : null))}::uuid[],
      ${of((one) => one.messageId)}::text[], ${of((one) => one.providerThreadId)}::text[],
      ${of((one) => one.subject)}::text[])
      as o (campaign_id, id, state, reason, next_step, due_at, mailbox_id, message_id, provider_thread_id, subject)
    where e.workspace_id = ${workspaceId} and e.campaign_id = o.campaign_id and e.id = o.id and e.state = ${from}`.execute(tx);
}

/** Pauses every running campaign of the copy, until a member lets it go on; gives which. */
export async function pauseRestored(tx: Tx, now: Date): Promise<{ workspaceId: string; id: string }[]> {
  return tx
    .updateTable('outreachCampaigns')
    .set({ state: 'paused', pausedBecause: 'restored', pausedAt: now })
    .where('state', '=', 'running')
    .returning(['workspaceId', 'id'])
    .execute();
}
