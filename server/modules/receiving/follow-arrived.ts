import type { MailDomains } from '../../platform/mail-domains.ts';
import type { Tools } from '../../platform/tools.ts';
import type { NotFetched, OpenReading, ReadMail } from '../../providers/capabilities.ts';
import type { Room } from '../files/index.ts';
import { checkArrived } from '../mailboxes/index.ts';
import { actOnMessage } from './act-on-message.ts';
import { mostBytesRead, readMessage } from './classifying/read-message.ts';
import type { ArrivedCheck } from './find-checks.ts';
import type { Concerning } from './find-ours.ts';
import { readHeadAlone } from './read-head-alone.ts';

export interface FollowingNeeds {
  mail: Pick<ReadMail, 'fetchMessage'>;
  domains: Pick<MailDomains, 'textsOf'>;
  /** Memory for messages that are larger than usual. */
  room: Room;
}

/** Few are larger. Those few are many times as large in memory while they are read, and so wait for room. */
const usualBytes = 10_000_000;

/**
 * Fetches a message that concerns us, or was sent here to be looked at, and does what follows from it. An answer that is too large even to be fetched is
 * an answer all the same: its writer hears no more. What cannot be read is never passed over without a word in the log.
 */
export async function followArrived(
  tools: Tools,
  { mail, domains, room }: FollowingNeeds,
  { workspaceId, mailboxId, opened }: { workspaceId: string; mailboxId: string; opened: OpenReading },
  one: Concerning | ArrivedCheck,
): Promise<void> {
  const { bytes, providerMessageId } = one.head;
  const fetch = (mostBytes: number) => mail.fetchMessage(opened, providerMessageId, { mostBytes });
  const usual = bytes > usualBytes ? 'too_large' : await fetch(usualBytes);
  if (usual !== 'too_large') return follow(usual);
  return room(mostBytesRead, async () => follow(await fetch(mostBytesRead)));

  async function follow(raw: Uint8Array | NotFetched): Promise<void> {
    if (raw === 'gone') tools.log.info('message_gone');
    else if (raw === 'too_large') await followTooLarge();
    else if ('read' in one) await actOnMessage(tools, { workspaceId, mailboxId, concerning: one, message: await readMessage(raw) });
    else await checkArrived(tools, domains, { ...one, workspaceId }, raw);
  }

  async function followTooLarge(): Promise<void> {
    tools.log.warn('message_too_large');
    // What a report says stands in it, and an address alone may be somebody else's.
    if (!('read' in one) || one.read.isReport || one.ours === undefined || one.ours.by === 'address') return;
    const message = await readHeadAlone(one.head);
    await actOnMessage(tools, { workspaceId, mailboxId, concerning: one, message, isHeadAlone: true });
  }
}
