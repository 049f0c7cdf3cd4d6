import { normaliseBody } from './body-text.ts';
import { parseEmailAddress } from './email-address.ts';
import { cleanHeaderText } from './header-text.ts';

/** Ways in which a person sends a letter without this service: from their webmail, their mail program, or by hand. */
export const otherWays = ['gmail_compose', 'outlook_compose', 'yahoo_compose', 'mailto', 'copy', 'eml'] as const;
export type OtherWay = (typeof otherWays)[number];

/** The ways that are a link, with the letter in it. */
export type WayByLink = Exclude<OtherWay, 'copy' | 'eml'>;

export interface LetterToCarry {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly body: string;
}

export type WayUrl = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly sentence: string };

/**
 * How many characters a link may have, counted as it is written, that is percent-encoded.
 * Gmail answers 413 somewhere between 6,410 and 8,132 (github.com/defund12/defund12.org, issue 893).
 * Outlook: Microsoft's own note on these links names about 2,048 (itecnotes.com/webapp/office365-query-strings-and-url-parameters);
 * a person who is signed out is sent through another link, in which ours stands encoded once more and is longer.
 * Yahoo publishes nothing: what every browser and proxy let through, below the 2,083 of Internet Explorer (support.microsoft.com/kb/208427).
 * mailto: Firefox stops at 2,008, Chrome on Windows near 2,000, Outlook is reported to take the first 1,900 of a longer one
 * (stackoverflow.com/questions/4473959, github.com/JWManagement/JWManagement issue 115).
 */
export const mostCharacters: Readonly<Record<WayByLink, number>> = {
  gmail_compose: 6000,
  outlook_compose: 2000,
  yahoo_compose: 2000,
  mailto: 1900,
};

const programs: Readonly<Record<WayByLink, string>> = {
  gmail_compose: 'Gmail',
  outlook_compose: 'Outlook.com',
  yahoo_compose: 'Yahoo Mail',
  mailto: 'your mail program',
};

/**
 * The link that opens the letter, ready to send, with one reader and nothing but subject and text.
 * A letter that is too long for the link is refused with a sentence that names what still works; it is never shortened.
 */
export function wayUrl(way: WayByLink, letter: LetterToCarry): WayUrl {
  const parsed = parseEmailAddress(letter.to.address);
  if (!parsed.ok) return { ok: false, sentence: 'This letter has no address that can be written to. Please tell the organiser.' };
  const links = linksOf({ address: parsed.address, subject: cleanHeaderText(letter.subject), body: normaliseBody(letter.body) });
  const fits = (one: WayByLink) => links[one].length <= mostCharacters[one];
  if (fits(way)) return { ok: true, url: links[way] };
  const open = (Object.keys(links) as WayByLink[]).filter(fits).map((one) => programs[one]);
  const others = open.length > 0 ? `Open it in ${orOf(open)}, copy it,` : 'Copy it,';
  return { ok: false, sentence: `Your letter is too long for this way. ${others} or download it as a file.` };
}

interface CleanLetter {
  readonly address: string;
  readonly subject: string;
  readonly body: string;
}

function linksOf({ address, subject, body }: CleanLetter): Record<WayByLink, string> {
  const [to, about, text] = [address, subject, body].map(encodeURIComponent);
  return {
    gmail_compose: `https://mail.google.com/mail/?view=cm&fs=1&to=${to}&su=${about}&body=${text}`,
    outlook_compose: `https://outlook.live.com/mail/0/deeplink/compose?to=${to}&subject=${about}&body=${text}`,
    yahoo_compose: `https://compose.mail.yahoo.com/?to=${to}&subject=${about}&body=${text}`,
    mailto: mailtoOf({ address, subject, body }),
  };
}

/**
 * RFC 6068 section 2: one address whose local part is percent-encoded, so that none of its signs begins another recipient or field;
 * blanks are %20 and never a plus sign, and lines of the text end in %0D%0A (section 5).
 */
function mailtoOf({ address, subject, body }: CleanLetter): string {
  const at = address.lastIndexOf('@');
  const to = `${encodeURIComponent(address.slice(0, at))}@${address.slice(at + 1)}`;
  return `mailto:${to}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
}

function orOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}
