import { toAscii } from '../../../../shared/email-address.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { findLeftAndPaused } from '../../suppressions/index.ts';
import { leaseSeconds } from '../delivery.ts';
import { insertClaims, insertSkipped, stepKey, type Claimed, type ToClaim } from './store.ts';

/** A step of an enrolment that is due. */
export interface StepToClaim extends Omit<ToClaim, 'id' | 'domain'> {
  mailboxId: string;
  emailKey: string;
  /** Address of the mailbox: its domain stands in the Message-ID. */
  from: string;
}

export interface ClaimedStep extends StepToClaim, Pick<Claimed, 'id' | 'attempts' | 'messageId'> {
  fence: string;
  leaseEndsAt: Date;
  claimedAt: Date;
}

export interface Claims {
  claimed: ClaimedStep[];
  /** Who may not be written to now: noted as skipped, nothing is sent. */
  suppressed: StepToClaim[];
  /** Who has paused what is done with their data: nothing is noted, and they are asked for again later. */
  paused: StepToClaim[];
  /** Steps that were claimed before and are not planned again: nothing may be sent for them. */
  taken: StepToClaim[];
}

/**
 * The claiming part of transaction A. Asks in the caller's transaction whether each address may be written to at this moment, and writes a claim for the
 * others with a fence, a lease and the Message-ID of the attempt. From its commit on a vanished process makes them uncertain.
 */
export async function claimSteps(tools: Tools, tx: Tx, workspaceId: string, steps: readonly StepToClaim[]): Promise<Claims> {
  const now = tools.clock.now();
  const { left, paused } = await findLeftAndPaused(tools, tx, workspaceId, [...new Set(steps.map(({ emailKey }) => emailKey))]);
  const domains = new Map([...new Set(steps.map(({ from }) => from))].map((from) => [from, domainOf(from)]));
  const withId = (step: StepToClaim) => ({ ...step, id: newId(tools.clock), domain: domains.get(step.from) ?? domainOf(step.from) });
  const suppressed = steps.filter(({ emailKey }) => left.has(emailKey));
  const noted = await insertSkipped(
    tx,
    workspaceId,
    suppressed.map((step) => ({ ...withId(step), reason: 'suppressed' })),
    now,
  );
  const claim = { fence: newId(tools.clock), leaseEndsAt: new Date(now.getTime() + leaseSeconds * 1000), claimedAt: now };
  const allowed = steps.filter(({ emailKey }) => !left.has(emailKey) && !paused.has(emailKey));
  const rows = await insertClaims(tx, workspaceId, allowed.map(withId), claim);
  const byStep = new Map(rows.map((row) => [stepKey(row.enrolmentId, row.step), row]));
  const notedSteps = new Set(noted.map((row) => stepKey(row.enrolmentId, row.step)));
  const claimed = allowed.flatMap((step) => {
    const row = byStep.get(stepKey(step.enrolmentId, step.step));
    return row ? [{ ...step, id: row.id, attempts: row.attempts, messageId: row.messageId, ...claim }] : [];
  });
  const isTaken = (step: StepToClaim) => {
    const key = stepKey(step.enrolmentId, step.step);
    return !paused.has(step.emailKey) && !byStep.has(key) && !notedSteps.has(key);
  };
  return {
    claimed,
    suppressed: suppressed.filter((step) => !isTaken(step)),
    paused: steps.filter(({ emailKey }) => paused.has(emailKey)),
    taken: steps.filter(isTaken),
  };
}

const domainOf = (address: string): string => toAscii(address.slice(address.lastIndexOf('@') + 1)) ?? 'localhost.invalid';
