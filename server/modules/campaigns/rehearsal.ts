import { equal } from '../../platform/hashing.ts';
import type { Tools } from '../../platform/tools.ts';

const minutes = 60;

/**
 * The key of a rehearsal: it says until when it is good, which is an hour from a moment, and nobody else can make one. It opens a campaign in
 * any state, and no recipient.
 */
export function rehearsalKey(
  tools: Pick<Tools, 'clock' | 'hashing'>,
  campaignId: string,
  from: Date = tools.clock.now(),
): { key: string; expiresAt: Date } {
  const expiresAt = new Date(from.getTime() + minutes * 60_000);
  const until = Math.floor(expiresAt.getTime() / 1000).toString(36);
  return { key: `${until}.${signature(tools, campaignId, until)}`, expiresAt };
}

export function isRehearsalKey(tools: Pick<Tools, 'clock' | 'hashing'>, campaignId: string, key: string): boolean {
  const [until = '', given = ''] = key.split('.');
  if (!/^[0-9a-z]{1,9}$/.test(until) || parseInt(until, 36) * 1000 < tools.clock.now().getTime()) return false;
  return equal(given, signature(tools, campaignId, until));
}

function signature({ hashing }: Pick<Tools, 'hashing'>, campaignId: string, until: string): string {
  return hashing.lookup('rehearsal', `${campaignId}|${until}`).toString('base64url');
}
