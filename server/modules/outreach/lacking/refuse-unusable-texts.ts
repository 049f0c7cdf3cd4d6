import type { Tx } from '../../../platform/database.ts';
import { Refusal } from '../../../platform/errors.ts';
import { sentencesOfStrangeTags } from '../attaching/check-files.ts';
import { problemsOfSteps } from '../launching/problems-of-steps.ts';
import type { Step } from '../outreach.ts';
import { countLacking } from './store.ts';

/**
 * Refuses texts for a campaign that was launched with which it could not have been launched: those that nobody’s message can be made of, and those
 * that ask for a value that somebody who still comes to them has not.
 */
export async function refuseUnusableTexts(
  tx: Tx,
  where: { workspaceId: string; campaignId: string },
  steps: readonly Step[],
): Promise<void> {
  const { problems, needs, knownTags } = await problemsOfSteps(tx, where, steps);
  const [first] = [...problems.map(({ sentence }) => sentence), ...sentencesOfStrangeTags(steps, knownTags)];
  if (first !== undefined) throw new Refusal('refused', 'text_unusable', `${first} Nothing was saved.`);
  const [most] = await countLacking(tx, where, needs);
  if (most) throw new Refusal('refused', 'values_missing', lackingSentence(most));
}

const lackingSentence = ({ tag, recipients }: { tag: string; recipients: number }) =>
  `${recipients === 1 ? 'One recipient who still waits has' : `${recipients.toLocaleString('en')} recipients who still wait have`} no value for {{ ${tag} }}. Give it a fallback, such as {{ ${tag} | default: "…" }}. Nothing was saved.`;
