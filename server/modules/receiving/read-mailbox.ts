import { stopwatch } from '../../platform/clock.ts';
import type { Tools } from '../../platform/tools.ts';
import { faultOf } from '../../platform/last-resort.ts';
import type { OpenReading, ReadMail } from '../../providers/capabilities.ts';
import { ProviderFailure, type FailureCode } from '../../providers/failure.ts';
import { parkMailbox } from '../mailboxes/index.ts';
import { findChecks } from './find-checks.ts';
import { findOurs } from './find-ours.ts';
import { followArrived, type FollowingNeeds } from './follow-arrived.ts';
import { lookUpUncertain } from './look-up-uncertain.ts';
import { updateReading, type Reading } from './store.ts';

export interface ReadingNeeds extends FollowingNeeds {
  open(workspaceId: string, mailboxId: string): Promise<OpenReading>;
  mail: ReadMail;
}

/** How many heads are looked at before the mark is kept. */
const headsAtOnce = 100;
/** How often a mailbox is asked that does not tell by itself. */
const everySeconds = 60;
const longestWaitSeconds = 3600;
/** After so many failures at one message it is passed over, so that the others are read. */
const mostFailures = 5;
/** Whoever has more to read than in so long lets others go first. */
const turnSeconds = 60;
/** What a whole account cannot do, whichever message is asked for. */
const ofAccount: ReadonlySet<FailureCode> = new Set([
  ...(['consent_revoked', 'consent_missing_scope', 'admin_blocked', 'no_mailbox'] as const),
  ...(['user_quota', 'daily_quota', 'project_quota', 'unreachable', 'quarantined'] as const),
]);

/**
 * Reads what came to one mailbox since the last time, to its end or for a minute, and does what follows from it; then looks for messages of which nobody
 * knows whether they left. The mark moves only after everything before it was done, so a process that is killed reads some of it twice and loses none.
 */
export async function readMailbox(tools: Tools, needs: ReadingNeeds, by: string, reading: Reading): Promise<void> {
  const { workspaceId, mailboxId } = reading;
  const keep = (set: Parameters<typeof updateReading>[3]) =>
    tools.database.inWorkspace(workspaceId, (tx) => updateReading(tx, reading, by, set));
  try {
    const opened = await needs.open(workspaceId, mailboxId);
    const isAtEnd = await readOn(tools, needs, { reading, opened, keep });
    if (isAtEnd) await lookUpUncertain(tools, reading, needs.mail, opened);
    const now = tools.clock.now();
    await keep({ ...(isAtEnd ? { readAt: now, nextAt: after(now, everySeconds) } : { nextAt: now }), failed: 0, lastError: null });
  } catch (error) {
    const failure = error instanceof ProviderFailure ? error : undefined;
    if (!failure) tools.log.error('mailbox_not_read', faultOf(error));
    const failed = reading.failed + 1;
    const seconds = Math.max(failure?.retryAfterSeconds ?? 0, Math.min(everySeconds * 2 ** Math.min(failed, 10), longestWaitSeconds));
    const lastError = failure?.message ?? 'What came to this mailbox could not be read. It is tried again.';
    await keep({ failed: Math.min(failed, 1000), lastError, nextAt: after(tools.clock.now(), seconds) });
    // A permission to read alone that is missing keeps nobody from sending.
    if (failure?.verdict === 'reconnect' && failure.code !== 'consent_missing_scope')
      await tools.database.inWorkspace(workspaceId, (tx) =>
        parkMailbox(tools, tx, { workspaceId, mailboxId }, { because: 'reconnect', until: null, error: failure.message }),
      );
  }
}

interface Under {
  reading: Reading;
  opened: OpenReading;
  /** Keeps how far it is; says whether the mailbox is still ours to read. */
  keep(set: Parameters<typeof updateReading>[3]): Promise<boolean>;
}

/** Whether it came to the end. */
async function readOn(tools: Tools, needs: ReadingNeeds, under: Under): Promise<boolean> {
  const { mail } = needs;
  const { reading, opened, keep } = under;
  const { workspaceId, mailboxId } = reading;
  let { cursor, stuck, stuckOn } = reading;
  if (cursor === null) {
    await keep({ cursor: await mail.begin(opened), begunAt: tools.clock.now() });
    return true;
  }
  const since = reading.readAt ?? reading.begunAt ?? tools.clock.now();
  const seconds = stopwatch();
  for (;;) {
    const changes = await mail.changesSince(opened, cursor, { since, most: headsAtOnce });
    const now = tools.clock.now();
    const of = { workspaceId, mailboxId, now };
    const [checks, concerning] = await tools.database.inWorkspace(workspaceId, async (tx) => [
      await findChecks(tx, of, changes.heads),
      await findOurs(tx, of, changes.heads),
    ]);
    const all = [...checks, ...concerning];
    const stuckAt = all.findIndex(({ head }) => head.providerMessageId === stuckOn);
    for (const [place, one] of all.entries())
      try {
        await followArrived(tools, needs, { workspaceId, mailboxId, opened }, one);
      } catch (error) {
        if (error instanceof ProviderFailure && ofAccount.has(error.code)) throw error;
        // What stands before the one at which it was stuck was done, or given up, before.
        if (place >= stuckAt) {
          const { providerMessageId } = one.head;
          if (providerMessageId !== stuckOn) [stuck, stuckOn] = [0, providerMessageId];
          stuck += 1;
          await keep({ stuck, stuckOn });
          if (stuck < mostFailures) throw error;
        }
        tools.log.error('message_passed_over', faultOf(error));
      }
    [stuck, stuckOn] = [0, null];
    if (!(await keep({ cursor: changes.cursor, stuck, stuckOn }))) return true;
    if (!changes.more) return true;
    ({ cursor } = changes);
    if (seconds() > turnSeconds) return false;
  }
}

const after = (now: Date, seconds: number) => new Date(now.getTime() + seconds * 1000);
