import { advocacyTags } from '../../../shared/advocacy-tags.ts';
import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { asOwnWords, checkText } from '../../../shared/merge-tags.ts';
import { withOtherLinks } from '../../../shared/web-links.ts';
import { withOwnText, type Chosen } from '../../../shared/wording.ts';
import {
  chosenFor,
  fillLetter,
  hashOfText,
  type CampaignRow,
  type CampaignText,
  type Editing,
  type Recipient,
  type Wording,
} from '../campaigns/index.ts';
import type { Draft } from './flow.ts';

/** One letter as it will leave, word for word. Its hash binds a confirmation to it, and to the organiser’s text as it was then. */
export interface Letter extends CampaignText {
  recipient: Recipient;
  hash: string;
}

/** The letter in two parts, between which a supporter's own line stands: what comes before, and the closing. */
export function aroundOwnLine(body: string): { before: string; closing: string } {
  const at = body.trimEnd().lastIndexOf('\n\n');
  return at === -1 ? { before: body, closing: '' } : { before: body.slice(0, at), closing: body.slice(at + 2) };
}

/** The prepared words with what the supporter made of them, as far as the organiser lets them. */
export function withDraft(chosen: Chosen, editing: Editing, draft: Draft): CampaignText {
  const { subject, body } = chosen;
  if (editing === 'whole') return { subject: draft.subject ?? subject, body: draft.body ?? body };
  if (editing === 'part') return { subject, body: draft.ownText === undefined ? body : withOwnText(chosen, draft.ownText) };
  if (editing === 'locked' || !draft.ownLine) return { subject, body };
  const { before, closing } = aroundOwnLine(body);
  return { subject, body: [before, asOwnWords(draft.ownLine), closing].filter(Boolean).join('\n\n') };
}

/** What a form of the action page says, cleaned as it will be sent; fields that the organiser locked are not even read. */
export function readDraft(form: { get(name: string): string | undefined }, editing: Editing): Draft {
  const text = (name: string, most: number) =>
    normaliseBody(form.get(name) ?? '')
      .slice(0, most)
      .trim();
  if (editing === 'own_line') return { ownLine: text('own_line', 400) };
  if (editing === 'part') return { ownText: text('own_text', 5_000) };
  if (editing === 'locked') return {};
  return { subject: cleanHeaderText(text('subject', 200)), body: text('body', 10_000) };
}

/** What is wrong with a supporter's own version, as one sentence; undefined when it can be sent. */
export function problemOfDraft(
  draft: Draft,
  { editing, ownTextRequired }: Pick<CampaignRow, 'editing' | 'ownTextRequired'>,
): string | undefined {
  if (ownTextRequired && editing === 'own_line' && !draft.ownLine)
    return 'Please write a line of your own. It is what makes the letter yours.';
  if (ownTextRequired && editing === 'part' && !draft.ownText) return 'Please write something of your own in the open part of the letter.';
  if (editing !== 'whole') return undefined;
  if (!draft.subject) return 'The subject is empty. Please write one.';
  if (!draft.body) return 'The letter is empty. Please write something.';
  const [problem] = checkText(`${draft.subject}\n${draft.body}`, Object.keys(advocacyTags));
  return problem && `Something between double braces cannot be filled in. ${problem.sentence}`;
}

/** Everything that a letter is made of besides its recipient. */
export interface Writing {
  campaign: Pick<CampaignRow, 'textVersion' | 'editing' | 'language' | 'subjects' | 'body' | 'rules'>;
  wordings: readonly Wording[];
  language: string;
  combination: number;
  draft: Draft;
  from: { name: string; address: string };
  /** The line under every letter, by which its reader learns more and can ask for no more. */
  footer: string;
  /** Links of the organiser that are counted, and what stands in the letter instead. */
  links: ReadonlyMap<string, string>;
}

/** The letters of one supporter, each for one recipient. Who would get a letter with a gap gets none: `gaps` names them. */
export function writeLetters(writing: Writing, recipients: readonly Recipient[]): { letters: Letter[]; gaps: Recipient[] } {
  const { campaign, from, links, footer } = writing;
  const letters: Letter[] = [];
  const gaps: Recipient[] = [];
  for (const recipient of recipients) {
    const text = withDraft(chosenFor(campaign, writing.wordings, recipient, writing), campaign.editing, writing.draft);
    const filled = fillLetter(text, recipient, from.name);
    const subject = cleanHeaderText(filled.subject);
    const words = normaliseBody(filled.body);
    if (filled.missing.length > 0 || !subject || !words.trim()) {
      gaps.push(recipient);
      continue;
    }
    const body = `${withOtherLinks(words, links).trimEnd()}\n\n${footer}`;
    const parts = [String(campaign.textVersion), from.name, from.address, recipient.name, recipient.email, subject, body];
    letters.push({ recipient, subject, body, hash: hashOfText(parts) });
  }
  return { letters, gaps };
}

/** What a confirmation is bound to: each recipient that was shown, with the hash of what was shown for them. */
export function contentHashOf(letters: readonly Letter[]): string {
  return letters.map(({ recipient, hash }) => `${recipient.id}.${hash}`).join(',');
}

/** The recipients and hashes of a confirmation; undefined for anything that our page cannot have sent. */
export function readContentHash(text: string | undefined): Map<string, string> | undefined {
  const entries = (text ?? '').split(',').map((entry) => /^([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/.exec(entry));
  if (entries.some((entry) => entry === null)) return undefined;
  return new Map(entries.flatMap((entry) => (entry?.[1] && entry[2] ? [[entry[1], entry[2]] as const] : [])));
}
