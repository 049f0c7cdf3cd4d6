import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { mailboxesOf } from '../mailboxes/index.ts';
import { pauseUnapproved } from './approving/pause-unapproved.ts';
import { refuseUnknownZone } from './create-outreach.ts';
import { trackings, type Settings, type Tracking } from './outreach.ts';
import { lockOutreach, setMailboxes, updateOutreach, type OutreachRow } from './store.ts';

const decidedAtLaunch = ['audience', 'startsAt', 'quietDays', 'holdMinutes', 'language'] as const;

export type OutreachEdit = { [Field in keyof Settings]?: Settings[Field] | undefined } & { mailboxes?: string[] | undefined };

/**
 * Changes what was set for a campaign. Whom it is meant for and when it begins is decided at its launch; everything else holds from now on, for
 * what was not sent yet. A finished campaign keeps its settings, but for its name. What it wants to know of being opened can be made less at any time.
 */
export async function changeOutreach(
  tools: Tools,
  actor: Actor,
  { workspaceId, userId }: Member,
  { id, edit }: { id: string; edit: OutreachEdit },
): Promise<void> {
  const { mailboxes, ...settings } = edit;
  const change = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<Settings>;
  if (change.timeZone !== undefined) refuseUnknownZone(change.timeZone);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const before = await lockOutreach(tx, workspaceId, id);
    if (!before) throw notFound('team campaign');
    const { name: _name, ...others } = change;
    refuseRaised(before, change.tracking);
    const { tracking: _tracking, ...decided } = others;
    if (before.state === 'finished' && (mailboxes !== undefined || Object.keys(decided).length > 0))
      throw new Refusal(
        'conflict',
        'outreach_finished',
        'This campaign is finished. Only its name can be changed, and tracking be lowered.',
      );
    // A start that is taken away is a change too: nothing would begin it then.
    if (before.launchedAt && decidedAtLaunch.some((name) => change[name] !== undefined))
      throw new Refusal(
        'conflict',
        'outreach_launched',
        'This campaign was launched, so its recipients are decided. Add or remove single recipients instead.',
      );
    const { opensMinute, closesMinute } = { ...before, ...change };
    if (opensMinute === closesMinute)
      throw new Refusal('invalid', 'window_empty', 'The sending hours end when they begin. Choose a later end.');
    if (mailboxes !== undefined) {
      const there = await mailboxesOf(tx, workspaceId, mailboxes);
      if (there.length < new Set(mailboxes).size) throw notFound('mailbox');
      await setMailboxes(tx, workspaceId, id, mailboxes);
    }
    const onlyName = mailboxes === undefined && Object.keys(others).length === 0;
    await updateOutreach(tx, workspaceId, id, { ...change, ...(onlyName ? {} : { changedBy: userId }) });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.changed', subject: { kind: 'outreach', id } });
    if (!onlyName) await pauseUnapproved(tools, tx, workspaceId, id);
  });
}

/** Whoever was written to was told what their message tells: it never tells more afterwards. */
function refuseRaised({ launchedAt, tracking: before }: OutreachRow, after: Tracking | undefined): void {
  if (after !== undefined && launchedAt && trackings.indexOf(after) > trackings.indexOf(before))
    throw new Refusal('conflict', 'tracking_raised', 'This campaign was launched. Tracking can be lowered or switched off, not raised.');
}
