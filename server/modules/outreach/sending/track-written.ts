import { faultOf } from '../../../platform/last-resort.ts';
import type { Log } from '../../../platform/log.ts';
import type { Compiled } from '../../templates/index.ts';
import type { Tracking } from '../outreach.ts';
import type { Claim } from './claim-messages.ts';
import type { Written } from './write-message.ts';

type Parts = Pick<Written['message'], 'html' | 'text'>;

/** Lets the links of a message lead past this copy, and says so in it. What knows how is handed in. */
export type Track = (
  of: Pick<Claim, 'campaignId' | 'enrolmentId' | 'step' | 'variant' | 'language'> & {
    workspaceId: string;
    tracking: Exclude<Tracking, 'none'>;
    leaveUrl: string;
    text: Compiled;
  },
  parts: Parts,
) => Promise<Parts>;

/**
 * The message as it leaves where its campaign wants to know that it is opened; where it does not, the very same one. When the links cannot be written
 * down, it leaves as it was written: knowing is worth less than arriving.
 */
export async function trackWritten(
  { track, log }: { track: Track | undefined; log: Log },
  written: Written,
  { claim, workspaceId, leaveUrl, text }: { claim: Claim; workspaceId: string; leaveUrl: string; text: Compiled | undefined },
): Promise<Written> {
  const { tracking, campaignId, enrolmentId, step, variant, language } = claim;
  if (tracking === 'none' || !track || !text) return written;
  try {
    const parts = await track({ workspaceId, campaignId, enrolmentId, step, variant, language, tracking, leaveUrl, text }, written.message);
    return { ...written, message: { ...written.message, html: parts.html, text: parts.text } };
  } catch (error) {
    log.warn('message_not_tracked', faultOf(error));
    return written;
  }
}
