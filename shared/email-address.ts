/** What a field for one e-mail address was given: an address that can be written to, or a sentence about what is wrong with it. */
export type ParsedEmailAddress =
  /** `address` is what goes onto the wire: the local part as typed, the domain in ASCII (IDNA). `key` is its canonical form, see `emailKey`. */
  { ok: true; address: string; key: string } | { ok: false; reason: string };

/** Blanks and invisible characters that come along when an address is copied from a page: dropped at the ends, refused inside. */
const invisible = String.raw`[\s\p{Cf}\p{Cc}\p{Zs}\u115F\u1160\u3164\uFFA0\uFE00-\uFE0F]`;
const atStart = new RegExp(`^${invisible}`, 'u');
const inside = new RegExp(invisible, 'u');

/**
 * Reads one address as RFC 5321 sections 4.1.2 and 4.5.3.1 let it be sent, without the forms that no real mailbox needs:
 * quoted local parts, comments, domain literals, names of one label, and local parts beyond ASCII (RFC 6531, which few servers take).
 */
export function parseEmailAddress(text: string): ParsedEmailAddress {
  const refuse = (reason: string): ParsedEmailAddress => ({ ok: false, reason });
  const given = trimInvisible(text.normalize('NFC'));
  if (given === '') return refuse('Enter an e-mail address.');
  if (given.length > 1000) return refuse('This is too long for an e-mail address.');
  if (/^mailto:/i.test(given)) return refuse('Leave out "mailto:" and enter the address alone.');
  if (/[<>]/.test(given)) return refuse('Enter the address alone, without a name and without the signs < and >.');
  if (/[,;]/.test(given)) return refuse('Enter one address only.');
  if (inside.test(given)) return refuse('The address contains a space or an invisible character. Type it instead of copying it.');

  const at = given.lastIndexOf('@');
  if (at === -1) return refuse('An e-mail address needs an @ sign.');
  const local = given.slice(0, at);
  if (local.startsWith('"')) return refuse('Addresses with quotation marks are not supported.');
  if (local.includes('@')) return refuse('Enter one address only, with one @ sign.');
  if (local === '') return refuse('The part before the @ sign is missing.');
  if (/[^\x00-\x7F]/.test(local))
    return refuse(
      'The part before the @ sign may only have letters from A to Z without accents: other letters cannot be delivered reliably.',
    );
  if (local.length > 64) return refuse('The part before the @ sign is longer than 64 characters.');
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return refuse('Before the @ sign, a dot must stand between two other characters.');
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+$/.test(local))
    return refuse('The part before the @ sign contains a character that is not allowed there.');

  const domain = readDomain(given.slice(at + 1));
  if (!domain.ok) return domain;
  const address = `${local}@${domain.ascii}`;
  // RFC 3696, erratum 1690: a path of 256 octets leaves 254 for the address.
  if (address.length > 254) return refuse('The address is longer than 254 characters.');
  return { ok: true, address, key: keyOf(local, domain.ascii) };
}

/**
 * The canonical form that two spellings of one mailbox share: NFC, without blanks or invisible characters around it, lower-case, IDNA domain.
 * googlemail.com is gmail.com, and for these two only dots and a +tag do not count. Total: what is no address gets a form too.
 */
export function emailKey(address: string): string {
  const given = trimInvisible(address.normalize('NFC'));
  const at = given.lastIndexOf('@');
  if (at === -1) return given.toLowerCase();
  const domain = given.slice(at + 1);
  return keyOf(given.slice(0, at), toAscii(domain) ?? domain.toLowerCase());
}

/** The domain of an address in ASCII (IDNA A-labels), or undefined when it is no domain name. */
export function toAscii(domain: string): string | undefined {
  // Only what may stand in a name reaches the parser: it would cut at / ? # and undo %2e.
  if (!/^[\p{L}\p{M}\p{N}.。．｡-]+$/u.test(domain)) return undefined;
  return URL.parse(`http://${domain}`)?.hostname;
}

/** Labels of small letters, digits and single hyphens, the last beginning with a letter: IDNA leaves such a name as it is, and a file has millions. */
const plainDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

function readDomain(text: string): { ok: true; ascii: string } | { ok: false; reason: string } {
  const refuse = (reason: string) => ({ ok: false as const, reason });
  if (text.length <= 253 && plainDomain.test(text) && !text.includes('--')) return { ok: true, ascii: text };
  if (text === '') return refuse('The part after the @ sign is missing.');
  if (text.startsWith('[')) return refuse('Enter a domain such as example.org after the @ sign, not a number of a machine.');
  const ascii = toAscii(text);
  if (ascii === undefined) return refuse('The part after the @ sign is not a domain name.');
  const labels = ascii.split('.');
  if (labels.some((label) => label === '')) return refuse('In the part after the @ sign, a dot must stand between two other characters.');
  if (labels.length < 2) return refuse('The part after the @ sign needs an ending such as .org or .eu.');
  if (!labels.every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/.test(label)) || ascii.length > 253 || /^\d+$/.test(labels.at(-1) ?? ''))
    return refuse('The part after the @ sign is not a domain name.');
  return { ok: true, ascii };
}

function keyOf(local: string, domain: string): string {
  const lower = local.toLowerCase();
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${lower}@${domain}`;
  const bare = lower.replace(/\+.*$/s, '').replaceAll('.', '');
  return `${bare === '' ? lower : bare}@gmail.com`;
}

function trimInvisible(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && atStart.test(text.charAt(from))) from += 1;
  while (to > from && atStart.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}
