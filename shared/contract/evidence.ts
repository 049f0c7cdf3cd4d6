import { z } from 'zod';
import { confirmedRoute, done, inWorkspace, instant, route, shownOnce, userId, workspaceId } from './base.ts';

const holding = z.object({
  rows: z.string().describe('Which rows, as their table is called'),
  limit: z.string(),
  held: z.number().int(),
  oldestAt: instant.nullable(),
  oldest: z.string().nullable().describe('Age of the oldest row in words'),
  past: z.boolean(),
  pastBy: z.string().nullable().describe('By how much the oldest row is past its limit, in words'),
});

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
  pastBy: z.string().nullable().describe('By how much, in words'),
  holdings: z.array(holding).describe('Table by table, the first being the one that the sentence speaks of'),
  lastRunAt: instant.nullable(),
  lastRunProblem: z.string().nullable(),
  checkedAt: instant.nullable().describe('When it was last kept without a problem'),
  unchecked: z.boolean().describe('Nobody has looked for more than an hour'),
});

/** What `/kept.json` says. Fields are added; none changes its meaning or goes without another `version`. */
export const keptFigures = z.object({
  version: z.literal(1),
  at: instant.describe('When it was counted'),
  lastRunAt: instant.nullable().describe('When retention last ran'),
  promises: z.array(promise),
});

const retentionRun = z.object({
  startedAt: instant,
  finishedAt: instant.nullable(),
  promises: z.number().int().describe('How many promises were kept in this run'),
  rows: z.number().int().describe('How many rows it cleared or deleted, in the whole copy'),
  outcomes: z
    .array(z.object({ promise: z.string(), rows: z.number().int(), problem: z.string().nullable() }))
    .describe('Promises of which rows ended, or that could not be kept'),
});
const runsPage = z.object({ before: instant.optional(), limit: z.coerce.number().int().min(1).max(100).default(10) });
const runsFound = z.object({ runs: z.array(retentionRun), before: instant.optional() });

const auditEntry = z.object({
  seq: z.number().int(),
  at: instant,
  actor: z.object({ kind: z.string(), id: userId.nullable(), name: z.string().nullable() }),
  action: z.string(),
  subject: z.string().nullable().describe('What kind of thing it was about'),
  subjectId: z.string().nullable().describe('Its id, where it is of a kind that the API shows'),
  details: z.record(z.string(), z.unknown()),
  ipAddress: z.string().nullable().describe('Kept six months'),
});
const auditFilter = inWorkspace.extend({
  action: z
    .string()
    .max(80)
    .regex(/^[a-z_]+(\.[a-z_]+)?$/, 'must be an action such as campaign.published, or its noun')
    .optional()
    .describe('An action, or the noun that several begin with'),
  memberId: userId.optional().describe('Who did it'),
  subjectId: z
    .string()
    .regex(/^[a-z]{3}_[0-9a-f]{32}$/, 'must be an id')
    .optional()
    .describe('What it was about, and every reading of a list in which that stood: who saw it'),
  from: instant.optional(),
  to: instant.optional(),
});
const verification = z.object({
  valid: z.boolean(),
  entries: z.number().int(),
  anchoredSeq: z.number().int().describe('The last entry that was compared with what was noted outside the database; 0: none was'),
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
  retentionRuns: route(
    'GET',
    '/workspaces/{workspaceId}/retention-runs',
    'promises.read',
    'What retention did in the whole copy, newest first',
  )
    .input(inWorkspace.extend(runsPage.shape))
    .output(runsFound),
  audit: route('GET', '/workspaces/{workspaceId}/audit', 'audit.read', 'The audit entries, newest first')
    .input(auditFilter.extend({ before: z.coerce.number().int().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(z.object({ entries: z.array(auditEntry), before: z.number().int().optional() })),
  auditChoices: route('GET', '/workspaces/{workspaceId}/audit/choices', 'audit.read', 'What the audit entries can be narrowed to')
    .input(inWorkspace)
    .output(z.object({ actions: z.array(z.string()), members: z.array(z.object({ id: userId, name: z.string() })) })),
  verifyAudit: route('GET', '/workspaces/{workspaceId}/audit/verification', 'audit.read', 'Whether the chain of the audit entries holds')
    .input(inWorkspace)
    .output(verification),
  exportEvidence: shownOnce(
    confirmedRoute(
      'POST',
      '/workspaces/{workspaceId}/evidence-exports',
      'audit.read',
      'What an auditor asks for, as a ZIP: access lists, audit entries that can be verified elsewhere, retention, keys, sub-processors',
    ),
  )
    .input(
      inWorkspace.extend({ fromSeq: z.number().int().min(1).default(1).describe('The first audit entry; 100,000 fit in one archive') }),
    )
    .output(z.file()),
};

/** For who runs this copy. */
export const operator = {
  health: route('GET', '/operator/health', 'operator', 'How the copy is: database, jobs, retention, sandbox').output(
    z.object({
      version: z.string(),
      startedAt: instant,
      database: z.object({ version: z.string(), embedded: z.boolean() }),
      quarantine: z
        .object({ since: instant, because: z.enum(['restored', 'copied']) })
        .nullable()
        .describe('While it stands, the copy sends nothing and calls nobody'),
      sandbox: z.object({ on: z.boolean(), outboxUrl: z.string().optional(), standIns: z.array(z.string()) }),
      jobs: z.array(z.object({ name: z.string(), waiting: z.number().int(), failed: z.number().int(), schedule: z.string().nullable() })),
      workspaces: z.array(z.object({ id: workspaceId, name: z.string(), members: z.number().int(), campaigns: z.number().int() })),
      settings: z.array(z.object({ name: z.string(), meaning: z.string(), value: z.string(), secret: z.boolean() })),
    }),
  ),
  liftQuarantine: confirmedRoute(
    'POST',
    '/operator/quarantine-end',
    'operator',
    'Say that this is the one copy that sends: letters and mail leave again',
  ).output(done),
  runRetention: route('POST', '/operator/retention-runs', 'operator', 'Keep every promise now; with `dryRun` only count')
    .input(z.object({ dryRun: z.boolean().default(false) }))
    .output(z.object({ runs: z.array(z.object({ promise: z.string(), rows: z.number().int(), problem: z.string().nullable() })) })),
  retentionRuns: route('GET', '/operator/retention-runs', 'operator', 'What retention did, newest first').input(runsPage).output(runsFound),
  exportEvidence: shownOnce(
    confirmedRoute('POST', '/operator/evidence-exports', 'operator', 'The same for the whole copy: every workspace and the installation'),
  ).output(z.file()),
};
