import { z } from 'zod';
import { inWorkspace, instant, route, workspaceId } from './base.ts';

const promise = z.object({
  key: z.string(),
  ids: z.array(z.string()).describe('Numbers in the promise ledger'),
  group: z.enum(['supporters', 'recipients', 'members', 'server']),
  title: z.string(),
  sentence: z.string(),
  limit: z.string(),
  held: z.number().int(),
  oldestAt: instant.nullable(),
  oldest: z.string().nullable().describe('Age of the oldest row in words'),
  share: z.number().nullable().describe('Age as a part of the limit; past the limit when above 1'),
  past: z.boolean(),
  lastRunAt: instant.nullable(),
  lastRunProblem: z.string().nullable(),
});

const auditEntry = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.object({ kind: z.string(), name: z.string().nullable() }),
  action: z.string(),
  subject: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  ipAddress: z.string().nullable().describe('Kept six months'),
});
const verification = z.object({
  valid: z.boolean(),
  entries: z.number().int(),
  firstBadSeq: z.number().int().optional(),
  sentence: z.string(),
});

/** What is kept, what was done, and how the copy is. */
export const evidence = {
  promises: route(
    'GET',
    '/workspaces/{workspaceId}/promises',
    'promises.read',
    'Every promise with its limit, its oldest row and its last run',
  )
    .input(inWorkspace)
    .output(z.object({ at: instant, promises: z.array(promise) })),
  audit: route('GET', '/workspaces/{workspaceId}/audit', 'audit.read', 'The audit entries, newest first')
    .input(inWorkspace.extend({ before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(z.object({ entries: z.array(auditEntry), before: z.number().int().optional() })),
  verifyAudit: route('GET', '/workspaces/{workspaceId}/audit/verification', 'audit.read', 'Whether the chain of the audit entries holds')
    .input(inWorkspace)
    .output(verification),
};

/** For who runs this copy. */
export const operator = {
  health: route('GET', '/operator/health', 'operator', 'How the copy is: database, jobs, retention, sandbox').output(
    z.object({
      version: z.string(),
      startedAt: instant,
      database: z.object({ version: z.string(), embedded: z.boolean() }),
      sandbox: z.object({ on: z.boolean(), outboxUrl: z.string().optional(), standIns: z.array(z.string()) }),
      jobs: z.array(z.object({ name: z.string(), waiting: z.number().int(), failed: z.number().int(), schedule: z.string().nullable() })),
      workspaces: z.array(z.object({ id: workspaceId, name: z.string(), members: z.number().int(), campaigns: z.number().int() })),
      settings: z.array(z.object({ name: z.string(), meaning: z.string(), value: z.string(), secret: z.boolean() })),
    }),
  ),
  runRetention: route('POST', '/operator/retention-runs', 'operator', 'Keep every promise now; with `dryRun` only count')
    .input(z.object({ dryRun: z.boolean().default(false) }))
    .output(z.object({ runs: z.array(z.object({ promise: z.string(), rows: z.number().int(), problem: z.string().nullable() })) })),
};
