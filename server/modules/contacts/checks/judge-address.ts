import { parseEmailAddress } from '../../../../shared/email-address.ts';
import type { TakesMail } from '../../../platform/mail-domains.ts';
import { isDisposable, isRole, meantDomain, readsNothing } from './known-domains.ts';

/** What is thought of an address, and why, as a member reads it. */
export interface Judgement {
  verdict: 'unknown' | 'good' | 'risky' | 'bad';
  because: string;
}

/** What the mail server of a domain said of an address, where it was asked; `all` is said of every address. */
export type ProbeSaid = 'taken' | 'not_taken' | 'full' | 'all' | 'unknown';

/** Judges an address by how it is written, by what the DNS says of its domain, and by what its mail server said where it was asked. */
export function judgeAddress(email: string, takesMail: TakesMail, said?: ProbeSaid): Judgement {
  const parsed = parseEmailAddress(email);
  if (!parsed.ok) return { verdict: 'bad', because: parsed.reason };
  const at = parsed.address.lastIndexOf('@');
  const [local, domain] = [parsed.address.slice(0, at), parsed.address.slice(at + 1).toLowerCase()];
  const meant = meantDomain(domain);
  const perhaps = meant === undefined ? '' : ` Perhaps ${meant} is meant.`;
  if (takesMail === 'no') return { verdict: 'bad', because: `There is nothing at ${domain} that takes mail.${perhaps}` };
  if (takesMail === 'refuses') return { verdict: 'bad', because: `${domain} says that it takes no mail.` };
  if (readsNothing(local)) return { verdict: 'bad', because: 'Nobody reads what is sent to this address.' };
  if (said === 'not_taken') return { verdict: 'bad', because: `The mail server of ${domain} says that there is no such mailbox.` };
  if (meant !== undefined) return { verdict: 'risky', because: `${domain} looks like a slip of the hand.${perhaps}` };
  if (isDisposable(domain)) return { verdict: 'risky', because: `${domain} gives addresses for some minutes: soon nobody reads there.` };
  if (takesMail === 'unknown') return { verdict: 'unknown', because: `Nobody answered whether ${domain} takes mail. It is asked again.` };
  if (said === 'full') return { verdict: 'risky', because: `The mail server of ${domain} says that this mailbox is full.` };
  if (isRole(local)) return { verdict: 'risky', because: `${local}@ is read by several people, or by nobody in particular.` };
  const known = {
    taken: ` Its mail server says that this mailbox is there.`,
    all: ` It takes mail for whatever address, so that more cannot be known.`,
    unknown: ` Its mail server did not say whether this mailbox is there.`,
  };
  return { verdict: 'good', because: `It is written as it should be, and ${domain} takes mail.${said ? known[said] : ''}` };
}
