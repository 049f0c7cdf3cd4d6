import { dailyCeilingOf } from '../../../shared/mail-presets.ts';
import { limitOn } from '../../../shared/pacing.ts';
import type { Member } from '../../platform/api.ts';
import type { Tx } from '../../platform/database.ts';
import { notFound } from '../../platform/errors.ts';
import { showId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { bitsToDays, mayChange, type Security } from './mailbox.ts';
import { mailboxesOf, usesSince, withoutParking, type Mailbox } from './store.ts';

const dayMilliseconds = 24 * 3_600_000;

/** Mailboxes as members see them: with their health and what they used in the last 24 hours, and nothing that is sealed. */
export async function showMailboxes(tools: Pick<Tools, 'clock'>, tx: Tx, member: Member, ids?: readonly string[]) {
  const { workspaceId } = member;
  const now = tools.clock.now();
  const mailboxes = await mailboxesOf(tx, workspaceId, ids);
  const since = new Date(now.getTime() - dayMilliseconds);
  const used = new Map<string, number>();
  const uses = await usesSince(
    tx,
    workspaceId,
    mailboxes.map(({ id }) => id),
    since,
  );
  for (const { mailboxId, messages } of uses) used.set(mailboxId, (used.get(mailboxId) ?? 0) + messages);
  return mailboxes.map((mailbox) => shown(mailbox, { member, now, usedInDay: used.get(mailbox.id) ?? 0 }));
}

/** One of them. @throws Refusal when it is not there */
export async function showMailbox(tools: Pick<Tools, 'clock'>, tx: Tx, member: Member, id: string) {
  const [mailbox] = await showMailboxes(tools, tx, member, [id]);
  if (!mailbox) throw notFound('mailbox');
  return mailbox;
}

function shown(mailbox: Mailbox, { member, now, usedInDay }: { member: Member; now: Date; usedInDay: number }) {
  // What ended by itself holds nothing any more, whether or not a message has left since.
  const isOver = mailbox.parkedUntil !== null && mailbox.parkedUntil <= now;
  const { parkedAt, parkedBecause, parkedUntil } = isOver ? withoutParking : mailbox;
  const { provider, mode, address, name, signature, connectedBy, username, rampFrom, rampDays } = mailbox;
  return {
    id: showId('mailbox', mailbox.id),
    provider,
    mode,
    address,
    name,
    signature,
    connectedBy: connectedBy && showId('user', connectedBy),
    mayChange: mayChange(mailbox, member),
    smtp: serverOf(mailbox.smtpHost, mailbox.smtpPort, mailbox.smtpSecurity),
    imap: serverOf(mailbox.imapHost, mailbox.imapPort, mailbox.imapSecurity),
    username,
    dailyLimit: mailbox.dailyLimit,
    ramp: rampFrom === null || rampDays === null ? null : { from: rampFrom, days: rampDays },
    gapSeconds: mailbox.gapSeconds,
    gapJitterSeconds: mailbox.gapJitterSeconds,
    timeZone: mailbox.timeZone,
    workingDays: bitsToDays(mailbox.workingDays),
    opensMinute: mailbox.opensMinute,
    closesMinute: mailbox.closesMinute,
    holidays: mailbox.holidays,
    dailyCeiling: dailyCeilingOf(mailbox),
    limitNow: limitOn(mailbox, now),
    usedInDay,
    parkedAt: parkedAt?.toISOString() ?? null,
    parkedBecause,
    parkedUntil: parkedUntil?.toISOString() ?? null,
    lastError: mailbox.lastError,
    lastErrorAt: mailbox.lastErrorAt?.toISOString() ?? null,
    lastAcceptedAt: mailbox.lastAcceptedAt?.toISOString() ?? null,
    connectedAt: mailbox.connectedAt.toISOString(),
  };
}

const serverOf = (host: string | null, port: number | null, security: Security | null) =>
  host === null || port === null || security === null ? null : { host, port, security };
