import { leaveTag, renderText, type Compiled, type Rendered } from '../templates/index.ts';

/** Whose message it is, and in which campaign. */
export interface Reader {
  campaignId: string;
  /** Of their address; nothing where nobody is chosen yet. */
  emailKey: string;
  /** What is known of them for the texts. */
  fields: Readonly<Record<string, string>>;
  /** Of what stands below the message. */
  language: string;
}

/**
 * Fills a text of a campaign for one recipient: a preview, a test, what is sent and what is shown of it afterwards. Which alternatives somebody reads is
 * decided by the campaign and their address alone. These are the same before the launch and after it, when the number of their enrolment is another one,
 * so that all four have the same words; and somebody who is written to by two campaigns reads other ones in each.
 */
export function fillForRecipient(text: Compiled, { campaignId, emailKey, fields, language }: Reader, leaveUrl: string): Rendered {
  return renderText(text, { ...fields, [leaveTag]: leaveUrl }, { seed: `${campaignId} ${emailKey}`, language });
}
