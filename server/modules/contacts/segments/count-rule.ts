import type { SegmentRule } from '../../../../shared/segment-rule.ts';
import type { Tx } from '../../../platform/database.ts';
import { ruleSql, type RuleScope } from '../rules/store.ts';
import { countWithin } from '../store.ts';
import { refuseBadRule } from './check-rule.ts';

const mostCounted = 100_000;
const mostMilliseconds = 3_000;

/** How many contacts a rule means, as somebody writes it: up to a bound, and not for longer than they want to wait. */
export async function countRule(
  tx: Tx,
  workspaceId: string,
  rule: SegmentRule,
  scope: RuleScope,
): Promise<{ contacts: number | null; more: boolean }> {
  refuseBadRule(rule, { id: undefined, segments: [...scope.segments].map(([id, one]) => ({ id, name: '', rule: one })) });
  const filter = { rule: ruleSql(rule, scope), tag: undefined, listId: undefined, companyId: undefined, verdict: undefined };
  const counted = await countWithin(tx, workspaceId, filter, { most: mostCounted + 1, milliseconds: mostMilliseconds });
  if (counted === undefined) return { contacts: null, more: false };
  return { contacts: Math.min(counted, mostCounted), more: counted > mostCounted };
}
