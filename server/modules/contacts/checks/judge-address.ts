import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { TakesMail } from '../../../platform/mail-domains.ts';
import { isDisposable, isRole, meantDomain, readsNothing } from './known-domains.ts';

/** What is thought of an address, and why, as a member reads it. */
export interface Judgement {
  verdict: 'unknown' | 'good' | 'risky' | 'bad';
  because: string;
}

/** Judges an address by how it is written and by what the DNS says of its domain. No server is asked for the mailbox itself. */
export function judgeAddress(email: string, takesMail: TakesMail): Judgement {
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) return { verdict: 'bad', because: parsed.reason };
  const at = parsed.address.lastIndexOf('@');
  const [local, domain] = [parsed.address.slice(0, at), parsed.address.slice(at + 1).toLowerCase()];
  const meant = meantDomain(domain);
  const perhaps = meant === undefined ? '' : ` Perhaps ${meant} is meant.`;
  if (takesMail === 'no') return { verdict: 'bad', because: `There is nothing at ${domain} that takes mail.${perhaps}` };
  if (takesMail === 'refuses') return { verdict: 'bad', because: `${domain} says that it takes no mail.` };
  if (readsNothing(local)) return { verdict: 'bad', because: 'Nobody reads what is sent to this address.' };
  if (meant !== undefined) return { verdict: 'risky', because: `${domain} looks like a slip of the hand.${perhaps}` };
  if (isDisposable(domain)) return { verdict: 'risky', because: `${domain} gives addresses for some minutes: soon nobody reads there.` };
  if (takesMail === 'unknown') return { verdict: 'unknown', because: `Nobody answered whether ${domain} takes mail. It is asked again.` };
  if (isRole(local)) return { verdict: 'risky', because: `${local}@ is read by several people, or by nobody in particular.` };
  return { verdict: 'good', because: `It is written as it should be, and ${domain} takes mail.` };
}
