import type { SegmentRule } from '../../../../shared/segment-rule.ts';
import type { Member } from '../../../platform/api.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { cleanName } from '../clean-name.ts';
import { refuseBadRule, segmentNaming } from './check-rule.ts';
import { deleteSegment, insertSegment, segmentsOf, takeTurnOfSegments, updateSegment, type Segment } from './store.ts';

const mostSegments = 500;

/** Saves a rule under a name. */
export async function createSegment(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  input: { name: string; rule: SegmentRule },
): Promise<Segment> {
  const segment = { id: newId(tools.clock), name: cleanName(input.name), rule: input.rule, createdAt: tools.clock.now() };
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await takeTurnOfSegments(tx, workspaceId);
    const segments = await segmentsOf(tx, workspaceId);
    if (segments.length >= mostSegments)
      throw new Refusal('refused', 'segments_full', `A workspace can have ${String(mostSegments)} segments at most.`);
    refuseBadRule(segment.rule, { id: undefined, segments });
    await insertSegment(tx, workspaceId, segment);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'segment.created', subject: { kind: 'segment', id: segment.id } });
    return segment;
  });
}

/** Changes a segment's name or rule. Segments that name it mean by it what it says from now on. */
export async function changeSegment(
  tools: Tools,
  actor: Actor,
  { workspaceId }: Member,
  { id, ...input }: { id: string; name: string | undefined; rule: SegmentRule | undefined },
): Promise<Segment> {
  return tools.database.inWorkspace(workspaceId, async (tx) => {
    await takeTurnOfSegments(tx, workspaceId);
    const segments = await segmentsOf(tx, workspaceId);
    const before = segments.find((one) => one.id === id);
    if (!before) throw notFound('segment');
    if (input.rule) refuseBadRule(input.rule, { id, segments });
    const change = { name: input.name === undefined ? before.name : cleanName(input.name), rule: input.rule ?? before.rule };
    await updateSegment(tx, workspaceId, id, change);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'segment.changed', subject: { kind: 'segment', id } });
    return { ...before, ...change };
  });
}

/** Removes a segment, unless another one names it: that would mean other people from then on. */
export async function removeSegment(tools: Tools, actor: Actor, { workspaceId }: Member, id: string): Promise<void> {
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    await takeTurnOfSegments(tx, workspaceId);
    const segments = await segmentsOf(tx, workspaceId);
    if (!segments.some((one) => one.id === id)) throw notFound('segment');
    const asking = segmentNaming(segments, { segmentId: id });
    if (asking) throw new Refusal('conflict', 'segment_in_use', `The segment “${asking.name}” names this one. Change it first.`);
    await deleteSegment(tx, workspaceId, id);
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'segment.removed', subject: { kind: 'segment', id } });
  });
}
