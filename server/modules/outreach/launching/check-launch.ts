import type { Tx } from '../../../platform/database.ts';
import { earlier } from '../../../platform/period.ts';
import type { Tools } from '../../../platform/tools.ts';
import { audienceSql } from '../../contacts/index.ts';
import { mailboxesOf, type Mailbox } from '../../mailboxes/index.ts';
import { suppressedKeys } from '../../suppressions/index.ts';
import { checkFiles } from '../attaching/check-files.ts';
import { approvalMissing, approvalOf } from '../approving/approval.ts';
import type { Step } from '../outreach.ts';
import { mailboxIdsOf, stepsOf, type OutreachRow } from '../store.ts';
import type { InTheWay } from './in-the-way.ts';
import { missingValues } from './missing-values.ts';
import { problemsOfSteps } from './problems-of-steps.ts';
import { countAdded, countMeant, readInBulk, type Meant } from './store.ts';

/** Whom a campaign would be sent to at this moment, as its launch takes them. */
export async function meantBy(tools: Tools, tx: Tx, workspaceId: string, campaign: OutreachRow): Promise<Meant> {
  await readInBulk(tx);
  return {
    workspaceId,
    campaignId: campaign.id,
    audience: await audienceSql(tools, tx, workspaceId, campaign.audience),
    suppressedKeys: await suppressedKeys(tools, tx, workspaceId),
    quietSince: campaign.quietDays > 0 ? earlier(tools.clock.now(), { days: campaign.quietDays }) : null,
    leavesOutBad: campaign.leaveOutBadAddresses,
  };
}

/** Everything that stands in the way of a launch in one answer, and who would be left out; nobody is named. */
export async function checkLaunch(tools: Tools, tx: Tx, workspaceId: string, campaign: OutreachRow) {
  const meant = await meantBy(tools, tx, workspaceId, campaign);
  const steps = await stepsOf(tx, workspaceId, campaign.id, campaign.version);
  const [found, byHand] = [await countMeant(tx, meant), await countAdded(tx, meant)];
  const out = meant.leavesOutBad ? { ofAudience: found.bad, byHand: byHand.bad } : { ofAudience: 0, byHand: 0 };
  const bad = out.ofAudience + out.byHand;
  const added = byHand.added - byHand.suppressed - out.byHand;
  const recipients = found.audience - found.suppressed - out.ofAudience - found.quiet - found.both + added;
  const texts = await problemsOfSteps(tx, meant, steps);
  const mailboxes = await mailboxesOf(tx, workspaceId, await mailboxIdsOf(tx, workspaceId, campaign.id));
  const files = await checkFiles(tx, meant, { steps, knownTags: texts.knownTags, mailboxes });
  const missing = texts.unreadable ? [] : await missingValues(tx, meant, texts.requiredTags);
  const problems = [
    ...mailboxProblems(mailboxes),
    ...(recipients > 0 ? [] : [nobody]),
    ...texts.problems,
    ...missing.map(missingProblem),
    ...files.problems,
    ...timeProblems(campaign, tools.clock.now()),
    ...((await approvalOf(tx, workspaceId, campaign)).approval === 'needed' ? [unapproved] : []),
  ];
  return {
    audience: found.audience,
    added,
    suppressed: found.suppressed + byHand.suppressed,
    bad,
    quiet: found.quiet,
    recipients,
    unjudged: found.unjudged + byHand.unjudged,
    messages: recipients * steps.length,
    problems,
    warnings: [...badWarnings(found.bad + byHand.bad - bad), ...texts.warnings, ...files.warnings, ...delayWarnings(steps)],
  };
}

const nobody: InTheWay = { code: 'audience', sentence: 'Nobody would receive this. Choose lists or segments, or add recipients by hand.' };

const unapproved: InTheWay = { code: 'approval', sentence: approvalMissing };

const missingProblem = ({ tag, recipients }: { tag: string; recipients: number }): InTheWay => ({
  code: 'missing',
  sentence: `${recipients === 1 ? 'One recipient has' : `${recipients.toLocaleString('en')} recipients have`} no value for {{ ${tag} }}.`,
  tag,
  recipients,
});

function badWarnings(recipients: number): InTheWay[] {
  const some = recipients === 1 ? 'One recipient has' : `${recipients.toLocaleString('en')} recipients have`;
  const sentence = `${some} an address that was judged bad. Messages to them will most likely come back.`;
  return recipients > 0 ? [{ code: 'audience', sentence, recipients }] : [];
}

function mailboxProblems(mailboxes: readonly Mailbox[]): InTheWay[] {
  if (mailboxes.length === 0) return [{ code: 'mailboxes', sentence: 'No mailbox is chosen from which it would be sent.' }];
  if (mailboxes.every(({ parkedAt, dailyLimit }) => parkedAt !== null || dailyLimit === 0))
    return [{ code: 'mailboxes', sentence: 'None of the chosen mailboxes sends at the moment. Look at what each of them says.' }];
  return [];
}

function timeProblems({ workingDays, startsAt, endsAt }: OutreachRow, now: Date): InTheWay[] {
  const begin = startsAt && startsAt > now ? startsAt : now;
  return [
    ...(workingDays === 0 ? [{ code: 'window', sentence: 'No day of the week is chosen on which it sends.' } as const] : []),
    ...(endsAt && endsAt <= begin ? [{ code: 'ends', sentence: 'It would end before it begins. Choose a later end.' } as const] : []),
  ];
}

function delayWarnings(steps: readonly Step[]): InTheWay[] {
  return steps.flatMap(({ delayHours }, index) =>
    index > 0 && delayHours < 24
      ? [{ code: 'steps', step: index + 1, sentence: 'This step follows within a day. Few people answer that fast.' } as const]
      : [],
  );
}
