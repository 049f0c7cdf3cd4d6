import { actorOf, api, memberOf } from '../../platform/api.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from './record-entry.ts';
import { entriesBefore } from './store.ts';
import { verifyChain } from './verify-chain.ts';

/** The audit entries as members with the right to them read them. Reading them is itself audited. */
export function auditRoutes(tools: Tools) {
  return {
    audit: api.evidence.audit.handler(async ({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await entriesBefore(tx, workspaceId, input.before, input.limit);
        await recordEntry(tools, tx, { workspaceId, actor: actorOf(context) }, { action: 'audit.read', details: { entries: rows.length } });
        const last = rows.at(-1);
        return {
          entries: rows.map((row) => ({
            seq: row.seq,
            at: row.at.toISOString(),
            actor: { kind: row.actorKind, name: row.actorName },
            action: row.action,
            subject: row.subjectKind,
            details: row.details as Record<string, unknown>,
            ipAddress: row.ipAddress,
          })),
          ...(last && rows.length === input.limit && last.seq > 1 ? { before: last.seq } : {}),
        };
      });
    }),
    verifyAudit: api.evidence.verifyAudit.handler(({ context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, (tx) => verifyChain(tx, workspaceId));
    }),
  };
}
