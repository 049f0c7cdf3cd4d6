import { conditionsOf, mostConditions, type SegmentRule } from '../../../../shared/segment-rule.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { readId } from '../../../platform/ids.ts';

interface Named {
  id: string;
  name: string;
  rule: SegmentRule;
}

/** The first segment whose rule asks for this list or this other segment. */
export function segmentNaming(segments: readonly Named[], asked: { listId: string } | { segmentId: string }): Named | undefined {
  return segments.find(({ rule }) =>
    conditionsOf(rule).some((one) =>
      'listId' in asked
        ? one.kind === 'list' && readId('list', one.listId) === asked.listId
        : one.kind === 'segment' && readId('segment', one.segmentId) === asked.segmentId,
    ),
  );
}

/**
 * Refuses a rule that names a segment which is not there, that leads back to the segment that it is for, or that grows too large by those it names.
 * @param id the segment that the rule is for, where it has one already
 */
export function refuseBadRule(rule: SegmentRule, { id, segments }: { id: string | undefined; segments: readonly Named[] }): void {
  const byId = new Map(segments.map((segment) => [segment.id, segment]));
  let conditions = 0;
  const walk = (one: SegmentRule): void => {
    for (const condition of conditionsOf(one)) {
      conditions += 1;
      if (conditions > 4 * mostConditions)
        throw new Refusal(
          'refused',
          'rule_too_large',
          'This rule is too large together with the segments that it names. Use fewer of them.',
        );
      if (condition.kind !== 'segment') continue;
      const named = readId('segment', condition.segmentId);
      if (named === id)
        throw new Refusal('refused', 'rule_in_a_ring', 'This rule leads back to its own segment. Take out the segment that names it.');
      const inner = byId.get(named);
      if (!inner) throw notFound('segment');
      walk(inner.rule);
    }
  };
  walk(rule);
}
