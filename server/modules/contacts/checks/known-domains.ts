/** Names of large mail providers, and the endings under which each of them gives addresses. */
const providers: Readonly<Record<string, readonly string[]>> = {
  gmail: ['com'],
  googlemail: ['com'],
  hotmail: ['com', 'co.uk', 'fr', 'de', 'it', 'es', 'be', 'nl', 'ch', 'se'],
  outlook: ['com', 'de', 'fr', 'it', 'es', 'at', 'be', 'ie', 'dk', 'pt', 'com.br'],
  yahoo: [
    'com',
    'co.uk',
    'fr',
    'de',
    'it',
    'es',
    'ca',
    'in',
    'co.in',
    'com.br',
    'co.jp',
    'com.au',
    'ie',
    'gr',
    'se',
    'dk',
    'no',
    'ro',
    'pl',
  ],
  icloud: ['com'],
  protonmail: ['com', 'ch'],
  proton: ['me'],
  posteo: ['de', 'net', 'org', 'at', 'ch', 'eu'],
  mailbox: ['org'],
  fastmail: ['com', 'fm'],
  orange: ['fr'],
  wanadoo: ['fr'],
  laposte: ['net'],
  libero: ['it'],
  virgilio: ['it'],
  btinternet: ['com'],
  comcast: ['net'],
  verizon: ['net'],
  't-online': ['de'],
};

/** Real names that stand next to one of those by chance. */
const neighbours = new Set([
  'ymail',
  'hmail',
  'email',
  'mail',
  'gmai',
  'oulook',
  'protonmai',
  'fastmails',
  'positeo',
  'oranges',
  'range',
  'yahoo',
]);

/** The domain that was probably meant, where one stands there that looks like a slip of the hand. */
export function meantDomain(domain: string): string | undefined {
  const dot = domain.indexOf('.');
  const [name, ending] = [domain.slice(0, dot), domain.slice(dot + 1)];
  const own = Object.hasOwn(providers, name) ? providers[name] : undefined;
  if (own) {
    const meant = own.includes(ending) ? undefined : own.find((known) => slips(ending, known));
    return meant && `${name}.${meant}`;
  }
  if (name.length < 5 || neighbours.has(name)) return undefined;
  const meant = Object.entries(providers).find(
    ([known, endings]) => known.length >= 5 && slips(name, known) && endings.some((one) => one === ending || slips(ending, one)),
  );
  if (!meant) return undefined;
  const [known, endings] = meant;
  return `${known}.${endings.find((one) => one === ending) ?? endings[0] ?? ''}`;
}

/** Whether one slip makes one of the other: a letter left out, added or replaced, or two turned round. */
export function slips(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  let back = 0;
  while (back < Math.min(one.length, other.length) - from && one.at(-1 - back) === other.at(-1 - back)) back += 1;
  const [a, b] = [one.slice(from, one.length - back), other.slice(from, other.length - back)];
  if (a.length <= 1 && b.length <= 1) return true;
  return a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];
}

/** Services that give an address for some minutes. Nobody reads there tomorrow. */
const disposable = new Set(
  (
    '10minutemail.com 10minutemail.net 20minutemail.com 33mail.com anonbox.net byom.de cock.li crazymailing.com discard.email discardmail.com ' +
    'discardmail.de dispostable.com dropmail.me emailondeck.com emailfake.com fakeinbox.com fakemail.net filzmail.com getairmail.com getnada.com ' +
    'grr.la guerrillamail.biz guerrillamail.com guerrillamail.de guerrillamail.info guerrillamail.net guerrillamail.org harakirimail.com ' +
    'inboxbear.com inboxkitten.com incognitomail.org jetable.org mail-temp.com mail.tm mailcatch.com maildrop.cc mailexpire.com mailinator.com ' +
    'mailinator.net mailinator2.com mailnesia.com mailnull.com mailpoof.com mailsac.com mailtemp.info meltmail.com mintemail.com minutemail.com ' +
    'moakt.com mohmal.com mytemp.email mytrashmail.com nada.email noclickemail.com nowmymail.com objectmail.com one-time.email owlymail.com ' +
    'pokemail.net sharklasers.com shieldemail.com sogetthis.com spam4.me spambog.com spambox.us spamdecoy.net spamfree24.org spamgourmet.com ' +
    'spamspot.com temp-mail.io temp-mail.org tempail.com tempinbox.com tempmail.dev tempmail.net tempmail.plus tempmailo.com tempr.email ' +
    'throwawaymail.com tmail.io tmpmail.net tmpmail.org trash-mail.com trashmail.com trashmail.de trashmail.io trashmail.me trashmail.net ' +
    'trbvm.com wegwerfemail.de wegwerfmail.de wegwerfmail.net wegwerfmail.org yopmail.com yopmail.fr yopmail.net'
  ).split(' '),
);

/** Whether a domain, or the one above it, gives addresses to throw away. */
export const isDisposable = (domain: string): boolean => disposable.has(domain) || disposable.has(domain.slice(domain.indexOf('.') + 1));

const roles = new Set(
  (
    'abuse admin administrator billing careers compliance contact contacto dpo editor enquiries enquiry feedback gdpr hello help helpdesk ' +
    'hostmaster hr info inquiries investors jobs kontakt legal mail mailer-daemon marketing media no-reply noreply office ' +
    'postmaster presse press privacy root sales secretariat security sekretariat service shop spam staff subscribe support team webmaster'
  ).split(' '),
);

/** Whether the part before the @ sign names a function and nobody in particular. */
export const isRole = (local: string): boolean => roles.has(local.toLowerCase().replace(/\+.*$/, ''));

/** Nobody reads what comes to these; RFC 2142 and usage. */
export const readsNothing = (local: string): boolean => /^(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon)$/i.test(local);
