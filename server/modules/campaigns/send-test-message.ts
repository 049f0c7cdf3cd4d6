import type { SendServiceMail } from '../../providers/capabilities.ts';
import { notFound } from '../../platform/errors.ts';
import { countUse, limits } from '../../platform/rate-limit.ts';
import type { Member } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry, type Actor } from '../audit/index.ts';
import { fillLetter, type FooterOf } from './campaign.ts';
import { chosenFor } from './choose-wording.ts';
import { recipientsOf } from './recipients/store.ts';
import { findCampaign } from './store.ts';
import { wordingsOf } from './texts/store.ts';

/** Where no recipient was entered yet, so that the letter can be read at all. */
const sampleRecipient = {
  name: 'Sample Recipient',
  salutation: 'Dear Sample Recipient',
  district: 'Sample District',
  region: 'Sample Region',
  affiliation: 'Sample Group',
};

/** Mails the letter, as its first recipient would read it, to the member who asks and to nobody else: no other address is even looked at. */
export async function sendTestMessage(
  tools: Tools,
  actor: Actor,
  member: Member,
  test: { campaignId: string; to: { email: string; name: string }; mail: SendServiceMail; footerOf: FooterOf },
): Promise<void> {
  await countUse(tools, { ...limits.mailPerAccount, uses: 30 }, `test|${member.userId}`);
  const letter = await tools.database.inWorkspace(member.workspaceId, async (tx) => {
    const campaign = await findCampaign(tx, member.workspaceId, test.campaignId);
    if (!campaign) throw notFound('campaign');
    const [first] = await recipientsOf(tx, member.workspaceId, test.campaignId);
    const { language } = campaign;
    const text = chosenFor(campaign, await wordingsOf(tx, campaign), first, { language, combination: 0 });
    const { subject, body } = fillLetter(text, first ?? sampleRecipient, test.to.name);
    return { subject, body: `${body.trimEnd()}\n\n${await test.footerOf(tx, campaign, language)}` };
  });
  await test.mail.send({
    to: test.to.email,
    subject: `[Test] ${letter.subject}`,
    text: `${letter.body}\n\n(This is a test. It went to you alone.)`,
  });
  await tools.database.inWorkspace(member.workspaceId, (tx) =>
    recordEntry(
      tools,
      tx,
      { workspaceId: member.workspaceId, actor },
      { action: 'campaign.tested', subject: { kind: 'campaign', id: test.campaignId } },
    ),
  );
}
