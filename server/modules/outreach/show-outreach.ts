import type { Tx } from '../../platform/database.ts';
import { notFound } from '../../platform/errors.ts';
import { showId } from '../../platform/ids.ts';
import { mailboxesOf } from '../mailboxes/index.ts';
import { approvalOf } from './approving/approval.ts';
import { countsByText, sumOf, type OutreachCounts } from './counts/store.ts';
import { mayTakeBack, type Audience } from './outreach.ts';
import { findOutreach, mailboxIdsOf, stepsOf, type OutreachRow } from './store.ts';

const moment = (at: Date | null) => at?.toISOString() ?? null;

/** A team campaign as lists show it. */
export function shownSummary(row: OutreachRow, counts: OutreachCounts) {
  const { name, state, pausedBecause } = row;
  return {
    id: showId('outreach', row.id),
    ...{ name, state, pausedBecause, counts },
    createdAt: row.createdAt.toISOString(),
    startsAt: moment(row.startsAt),
    launchedAt: moment(row.launchedAt),
    pausedAt: moment(row.pausedAt),
    finishedAt: moment(row.finishedAt),
  };
}

/** One team campaign with everything that was set and what became of it so far. Counts are read where they are kept and never counted anew. */
export async function showOutreach(tx: Tx, workspaceId: string, id: string) {
  const row = await findOutreach(tx, workspaceId, id);
  if (!row) throw notFound('team campaign');
  const mailboxes = await mailboxesOf(tx, workspaceId, await mailboxIdsOf(tx, workspaceId, id));
  const steps = await stepsOf(tx, workspaceId, id, row.version);
  const counts = await countsByText(tx, workspaceId, id);
  const {
    timeZone,
    byRecipientZone,
    workingDays,
    opensMinute,
    closesMinute,
    stopForCompany,
    quietDays,
    leaveOutBadAddresses,
    holdMinutes,
    tracking,
    language,
    version,
  } = row;
  return {
    ...shownSummary(row, sumOf(counts)),
    ...{
      timeZone,
      byRecipientZone,
      workingDays,
      opensMinute,
      closesMinute,
      stopForCompany,
      quietDays,
      leaveOutBadAddresses,
      holdMinutes,
      tracking,
      language,
      version,
    },
    holdEndsAt: moment(row.holdEndsAt),
    mayTakeBack: mayTakeBack(row),
    ...(await approvalOf(tx, workspaceId, row)),
    endsAt: moment(row.endsAt),
    audience: shownAudience(row.audience),
    mailboxes: mailboxes.map(({ id: mailbox, name, address, parkedBecause }) => ({
      id: showId('mailbox', mailbox),
      ...{ name, address },
      parked: parkedBecause,
    })),
    steps: steps.map((step, index) => ({
      ...step,
      counts: sumOf(counts.filter((one) => one.step === index + 1)),
      texts: step.texts.map((text) => ({
        ...text,
        counts: sumOf(counts.filter((one) => one.step === index + 1 && one.variant === text.variant)),
      })),
    })),
  };
}

const shownAudience = ({ lists, segments, exceptLists, exceptSegments }: Audience) => ({
  lists: lists.map((id) => showId('list', id)),
  segments: segments.map((id) => showId('segment', id)),
  exceptLists: exceptLists.map((id) => showId('list', id)),
  exceptSegments: exceptSegments.map((id) => showId('segment', id)),
});
