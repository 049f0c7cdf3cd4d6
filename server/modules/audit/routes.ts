import { actorOf, api, memberOf } from '../../platform/api.ts';
import { readId, showId, showIdOf } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { readAnchors } from './read-anchors.ts';
import { recordEntry } from './record-entry.ts';
import { actionsOf, entriesBefore, memberNames } from './store.ts';
import { verifyChain } from './verify-chain.ts';
import { whoSaw } from './who-saw.ts';

/** The audit entries as members with the right to them read them. Reading them is itself audited. */
export function auditRoutes(tools: Tools) {
  return {
    audit: api.evidence.audit.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const filter = {
          action: input.action,
          actorId: input.memberId && readId('user', input.memberId),
          about: input.subjectId === undefined ? undefined : await whoSaw(tx, workspaceId, input.subjectId),
          from: input.from === undefined ? undefined : new Date(input.from),
          to: input.to === undefined ? undefined : new Date(input.to),
        };
        const rows = await entriesBefore(tx, workspaceId, filter, input);
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, { action: 'audit.read', details: { entries: rows.length } });
        const last = rows.at(-1);
        return {
          entries: rows.map((row) => ({
            seq: row.seq,
            at: row.at.toISOString(),
            actor: { kind: row.actorKind, id: row.actorId && showId('user', row.actorId), name: row.actorName },
            action: row.action,
            subject: row.subjectKind,
            subjectId: (row.subjectKind && row.subjectId && showIdOf(row.subjectKind, row.subjectId)) ?? null,
            details: row.details as Record<string, unknown>,
            ipAddress: row.ipAddress,
          })),
          ...(last && rows.length === input.limit && last.seq > 1 ? { before: last.seq } : {}),
        };
      });
    }),
    auditChoices: api.evidence.auditChoices.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const members = await memberNames(tx, workspaceId);
        return { actions: await actionsOf(tx, workspaceId), members: members.map(({ id, name }) => ({ id: showId('user', id), name })) };
      });
    }),
    verifyAudit: api.evidence.verifyAudit.handler(async ({ context }) => {
      const { workspaceId } = memberOf(context);
      const anchors = (await readAnchors(tools)).anchors.get(workspaceId) ?? [];
      return tools.database.inWorkspace(workspaceId, (tx) => verifyChain(tx, workspaceId, anchors));
    }),
  };
}
