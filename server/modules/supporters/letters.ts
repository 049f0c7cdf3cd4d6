import { advocacyTags } from '../../../shared/advocacy-tags.ts';
import { normaliseBody } from '../../../shared/body-text.ts';
import { cleanHeaderText } from '../../../shared/header-text.ts';
import { checkText } from '../../../shared/merge-tags.ts';
import { fillLetter, hashOfText, type CampaignText, type Recipient } from '../campaigns/index.ts';
import type { Draft } from './flow.ts';

/** One letter as it will leave, word for word. Its hash binds a confirmation to it, and to the organiser’s text as it was then. */
export interface Letter extends CampaignText {
  recipient: Recipient;
  hash: string;
}

type Editing = 'whole' | 'own_line' | 'locked';

/** The letter in two parts, between which a supporter's own line stands: what comes before, and the closing. */
export function aroundOwnLine(body: string): { before: string; closing: string } {
  const at = body.trimEnd().lastIndexOf('\n\n');
  return at === -1 ? { before: body, closing: '' } : { before: body.slice(0, at), closing: body.slice(at + 2) };
}

/** The campaign's text with what the supporter made of it, as far as the organiser lets them. */
export function withDraft(text: CampaignText, editing: Editing, draft: Draft): CampaignText {
  if (editing === 'whole') return { subject: draft.subject ?? text.subject, body: draft.body ?? text.body };
  if (editing === 'locked' || !draft.ownLine) return { subject: text.subject, body: text.body };
  const { before, closing } = aroundOwnLine(text.body);
  // What a supporter types is their words, never a merge tag of ours.
  const own = draft.ownLine.replaceAll('{{', '{ {').replaceAll('}}', '} }');
  return { subject: text.subject, body: [before, own, closing].filter(Boolean).join('\n\n') };
}

/** What a form of the action page says, cleaned as it will be sent; fields that the organiser locked are not even read. */
export function readDraft(form: { get(name: string): string | undefined }, editing: Editing): Draft {
  const text = (name: string, most: number) =>
    normaliseBody(form.get(name) ?? '')
      .slice(0, most)
      .trim();
  if (editing === 'own_line') return { ownLine: text('own_line', 400) };
  if (editing === 'locked') return {};
  return { subject: cleanHeaderText(text('subject', 200)), body: text('body', 10_000) };
}

/** What is wrong with a supporter's own version, as one sentence; undefined when it can be sent. */
export function problemOfDraft(draft: Draft, editing: Editing): string | undefined {
  if (editing !== 'whole') return undefined;
  if (!draft.subject) return 'The subject is empty. Please write one.';
  if (!draft.body) return 'The letter is empty. Please write something.';
  const [problem] = checkText(`${draft.subject}\n${draft.body}`, Object.keys(advocacyTags));
  return problem && `Something between double braces cannot be filled in. ${problem.sentence}`;
}

/** The letters of one supporter, each for one recipient. Who would get a letter with a gap gets none: `gaps` names them. */
export function writeLetters(
  campaign: CampaignText & { editing: Editing; textVersion: number },
  draft: Draft,
  recipients: readonly Recipient[],
  from: { name: string; address: string },
): { letters: Letter[]; gaps: Recipient[] } {
  const text = withDraft(campaign, campaign.editing, draft);
  const letters: Letter[] = [];
  const gaps: Recipient[] = [];
  for (const recipient of recipients) {
    const filled = fillLetter(text, recipient, from.name);
    const subject = cleanHeaderText(filled.subject);
    const body = normaliseBody(filled.body);
    if (filled.missing.length > 0 || !subject || !body.trim()) gaps.push(recipient);
    else
      letters.push({
        recipient,
        subject,
        body,
        hash: hashOfText([String(campaign.textVersion), from.name, from.address, recipient.name, recipient.email, subject, body]),
      });
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
