import { allows } from '../../../../shared/permissions.ts';
import type { Member } from '../../../platform/api.ts';
import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { ProviderFailure } from '../../../providers/failure.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import type { TestSender, TestWords } from '../../deliveries/index.ts';
import { createShelf } from '../../files/index.ts';
import { mailboxesOf, sendTestFrom, type Mailbox, type MailboxWays } from '../../mailboxes/index.ts';
import { compileFileName, compileText } from '../../templates/index.ts';
import { rolesIn } from '../../workspaces/index.ts';
import { findFiles } from '../attaching/attach-files.ts';
import { fillForRecipient } from '../fill-for-recipient.ts';
import { findOutreach, mailboxIdsOf, stepsOf } from '../store.ts';
import { findRecipient, readerOf, type Whose } from './preview-step.ts';

export interface TestNeeds {
  ways: MailboxWays;
  sender: TestSender;
  addressOfUser(userId: string): Promise<{ email: string; name: string }>;
  publicUrl: string;
}

export interface TestOfStep {
  id: string;
  step: number;
  variant: string;
  whose: Whose;
  mailboxId: string;
  /** Members; whoever asks where nobody is named. */
  userIds: readonly string[];
}

/**
 * Sends a step to members as one recipient would get it, from a mailbox of the campaign. It says that it is a test, its link for leaving does nothing,
 * and it counts towards what the mailbox may send and not towards the campaign. What cannot be filled for this recipient is not sent.
 * @returns to whom it went, and what stood in the way of the others
 */
export async function sendTestOfStep(
  tools: Tools,
  needs: TestNeeds,
  { actor, member }: { actor: Actor; member: Member },
  test: TestOfStep,
): Promise<{ sentTo: string[]; problem: string | null }> {
  const { workspaceId } = member;
  const userIds = [...new Set(test.userIds.length > 0 ? test.userIds : [member.userId])];
  const { mailbox, says } = await writeTest(tools, needs, workspaceId, { ...test, userIds });
  const entry = { action: 'outreach.tested', subject: { kind: 'outreach', id: test.id }, details: { step: test.step } } as const;
  const record = (tx: Tx) => recordEntry(tools, tx, { workspaceId, actor }, entry);
  const sentTo: string[] = [];
  let problem: string | null = null;
  for (const userId of userIds) {
    const to = await needs.addressOfUser(userId);
    try {
      await sendTestFrom(tools, needs, member, { id: mailbox.id, to, says, record });
      sentTo.push(to.email);
    } catch (error) {
      // What left has left: it is told beside what did not.
      if (sentTo.length === 0 || !(error instanceof ProviderFailure || error instanceof Refusal)) throw error;
      problem = error.message;
      break;
    }
  }
  return { sentTo, problem };
}

/** What is sent, and from where. @throws Refusal when it cannot be written for this recipient */
async function writeTest(
  tools: Tools,
  { publicUrl, sender }: TestNeeds,
  workspaceId: string,
  { id, step, variant, whose, mailboxId, userIds }: TestOfStep,
): Promise<{ mailbox: Mailbox; says: TestWords }> {
  const { mailbox, inert, filled, attaching, isSomeones } = await tools.database.inWorkspace(workspaceId, async (tx) => {
    const campaign = await findOutreach(tx, workspaceId, id);
    if (!campaign) throw notFound('team campaign');
    const roles = new Map((await rolesIn(tx, workspaceId, { held: false })).map(({ userId, role }) => [userId, role]));
    if (userIds.some((userId) => !roles.has(userId))) throw notFound('member');
    // The letter is as one recipient would get it.
    if (userIds.some((userId) => !allows(roles.get(userId) ?? 'viewer', 'contacts.read')))
      throw new Refusal(
        'refused',
        'may_not_read_contacts',
        'One of these members may not read contacts, so no test goes to them. Nothing was sent.',
      );
    const isChosen = (await mailboxIdsOf(tx, workspaceId, id)).includes(mailboxId);
    const [mailbox] = isChosen ? await mailboxesOf(tx, workspaceId, [mailboxId]) : [];
    if (!mailbox) throw notFound('mailbox of this campaign');
    if (mailbox.parkedBecause === 'member')
      throw new Refusal(
        'refused',
        'mailbox_parked',
        'This mailbox is held, so nothing is sent in its name. Let it go on first, or choose another.',
      );
    const asked = (await stepsOf(tx, workspaceId, id, campaign.version))[step - 1];
    const text = asked?.texts.find((one) => one.variant === variant) ?? asked?.texts[0];
    if (!asked || !text) throw notFound('step');
    const recipient = await findRecipient(tools, tx, { ...campaign, workspaceId }, whose);
    const inert = `${publicUrl}/leave/test`;
    const compiled = compileText({ ...text, signature: mailbox.signature });
    const filled = fillForRecipient(compiled, readerOf(campaign, recipient), inert);
    if (!filled.ok)
      throw new Refusal(
        'refused',
        'test_cannot_be_filled',
        `${filled.problems[0]?.sentence ?? 'The text cannot be filled.'} No test was sent.`,
      );
    const attaching = { workspaceId, files: asked.files.map(compileFileName), values: recipient?.fields ?? {} };
    return { mailbox, inert, filled, attaching, isSomeones: recipient !== undefined };
  });
  const found = await findFiles(createShelf(tools), { html: filled.html, messageId: `<test@${sender.messageIdDomain}>` }, attaching);
  if ('sentence' in found) throw new Refusal('refused', 'test_lacks_file', `${found.sentence} No test was sent.`);
  const note = noteOf(step, isSomeones);
  return {
    mailbox,
    says: {
      ...found,
      subject: `[Test] ${filled.subject}`,
      html: `${found.html}\n<hr>\n<p>${note}</p>`,
      text: `${filled.text}\n\n-- \n${note}`,
      unsubscribe: { url: inert },
    },
  };
}

const noteOf = (step: number, isSomeones: boolean): string =>
  `This is a test of message ${step}${isSomeones ? ', as one recipient would get it' : ''}. The link for leaving in it does nothing, and nobody else received it.`;
