import { createHash } from 'node:crypto';
import { advocacyTags } from '../../../shared/advocacy-tags.ts';
import { checkText, fillText } from '../../../shared/merge-tags.ts';

export type CampaignState = 'draft' | 'published' | 'paused' | 'closed';
export type Editing = 'whole' | 'own_line' | 'locked';

/** What may follow what. Closed is for good: its recipients' year has begun. */
const following: Record<CampaignState, readonly CampaignState[]> = {
  draft: ['published'],
  published: ['paused', 'closed'],
  paused: ['published', 'closed'],
  closed: [],
};

export function mayFollow(from: CampaignState, to: CampaignState): boolean {
  return following[from].includes(to);
}

export interface CampaignText {
  subject: string;
  body: string;
}

export interface LetterRecipient {
  name: string;
  salutation: string;
  district: string;
}

export interface CampaignProblem {
  field: 'subject' | 'body' | 'recipients' | 'slug';
  sentence: string;
  line?: number;
}

const known = Object.keys(advocacyTags);

/** What stands in the way of publishing: broken merge tags, recipients whose letter would have a gap, nobody to write to. */
export function problemsOf(text: CampaignText, recipients: readonly LetterRecipient[]): CampaignProblem[] {
  const problems: CampaignProblem[] = (['subject', 'body'] as const).flatMap((field) =>
    checkText(text[field], known).map(({ sentence, line }) => ({ field, sentence, line })),
  );
  if (recipients.length === 0)
    problems.push({ field: 'recipients', sentence: 'There is nobody to write to yet. Add at least one recipient.' });
  if (problems.some((problem) => problem.field !== 'recipients')) return problems;
  const gaps = recipients.filter((recipient) => fillLetter(text, recipient, 'A Supporter').missing.length > 0);
  const first = gaps[0];
  if (first) {
    const missing = fillLetter(text, first, 'A Supporter')
      .missing.map((tag) => `{{ ${tag} }}`)
      .join(' and ');
    const others = gaps.length > 1 ? ` and ${gaps.length - 1} more` : '';
    problems.push({
      field: 'recipients',
      sentence: `${first.name}${others} would get a letter with a gap: nothing is known for ${missing}. Fill it in, or give the merge tag a default.`,
    });
  }
  return problems;
}

/** The letter as one recipient reads it. Tags without value and fallback are named in `missing` and left standing. */
export function fillLetter(text: CampaignText, recipient: LetterRecipient, supporterName: string): CampaignText & { missing: string[] } {
  const values = {
    'recipient.name': recipient.name,
    'recipient.salutation': recipient.salutation,
    'recipient.district': recipient.district,
    'supporter.name': supporterName,
  };
  const subject = fillText(text.subject, values);
  const body = fillText(text.body, values);
  const missing = [...new Set([subject, body].flatMap((filled) => (filled.ok ? [] : filled.missing)))];
  return { subject: subject.ok ? subject.text : text.subject, body: body.ok ? body.text : text.body, missing };
}

/** Binds a confirmation to the very words that were shown (hard case: text changed while a flow is open). */
export function hashOfText(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
