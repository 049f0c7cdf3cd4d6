import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserStorage, cookies, type KeptInBrowser } from '../../../privacy/cookies.ts';
import { documents, type DocumentName } from '../../../privacy/documents.ts';
import { limitInWords, periodInWords, publishedSentence } from '../../../privacy/promise.ts';
import { periodOf, promises } from '../../../privacy/promises.ts';
import { subprocessors } from '../../../privacy/subprocessors.ts';
import { minimumAge, terms } from '../../../privacy/terms.ts';
import type { Site } from '../../platform/page.ts';

export type SubprocessorKey = keyof typeof subprocessors;

/** What of this copy stands in its documents: who answers for it, and which other companies it works with. */
export interface Copy {
  operator: Site['operator'];
  /** Only those that the settings switch on; a stand-in of the sandbox may take a company's place. */
  outside: Readonly<Partial<Record<SubprocessorKey, 'on' | 'stand_in'>>>;
  /** Those that will be switched on, and from which day (`2027-01-15`). */
  announced: readonly { company: SubprocessorKey; from: string }[];
  /** For how many days a backup is kept. */
  backupDays: number;
}

const headings = {
  supporters: 'If you send a letter',
  recipients: 'If you are written to',
  members: 'If you work with this copy',
  server: 'If you only visit',
};

const sources = Object.fromEntries(
  Object.entries(documents).map(([name, { words }]) => [name, readFileSync(join(import.meta.dirname, '../../../privacy', words), 'utf8')]),
) as Record<DocumentName, string>;

/** A document as this copy says it: the text that a lawyer reads, its holes filled from register and settings, so that none can disagree with another. */
export function documentWords(name: DocumentName, copy: Copy): string {
  const holes = holesOf(copy);
  const holds: Record<string, boolean> = {
    microsoft: copy.outside.microsoft !== undefined,
    sandbox: Object.values(copy.outside).includes('stand_in'),
  };
  return sources[name]
    .replace(/^# .*\n+/, '')
    .replace(/\{if (\w+)\}\n?([\s\S]*?)\{end\}/g, (part, condition: string, text: string) =>
      condition in holds ? (holds[condition] ? text : '') : part,
    )
    .replace(/\{(\w+)(?::(\w+))?\}/g, (hole, kind: string, key: string | undefined) =>
      kind === 'limit' && key ? limitOf(key) : (holes[kind] ?? hole),
    )
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

/** The fingerprint of words, by which a change is noticed and an accepted version is known again. */
export const hashOfWords = (words: string): Buffer => createHash('sha256').update(words).digest();

function holesOf({ operator, outside, announced, backupDays }: Copy): Record<string, string> {
  return {
    operator: operator.name,
    email: operator.email,
    email_link: operator.email.includes('@') ? `[${operator.email}](mailto:${operator.email})` : operator.email,
    address: operator.address.split(/\s*\n\s*/).join(', '),
    mailboxes: outside.microsoft ? 'Google or Microsoft' : 'Google',
    promises: Object.entries(headings).map(ofGroup).join('\n\n'),
    categories: categories(),
    cookie_list: Object.values(cookies)
      .map((cookie) => `- ${cookie.who}: ${lower(cookie.why)}; until ${untilInWords(cookie)}.`)
      .join('\n'),
    cookie_table: tableOf('Cookie', cookies),
    storage_table: tableOf('Kept under', browserStorage),
    outside: outsideInWords(outside),
    announced: announcedInWords(announced),
    answer: periodInWords(terms.answerWithin),
    answer_california: periodInWords(terms.answerInCaliforniaWithin),
    breach_notice: periodInWords(terms.breachNoticeWithin),
    subprocessor_notice: periodInWords(terms.subprocessorNotice),
    change_shown: periodInWords(terms.changeShownFor),
    backups: periodInWords({ days: backupDays }),
    minimum_age: String(minimumAge),
  };
}

function ofGroup([group, heading]: [string, string]): string {
  const own = promises.filter((promise) => promise.group === group);
  const lines = own.map(
    (promise) => `- **${promise.title}.** ${publishedSentence(promise)} Why: ${lower(promise.why)}. Legal basis: ${promise.legalBasis}.`,
  );
  return `### ${heading}\n\n${lines.join('\n')}`;
}

/** What a workspace's organisation has handled for it: all but what the copy keeps for its own security. */
function categories(): string {
  return promises
    .filter(({ group }) => group !== 'server')
    .map((promise) => `- **${promise.title}.** ${promise.what}. Of: ${lower(promise.whose)}. Until: ${limitInWords(promise)}.`)
    .join('\n');
}

function limitOf(key: string): string {
  const promise = promises.find((one) => one.key === key);
  if (!promise) throw new Error(`A document asks for the limit of ${key}, which no promise gives.`);
  return limitInWords(promise);
}

function untilInWords({ lasts, until }: KeptInBrowser): string {
  if (lasts === 'tab') return until;
  return until.replace('{limit}', periodInWords('as' in lasts ? periodOf(lasts.as) : lasts));
}

function tableOf(head: string, kept: Readonly<Record<string, KeptInBrowser>>): string {
  const rows = Object.entries(kept).map(([name, one]) => {
    const kind = one.needsConsent ? 'Only with your consent' : one.kind === 'essential' ? 'Essential' : 'Functional';
    return `| \`${name}\` | ${one.who} | ${one.why} | ${untilInWords(one)} | ${kind} |`;
  });
  return [`| ${head} | Whose | What for | Until | Kind |`, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function outsideInWords(outside: Copy['outside']): string {
  const rows = Object.entries(outside).map(([key, how]) => {
    const { name, receives, when, where } = subprocessors[key as SubprocessorKey];
    const standIn = how === 'stand_in' ? ' In this copy a stand-in takes its place.' : '';
    return `- **${name}**: ${lower(receives)}. When: ${lower(when)}. ${where}.${standIn}`;
  });
  return rows.length > 0 ? rows.join('\n') : 'None: no other company receives data.';
}

function announcedInWords(announced: Copy['announced']): string {
  if (announced.length === 0) return 'No change is announced.';
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  return announced
    .map(({ company, from }) => {
      const { name, receives, when } = subprocessors[company];
      return `- From ${day.format(new Date(`${from}T00:00:00Z`))}: **${name}**: ${lower(receives)}. When: ${lower(when)}.`;
    })
    .join('\n');
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
