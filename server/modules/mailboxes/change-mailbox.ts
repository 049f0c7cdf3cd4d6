import { cleanHeaderText } from '../../../shared/header-text.ts';
import type { Member } from '../../platform/api.ts';
import { Refusal } from '../../platform/errors.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { problemOfSignature } from '../templates/index.ts';
import { daysToBits, refuseBeyondCeiling, refuseUnlessTheirs } from './mailbox.ts';
import { lockMailbox, updatePacing, type PacingChange } from './store.ts';

export interface MailboxChange {
  name?: string | undefined;
  signature?: string | undefined;
  dailyLimit?: number | undefined;
  ramp?: { from: number; days: number } | null | undefined;
  gapSeconds?: number | undefined;
  gapJitterSeconds?: number | undefined;
  timeZone?: string | undefined;
  /** 1 is Monday. */
  workingDays?: readonly number[] | undefined;
  opensMinute?: number | undefined;
  closesMinute?: number | undefined;
  holidays?: readonly string[] | undefined;
}

/**
 * Changes name, signature or pacing of a mailbox. What is on its way leaves by the old words; from the next message on the new ones hold. A signature that
 * could not be filled for everybody is refused: it would keep every message above it from leaving.
 */
export async function changeMailbox(
  tools: Tools,
  { actor, member }: { actor: Actor; member: Member },
  id: string,
  change: MailboxChange,
): Promise<void> {
  const { workspaceId } = member;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const mailbox = refuseUnlessTheirs(await lockMailbox(tx, workspaceId, id), member);
    const { ramp, workingDays, holidays, name, ...plain } = change;
    if (plain.dailyLimit !== undefined) refuseBeyondCeiling(mailbox, plain.dailyLimit);
    const dailyLimit = plain.dailyLimit ?? mailbox.dailyLimit;
    if (ramp && ramp.from > dailyLimit)
      throw new Refusal(
        'invalid',
        'ramp_beyond_limit',
        'A ramp begins below the limit that it leads to. Lower its first day, or raise the limit.',
      );
    if (name !== undefined && cleanHeaderText(name) === '')
      throw new Refusal('invalid', 'name_missing', 'Give the mailbox a name that people can read.');
    const wrong = plain.signature === undefined ? undefined : problemOfSignature(plain.signature);
    if (wrong !== undefined) throw new Refusal('invalid', 'signature_unusable', `In the signature: ${wrong}`);
    const changed: PacingChange = {
      ...plain,
      ...(name === undefined ? {} : { name: cleanHeaderText(name) }),
      ...(workingDays === undefined ? {} : { workingDays: daysToBits(workingDays) }),
      ...(holidays === undefined ? {} : { holidays: [...new Set(holidays)].sort() }),
      ...(ramp === undefined ? {} : rampOf(mailbox, ramp, tools.clock.now())),
    };
    await updatePacing(tx, { workspaceId, id }, changed);
    const entry = {
      action: 'mailbox.changed',
      subject: { kind: 'mailbox', id },
      details: { fields: Object.keys(change).sort().join(' '), dailyLimit },
    } as const;
    await recordEntry(tools, tx, { workspaceId, actor }, entry);
  });
}

/** A ramp that is the same as before goes on; another one begins now. */
function rampOf(
  before: { rampFrom: number | null; rampDays: number | null; rampBeganAt: Date | null },
  ramp: { from: number; days: number } | null,
  now: Date,
) {
  if (ramp === null) return { rampFrom: null, rampDays: null, rampBeganAt: null };
  const same = before.rampFrom === ramp.from && before.rampDays === ramp.days && before.rampBeganAt !== null;
  return { rampFrom: ramp.from, rampDays: ramp.days, rampBeganAt: same ? before.rampBeganAt : now };
}
