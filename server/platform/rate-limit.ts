import { sql } from 'kysely';
import { Refusal } from './errors.ts';
import type { Tools } from './tools.ts';

/** So many uses in so many seconds, counted over all processes. */
export interface Limit {
  readonly name: string;
  readonly uses: number;
  readonly seconds: number;
}

/** Every limit of the product. Promise A22 and C18. */
export const limits = {
  // A school, an office or a mobile network has one address for many: a thousand honest people must get through.
  perAddress: { name: 'address', uses: 6_000, seconds: 60 },
  bounceOfRecipient: { name: 'bounce_of_recipient', uses: 1, seconds: 24 * 3600 },
  // Frames ask again and again how a letter ended, for everybody of a school at once; whoever asks has a handle of 256 bits.
  outcomesPerAddress: { name: 'outcomes', uses: 60_000, seconds: 60 },
  // What is reported beyond that is not counted; nobody is kept from anything.
  reportsPerAddress: { name: 'reports', uses: 600, seconds: 60 },
  perUser: { name: 'user', uses: 600, seconds: 60 },
  guardedPerAddress: { name: 'guarded', uses: 60, seconds: 300 },
  signInPerAccountAndAddress: { name: 'sign_in', uses: 10, seconds: 900 },
  signInPerAccount: { name: 'sign_in_account', uses: 100, seconds: 3600 },
  secondFactorPerUser: { name: 'second_factor', uses: 10, seconds: 900 },
  pairingsPerAddress: { name: 'pairing', uses: 30, seconds: 900 },
  mailPerAccount: { name: 'mail', uses: 5, seconds: 3600 },
  publicStep: { name: 'public_step', uses: 10_000, seconds: 600 },
  stepOfFlow: { name: 'step_of_flow', uses: 90, seconds: 300 },
  startsOfCampaign: { name: 'starts_of_campaign', uses: 30_000, seconds: 60 },
  examinationsOfPartner: { name: 'examinations_of_partner', uses: 30, seconds: 600 },
  connectionsOfPerson: { name: 'connections_of_person', uses: 30, seconds: 3600 },
} as const satisfies Record<string, Limit>;

type Counting = Pick<Tools, 'clock' | 'database' | 'hashing'>;

/**
 * Counts one use of a limit by somebody, named by a keyed hash so that no address is kept.
 * @throws Refusal `too_many` with the seconds to wait once the limit is passed
 */
export async function countUse(tools: Counting, limit: Limit, who: string, tell?: (left: UsesLeft) => void): Promise<void> {
  await countUses(tools, [[limit, who]], tell);
}

/** How many uses of a limit are left, and in how many seconds all of them are back. */
export interface UsesLeft {
  limit: Limit;
  left: number;
  seconds: number;
}

/** Counts one use of several limits at once; refuses when any of them is passed. */
export async function countUses(
  tools: Counting,
  uses: readonly (readonly [Limit, string])[],
  tell?: (left: UsesLeft) => void,
): Promise<void> {
  const now = tools.clock.now();
  const rows = uses
    .map(([limit, who]) => ({
      limit,
      keyHash: tools.hashing.lookup('rate_limit', `${limit.name}|${who}`),
      endsAt: new Date(now.getTime() + limit.seconds * 1000),
    }))
    // Everybody locks in the same order, so that two visits cannot wait for each other.
    .toSorted((one, other) => Buffer.compare(one.keyHash, other.keyHash));
  // Every call counts, and those of one caller at the same moment wait for each other: it is one round trip, and a count may be lost with the machine.
  const counted = await tools.database.atOnce('rate_limit', (statements) =>
    statements
      .insertInto('rateWindows')
      .values(rows.map(({ keyHash, endsAt }) => ({ keyHash, used: 1, endsAt })))
      .onConflict((conflict) =>
        conflict.column('keyHash').doUpdateSet({
          used: sql`case when rate_windows.ends_at <= ${now} then 1 else rate_windows.used + 1 end`,
          endsAt: sql`case when rate_windows.ends_at <= ${now} then excluded.ends_at else rate_windows.ends_at end`,
        }),
      )
      .returning(['keyHash', 'used', 'endsAt', sql`set_config('synchronous_commit', 'off', true)`.as('commit')])
      .execute(),
  );
  for (const { limit, keyHash } of rows) {
    const row = counted.find((one) => one.keyHash.equals(keyHash));
    if (!row) continue;
    const wait = Math.max(1, Math.ceil((row.endsAt.getTime() - now.getTime()) / 1000));
    tell?.({ limit, left: Math.max(0, limit.uses - row.used), seconds: wait });
    if (row.used <= limit.uses) continue;
    throw new Refusal('too_many', 'too_many', `That was tried too often. Please wait ${wordsFor(wait)} and try again.`, wait);
  }
}

/** Forgets the uses, after somebody has shown who they are. */
export async function forgetUses(tools: Pick<Tools, 'database' | 'hashing'>, limit: Limit, who: string): Promise<void> {
  const keys = tools.hashing.lookupAll('rate_limit', `${limit.name}|${who}`);
  await tools.database.inInstallation('rate_limit', (tx) => tx.deleteFrom('rateWindows').where('keyHash', 'in', keys).execute());
}

function wordsFor(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
