import type { Tx } from '../../../platform/database.ts';
import { mergeTagsOf } from '../../contacts/index.ts';
import { compileText, fillFileName, problemsOf, requiredTags } from '../../templates/index.ts';
import { askedFiles } from '../attaching/asked-files.ts';
import type { Step } from '../outreach.ts';
import type { InTheWay } from './in-the-way.ts';
import { ownTagsOf } from './store.ts';

/** A merge tag that a recipient needs a value for until they were sent this step, in this variant, or in any where none is named. */
export interface Need {
  tag: string;
  step: number;
  variant: string | null;
}

/**
 * What is wrong in the texts of a campaign, whoever reads them, and which merge tags every recipient needs a value for. `unreadable` says that a text
 * cannot be filled at all, so that nothing is known of its tags.
 */
export async function problemsOfSteps(tx: Tx, where: { workspaceId: string; campaignId: string }, steps: readonly Step[]) {
  const knownTags = await knownTagsOf(tx, where);
  const found = steps.flatMap((step, index) =>
    step.texts.map((text) => ({ ...checkText(text, knownTags), step: index + 1, variant: text.variant })),
  );
  const several = (steps[0]?.texts.length ?? 0) > 1;
  const inWords = (of: (typeof found)[number], sentence: string): InTheWay => ({
    code: 'text',
    step: of.step,
    variant: of.variant,
    sentence: `Step ${of.step}${several ? `, variant ${of.variant.toUpperCase()}` : ''}: ${sentence}`,
  });
  const needs = [
    ...found.flatMap(({ required, step, variant }): Need[] => required.map((tag) => ({ tag, step, variant }))),
    ...requiredByFiles(steps),
  ].filter(({ tag }) => knownTags.includes(tag));
  return {
    problems: found.flatMap((of) => of.stops.map((sentence) => inWords(of, sentence))),
    warnings: found.flatMap((of) => of.warns.map((sentence) => inWords(of, sentence))),
    unreadable: found.some(({ stops }) => stops.length > 0),
    needs,
    requiredTags: [...new Set(needs.map(({ tag }) => tag))],
    knownTags,
  };
}

/** The merge tags that have a value in this campaign: those of contacts, and the columns of rows that were pasted into it. */
export async function knownTagsOf(tx: Tx, { workspaceId, campaignId }: { workspaceId: string; campaignId: string }): Promise<string[]> {
  return [...new Set([...(await mergeTagsOf(tx, workspaceId)), ...(await ownTagsOf(tx, { workspaceId, campaignId }))])];
}

/** The tags without which the names of files cannot be filled. */
function requiredByFiles(steps: readonly Step[]): Need[] {
  return askedFiles(steps).flatMap(({ name, step, variant = null }) => {
    const everything = Object.fromEntries(name.tags.map((tag) => [tag, '-']));
    const required = name.tags.filter((tag) => fillFileName(name, { ...everything, [tag]: '' }) === undefined);
    return name.problems.length > 0 ? [] : required.map((tag) => ({ tag, step, variant }));
  });
}

function checkText(text: { subject: string; html: string }, knownTags: readonly string[]) {
  const problems = problemsOf(text, [...knownTags]);
  const stops = problems.filter(({ stops }) => stops);
  return {
    stops: stops.map(({ sentence }) => sentence),
    warns: problems.filter(({ stops }) => !stops).map(({ sentence }) => sentence),
    required: stops.length > 0 ? [] : requiredTags(compileText(text)),
  };
}
