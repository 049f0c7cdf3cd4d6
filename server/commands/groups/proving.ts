import { auditExport } from '../audit-export.ts';
import { auditVerify } from '../audit-verify.ts';
import { breachContacts } from '../breach-contacts.ts';
import type { Group } from '../command.ts';
import { sbom } from '../sbom.ts';

/** What shows to others that all is as it should be. */
export const proving: Group = {
  title: 'Prove it',
  commands: {
    'audit verify': {
      does: 'Check the chain of every workspace’s audit entries',
      tells: 'Exit code 1 when one does not hold; the first bad row is named.',
      example: 'antiphon audit verify',
      answers: 'valid, chains (workspace, valid, entries, sentence), restores',
      run: auditVerify,
    },
    'audit export': {
      does: 'Write the audit chains, with what it takes to verify them elsewhere, to one file',
      tells:
        'Beside them who has access, what retention did, what was done with keys. The file is not locked: keep it like a list of members.',
      takes: {
        to: { as: 'FILE', means: 'The file, which must not be there yet', needed: true },
        workspace: { as: 'ID', means: 'Of this workspace alone, by its id or slug' },
      },
      example: 'antiphon audit export --to evidence.zip',
      answers: 'file, bytes',
      run: auditExport,
    },
    'breach contacts': {
      does: 'Say whom to tell when data was breached, and until when',
      takes: {
        from: { as: 'MOMENT', means: 'When you learned of it, such as 2026-11-22T10:00Z; now when not said' },
        workspace: { as: 'ID', means: 'Of this workspace alone, by its id or slug' },
      },
      example: 'antiphon breach contacts --from 2026-11-22T10:00Z',
      answers: 'learnedAt, tellBy, workspaces with their owners',
      run: breachContacts,
    },
    sbom: {
      does: 'List every package that is installed with this copy, with licence and hash',
      example: 'antiphon sbom --json > sbom.json',
      answers: 'a bill of materials as CycloneDX',
      run: sbom,
    },
  },
};
