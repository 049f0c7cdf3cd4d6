import { sql } from 'kysely';
import type { Tx } from '../../../platform/database.ts';

/** A step of an enrolment that is to be sent, or is not to be sent and says why. */
export interface ToClaim {
  campaignId: string;
  enrolmentId: string;
  step: number;
  id: string;
  mailboxId: string | null;
  variant: string;
  textVersion: number;
  /** Right of the @ in its Message-ID. */
  domain: string;
}

export interface Claimed {
  campaignId: string;
  enrolmentId: string;
  step: number;
  id: string;
  attempts: number;
  messageId: string;
}

/**
 * Claims steps for sending, for whoever shows the fence. A step that was claimed before is claimed again only where it is surely planned again; of the
 * others nothing comes back.
 */
export async function insertClaims(
  tx: Tx,
  workspaceId: string,
  steps: readonly ToClaim[],
  claim: { fence: string; leaseEndsAt: Date; claimedAt: Date },
): Promise<Claimed[]> {
  if (steps.length === 0) return [];
  const of = <Value>(pick: (one: ToClaim) => Value) => steps.map(pick);
  const { rows } = await sql<Claimed>`
    insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, mailbox_id, variant, text_version, state, attempts,
      message_id, fence, lease_ends_at, claimed_at)
    select ${workspaceId}, s.campaign_id, s.enrolment_id, s.step, s.id, s.mailbox_id, s.variant, s.text_version, 'sending', 1,
      '<' || s.id || '.1@' || s.domain || '>', ${claim.fence}, ${claim.leaseEndsAt}, ${claim.claimedAt}
    from unnest(${of((one) => one.campaignId)}::uuid[], ${of((one) => one.enrolmentId)}::uuid[], ${of((one) => one.step)}::int[],
      ${of((one) => one.id)}::uuid[], ${of((one) => one.mailboxId)}::uuid[], ${of((one) => one.variant)}::text[],
      ${of((one) => one.textVersion)}::int[], ${of((one) => one.domain)}::text[])
      as s (campaign_id, enrolment_id, step, id, mailbox_id, variant, text_version, domain)
    on conflict (workspace_id, campaign_id, enrolment_id, step) do update set state = 'sending', mailbox_id = excluded.mailbox_id,
      text_version = excluded.text_version, attempts = outreach_deliveries.attempts + 1, reason = null,
      message_id = '<' || outreach_deliveries.id || '.' || (outreach_deliveries.attempts + 1) || substring(excluded.message_id from '@.*'),
      error_code = null, error_details = null, fence = excluded.fence, lease_ends_at = excluded.lease_ends_at, claimed_at = excluded.claimed_at
      where outreach_deliveries.state = 'planned'
    returning campaign_id, enrolment_id, step, id, attempts, message_id`.execute(tx);
  return rows;
}

/** Notes steps that are not sent, with the reason; one that was claimed before stays what it is, unless it is planned. */
export async function insertSkipped(
  tx: Tx,
  workspaceId: string,
  steps: readonly (ToClaim & { reason: string })[],
  now: Date,
): Promise<Pick<Claimed, 'campaignId' | 'enrolmentId' | 'step'>[]> {
  if (steps.length === 0) return [];
  const of = <Value>(pick: (one: ToClaim & { reason: string }) => Value) => steps.map(pick);
  const { rows } = await sql<Pick<Claimed, 'campaignId' | 'enrolmentId' | 'step'>>`
    insert into outreach_deliveries (workspace_id, campaign_id, enrolment_id, step, id, mailbox_id, variant, text_version, state, reason,
      claimed_at, settled_at)
    select ${workspaceId}, s.campaign_id, s.enrolment_id, s.step, s.id, s.mailbox_id, s.variant, s.text_version, 'skipped', s.reason,
      ${now}::timestamptz, ${now}::timestamptz
    from unnest(${of((one) => one.campaignId)}::uuid[], ${of((one) => one.enrolmentId)}::uuid[], ${of((one) => one.step)}::int[],
      ${of((one) => one.id)}::uuid[], ${of((one) => one.mailboxId)}::uuid[], ${of((one) => one.variant)}::text[],
      ${of((one) => one.textVersion)}::int[], ${of((one) => one.reason)}::text[])
      as s (campaign_id, enrolment_id, step, id, mailbox_id, variant, text_version, reason)
    on conflict (workspace_id, campaign_id, enrolment_id, step) do update set state = 'skipped', reason = excluded.reason,
      settled_at = excluded.settled_at where outreach_deliveries.state = 'planned'
    returning campaign_id, enrolment_id, step`.execute(tx);
  return rows;
}

/** What became of a claimed step. */
export interface Ended {
  campaignId: string;
  enrolmentId: string;
  step: number;
  fence: string;
  state: 'accepted' | 'failed' | 'skipped' | 'uncertain' | 'planned';
  reason: string | null;
  errorDetails: string | null;
  providerMessageId: string | null;
  /** Where the provider replaced it. */
  messageId: string | null;
}

/**
 * Writes outcomes down, each only under the fence of its claim; gives the ids of those that were still under it. Its state is asked for in a way in which the
 * index of all that is on its way cannot answer: by that one PostgreSQL would compare every outcome with every message that anybody is sending.
 */
export async function endClaims(tx: Tx, workspaceId: string, ended: readonly Ended[], now: Date): Promise<Set<string>> {
  if (ended.length === 0) return new Set();
  const of = <Value>(pick: (one: Ended) => Value) => ended.map(pick);
  const { rows } = await sql<{ enrolmentId: string; step: number }>`
    update outreach_deliveries d set state = o.state, reason = o.reason, error_code = o.reason, error_details = o.error_details,
      provider_message_id = o.provider_message_id, message_id = coalesce(o.message_id, d.message_id), fence = null, lease_ends_at = null,
      settled_at = case when o.state = 'planned' then null else ${now}::timestamptz end
    from unnest(${of((one) => one.campaignId)}::uuid[], ${of((one) => one.enrolmentId)}::uuid[], ${of((one) => one.step)}::int[],
      ${of((one) => one.fence)}::uuid[], ${of((one) => one.state)}::text[], ${of((one) => one.reason)}::text[],
      ${of((one) => one.errorDetails)}::text[], ${of((one) => one.providerMessageId)}::text[], ${of((one) => one.messageId)}::text[])
      as o (campaign_id, enrolment_id, step, fence, state, reason, error_details, provider_message_id, message_id)
    where d.workspace_id = ${workspaceId} and d.campaign_id = o.campaign_id and d.enrolment_id = o.enrolment_id and d.step = o.step
      and d.state || '' = 'sending' and d.fence = o.fence
    returning d.enrolment_id, d.step`.execute(tx);
  return new Set(rows.map(({ enrolmentId, step }) => stepKey(enrolmentId, step)));
}

export const stepKey = (enrolmentId: string, step: number): string => `${enrolmentId} ${step}`;

export interface Abandoned {
  workspaceId: string;
  campaignId: string;
  enrolmentId: string;
  step: number;
  variant: string;
  mailboxId: string | null;
  emailKey: string;
}

/** Claims whose process vanished, or that were frozen for longer than their lease, become uncertain; locked, so that two who look do not meet. */
export async function doubtAbandoned(tx: Tx, now: Date, limit: number): Promise<Abandoned[]> {
  const { rows } = await sql<Abandoned>`
    update outreach_deliveries d set state = 'uncertain', reason = 'interrupted', error_code = 'interrupted', fence = null, lease_ends_at = null,
      settled_at = ${now}
    from (
      select workspace_id, campaign_id, enrolment_id, step from outreach_deliveries
      where state = 'sending' and lease_ends_at <= ${now} order by lease_ends_at limit ${limit} for update skip locked) a
    join enrolments e on e.workspace_id = a.workspace_id and e.campaign_id = a.campaign_id and e.id = a.enrolment_id
    where d.workspace_id = a.workspace_id and d.campaign_id = a.campaign_id and d.enrolment_id = a.enrolment_id and d.step = a.step
    returning d.workspace_id, d.campaign_id, d.enrolment_id, d.step, d.variant, d.mailbox_id, e.email_key`.execute(tx);
  return rows;
}

/** The uncertain delivery of a step, locked for whoever says what became of it. */
export async function lockUncertain(tx: Tx, workspaceId: string, of: { campaignId: string; enrolmentId: string; step: number }) {
  return tx
    .selectFrom('outreachDeliveries')
    .select(['id', 'variant', 'mailboxId', 'messageId', 'textVersion', 'claimedAt'])
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', of.campaignId)
    .where('enrolmentId', '=', of.enrolmentId)
    .where('step', '=', of.step)
    .where('state', '=', 'uncertain')
    .forUpdate()
    .executeTakeFirst();
}

export async function setSettled(
  tx: Tx,
  workspaceId: string,
  of: { campaignId: string; enrolmentId: string; step: number },
  to: { state: 'accepted' | 'planned'; reason: string | null; settledAt: Date | null },
): Promise<void> {
  await tx
    .updateTable('outreachDeliveries')
    .set({ ...to, errorCode: null, errorDetails: null })
    .where('workspaceId', '=', workspaceId)
    .where('campaignId', '=', of.campaignId)
    .where('enrolmentId', '=', of.enrolmentId)
    .where('step', '=', of.step)
    .execute();
}

/** Takes every message that is on its way from whoever claimed it: its lease is over. */
export async function endTeamLeases(tx: Tx, now: Date): Promise<void> {
  await tx.updateTable('outreachDeliveries').set({ fence: null, leaseEndsAt: now }).where('state', '=', 'sending').execute();
}
