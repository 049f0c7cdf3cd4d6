import { addressParser } from 'postal-mime';
import { parseEmailAddress } from '../../../shared/email-address.ts';
import type { MessageHead } from '../../providers/capabilities.ts';

/** What stands above a message, as far as it says whether the message concerns us. */
export interface ReadHead {
  /** The numbers of the messages that it answers, the nearest first. */
  answers: readonly string[];
  /** The canonical key of who wrote it. */
  fromKey: string | undefined;
  /** Whether a machine reports about another message: then what it says has to be read to know whose. */
  isReport: boolean;
}

/** Longer lists of references are somebody’s mistake or attack; the nearest say enough. */
const mostIds = 50;

const reporters = /^(mailer-daemon|postmaster|mail-daemon|mailerdaemon|mdaemon|abuse|complaints|feedbackloop|fbl|staff|bounces?)$/i;

/** Reads a head. What cannot be read says nothing; nothing here throws. */
export function readHead({ headers }: MessageHead): ReadHead {
  const all = (name: string) => headers.filter((one) => one.name === name).map(({ value }) => value);
  const references = idsIn(all('references').join(' ')).reverse();
  const answers = [...new Set([...idsIn(all('in-reply-to').join(' ')), ...references])].slice(0, mostIds);
  const [from] = addressParser(all('from')[0]?.slice(0, 2000) ?? '', { flatten: true });
  const address = from?.address ?? '';
  const parsed = parseEmailAddress(address);
  const type = all('content-type').join(' ').toLowerCase();
  const isReport =
    /multipart\/report|delivery-status|feedback-report/.test(type) ||
    all('x-failed-recipients').length > 0 ||
    all('return-path').some((value) => value.trim() === '<>') ||
    all('auto-submitted').some((value) => /auto-(replied|generated|notified)/i.test(value)) ||
    reporters.test(address.slice(0, Math.max(0, address.lastIndexOf('@')))) ||
    address === '';
  return { answers, fromKey: parsed.ok ? parsed.key : undefined, isReport };
}

/** Message-IDs in a header, in their order. One with other than printable ASCII in it, or a longer one, is none of ours, and the database would not take it. */
export function idsIn(value: string): string[] {
  return value.slice(0, 100_000).match(/<[!-;=?-~]{3,250}>/g) ?? [];
}
