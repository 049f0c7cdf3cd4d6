import { asWords, says } from './phrases.ts';
import { afterDataWords, fullWords, hardWords, refusedWords, softWords } from './severity-words.ts';

/** Whether an address is at fault for good, for now, or whether the message or its sender was refused. */
export type Severity = 'hard' | 'soft' | 'refused';

/** Numbers that mean one thing, whatever is written beside them (RFC 3463, and what Exchange Online made of it). */
const meanings: readonly [RegExp, Severity][] = [
  [/^4\.(?!0\.0$)/, 'soft'],
  [/^5\.1\.(?:1|2|3|4|6|9|10)$/, 'hard'],
  [/^5\.1\.(?:7|8|20|90)$/, 'refused'],
  [/^5\.2\.(?:2)$/, 'soft'],
  [/^5\.2\.(?:3)$/, 'refused'],
  [/^5\.3\.4$/, 'refused'],
  [/^5\.4\.310$/, 'hard'],
  [/^5\.4\.(?:3|5|6|7|8|9|14|300|312|316)$/, 'soft'],
  [/^5\.6\./, 'refused'],
];

/** Numbers that servers use for several things: words decide first. */
const leanings: readonly [RegExp, Severity][] = [
  [/^5\.1\./, 'hard'],
  [/^5\.2\.1$/, 'hard'],
  [/^5\.2\./, 'soft'],
  [/^5\.3\.[0-3]/, 'soft'],
  [/^5\.3\./, 'refused'],
  [/^5\.4\.[14]$/, 'hard'],
  [/^5\.4\./, 'soft'],
  [/^5\.5\./, 'refused'],
  [/^5\.7\./, 'refused'],
];

/** How bad a failure is, from its status (RFC 3463) and from what the server said. */
export function severityOf(status: string | undefined, said: string): Severity {
  const code = tellingStatus(status, said);
  const words = asWords(said.slice(0, 4_000));
  // Some servers say 5.1.1 of everything; a full mailbox they name.
  if (code !== undefined && /^5\.1\.[01]$/.test(code) && says(words, fullWords)) return 'soft';
  const meant = find(meanings, code);
  if (meant !== undefined) return meant;
  // 5.7.1 stands for every refusal; but some servers give it to addresses that they do not know.
  if (code !== undefined && /^5\.7\./.test(code)) return says(words, refusedWords) ? 'refused' : (severityInWords(words) ?? 'refused');
  const spoken = severityInWords(words);
  if (spoken !== undefined) return spoken;
  return find(leanings, code) ?? severityOfReply(said, words);
}

/** The status that decides: of one class, what the server said itself is surer than what another made of it. */
function tellingStatus(status: string | undefined, said: string): string | undefined {
  const own = preciseIn(said);
  return own !== undefined && (status === undefined || own.startsWith(status.charAt(0))) ? own : status;
}

const preciseIn = (said: string): string | undefined =>
  said.match(/(?<![\d.])[45]\.\d\.\d{1,3}(?![\d.]\d)/g)?.find((one) => !/^[45]\.0\.0$/.test(one));

/** The most telling status: the one beside what the server said, where the report gives only a class. */
export function statusOf(status: string | undefined, said: string): string | undefined {
  if (status !== undefined && !/^[245]\.0\.0$/.test(status)) return status;
  return preciseIn(said) ?? status;
}

function severityInWords(words: string): Severity | undefined {
  const full = says(words, softWords);
  const unknown = says(words, hardWords);
  const refused = says(words, refusedWords);
  if (full && !unknown) return 'soft';
  if (refused && !unknown) return 'refused';
  if (full && unknown) return says(words, fullWords) ? 'soft' : 'hard';
  return unknown ? 'hard' : undefined;
}

/** By the three digits of SMTP alone (RFC 5321 section 4.2). */
function severityOfReply(said: string, words: string): Severity {
  const reply = /(?<![\d.])([45]\d\d)(?=[\s-])/.exec(said)?.[1];
  if (reply === '552') return 'soft';
  if (reply === undefined || reply.startsWith('4')) return 'soft';
  // Of commands, not of addresses (RFC 5321 section 4.2.3).
  if (/^50[0-4]$/.test(reply)) return 'refused';
  return says(words, afterDataWords) ? 'refused' : 'hard';
}

const find = (table: readonly [RegExp, Severity][], code: string | undefined): Severity | undefined =>
  code === undefined ? undefined : table.find(([pattern]) => pattern.test(code))?.[1];

/** Whether something is said from which a severity follows. */
export function isTelling(said: string): boolean {
  return /(?<![\d.])[45](?:\d\d[\s-]|\.\d\.\d)/.test(said) || severityInWords(asWords(said.slice(0, 4_000))) !== undefined;
}
