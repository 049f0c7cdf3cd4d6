import { createHash, randomInt } from 'node:crypto';
import type { z } from 'zod';
import { tagValues, type LetterRecipient } from '../../../shared/advocacy-tags.ts';
import type { choice, rule } from '../../../shared/contract/campaign-shapes.ts';
import { fillText } from '../../../shared/merge-tags.ts';
import type { Tx } from '../../platform/database.ts';

export type CampaignState = 'draft' | 'published' | 'paused' | 'closed';
/** What a supporter may change: everything, the part between `[yours]` and `[/yours]`, one added line, or nothing. */
export type Editing = 'whole' | 'part' | 'own_line' | 'locked';
export type Choice = z.output<typeof choice>;
export type Rule = z.output<typeof rule>;

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

/** Why nothing may be sent in a campaign at a moment; undefined when it may. */
export function whyNotNow(
  {
    state,
    heldAt,
    restingUntil,
    quarantinedAt,
  }: { state: string; heldAt: Date | null; restingUntil: Date | null; quarantinedAt: Date | null },
  at: Date,
): 'campaign_closed' | 'campaign_paused' | 'campaign_held' | 'campaign_quarantined' | 'campaign_resting' | undefined {
  if (state === 'closed') return 'campaign_closed';
  if (state !== 'published') return 'campaign_paused';
  if (heldAt) return 'campaign_held';
  if (quarantinedAt) return 'campaign_quarantined';
  return restingUntil && restingUntil > at ? 'campaign_resting' : undefined;
}

export interface CampaignText {
  subject: string;
  body: string;
}

/** One message in one language: its subjects, and its body with alternatives. */
export interface Wording {
  message: string;
  language: string;
  subjects: string[];
  body: string;
}

/** The lines that stand under every letter of a campaign, in the language of the letter. */
export type FooterOf = (tx: Tx, campaign: { workspaceId: string; code: string }, language: string) => Promise<string>;

/** The letter as one recipient reads it, or nobody yet. Tags without value and fallback are named in `missing` and left standing. */
export function fillLetter(
  text: CampaignText,
  recipient: LetterRecipient | null,
  supporterName: string,
): CampaignText & { missing: string[] } {
  const values = tagValues(recipient, supporterName);
  const subject = fillText(text.subject, values);
  const body = fillText(text.body, values);
  const missing = [...new Set([subject, body].flatMap((filled) => (filled.ok ? [] : filled.missing)))];
  return { subject: subject.ok ? subject.text : text.subject, body: body.ok ? body.text : text.body, missing };
}

/** Binds a confirmation to the very words that were shown (hard case: text changed while a flow is open). */
export function hashOfText(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** Crockford's alphabet: no letter that is read as a figure, so that a code can be typed from paper. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new code under which the public can check that a campaign is genuine: eight characters, 40 random bits. */
export function newCode(): string {
  return Array.from({ length: 8 }, () => alphabet[randomInt(32)]).join('');
}

/** A code as somebody typed it: small letters, blanks, hyphens and look-alikes are forgiven. */
export function readCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1').slice(0, 20);
}

/**
 * The goal that is shown: the organiser's own, or, where it grows, the next round number once nine tenths are reached.
 * Nobody is told that a goal was reached and everything is over.
 */
export function shownGoal({ goal, goalGrows }: { goal: number | null; goalGrows: boolean }, reached: number): number | null {
  if (goal === null || !goalGrows) return goal;
  let shown = goal;
  while (reached >= shown * 0.9) shown = roundUp(shown * 1.5);
  return shown;
}

function roundUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1) * 5;
  return Math.ceil(value / step) * step;
}
