import type { Member } from '../../platform/api.ts';
import { notFound, Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { mailboxesOf } from '../mailboxes/index.ts';
import { refuseUnknownZone } from './create-outreach.ts';
import type { Settings } from './outreach.ts';
import { lockOutreach, setMailboxes, updateOutreach } from './store.ts';

const decidedAtLaunch = ['audience', 'startsAt', 'quietDays'] as const;

export type OutreachEdit = { [Field in keyof Settings]?: Settings[Field] | undefined } & { mailboxes?: string[] | undefined };

/**
 * Changes what was set for a campaign. Whom it is meant for and when it begins is decided at its launch; everything else holds from now on, for
 * what was not sent yet. A finished campaign keeps its settings, but for its name.
 */
export async function changeOutreach(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, edit }: { id: string; edit: OutreachEdit },
): Promise<void> {
  const { mailboxes, ...settings } = edit;
  const change = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<Settings>;
  if (change.timeZone !== undefined) refuseUnknownZone(change.timeZone);
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const before = await lockOutreach(tx, workspaceId, id);
    if (!before) throw notFound('team campaign');
    const { name: _name, ...others } = change;
    if (before.state === 'finished' && (mailboxes !== undefined || Object.keys(others).length > 0))
      throw new Refusal('conflict', 'outreach_finished', 'This campaign is finished. Only its name can be changed.');
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
    await updateOutreach(tx, workspaceId, id, change);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'outreach.changed', subject: { kind: 'outreach', id } });
  });
}
