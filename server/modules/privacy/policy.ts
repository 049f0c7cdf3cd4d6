import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookies } from '../../../privacy/cookies.ts';
import { publishedSentence } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import { subprocessors } from '../../../privacy/subprocessors.ts';
import type { Site } from '../../platform/page.ts';

const source = readFileSync(join(import.meta.dirname, '../../../privacy/policy.md'), 'utf8');

/** The day on which the published words last changed; a test holds it to the text and the register. */
export const policyUpdated = '2026-11-22';

const headings = {
  supporters: 'If you send a letter',
  recipients: 'If you are written to',
  members: 'If you work with this copy',
  server: 'If you only visit',
};

/** The privacy policy: the text that a lawyer reads, its holes filled from the register, so that neither can disagree with the other. */
export function privacyPolicy(operator: Site['operator']): string {
  const kept = Object.entries(headings).map(([group, heading]) => {
    const own = promises.filter((promise) => promise.group === group);
    return `### ${heading}\n\n${own.map((promise) => `- **${promise.title}.** ${publishedSentence(promise)} Why: ${lower(promise.why)}. Legal basis: ${promise.legalBasis}.`).join('\n')}`;
  });
  const holes: Record<string, string> = {
    operator: operator.name,
    email: operator.email,
    address: operator.address,
    promises: kept.join('\n\n'),
    cookies: Object.values(cookies)
      .map(({ who, why, until }) => `- ${who}: ${lower(why)}; until ${until}.`)
      .join('\n'),
    subprocessors: Object.values(subprocessors)
      .map(({ name, receives, when, where }) => `- **${name}**: ${lower(receives)}. When: ${lower(when)}. ${where}.`)
      .join('\n'),
  };
  return source.replace(/^# .*\n+/, '').replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);
}

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
