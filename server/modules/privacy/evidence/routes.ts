import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { archiveOf } from '../../../platform/archive.ts';
import type { Tools } from '../../../platform/tools.ts';
import { exportEvidence, type Receiving } from './export-evidence.ts';

/** What an auditor asks for, as one file. */
export function evidenceRoutes(tools: Tools, receiving: Receiving) {
  const named = async (name: string, files: ReturnType<typeof exportEvidence>) => {
    const day = tools.clock.now().toISOString().slice(0, 10);
    return new File([new Uint8Array(await archiveOf(files))], `${name}-${day}.zip`, { type: 'application/zip' });
  };
  return {
    exportEvidence: api.evidence.exportEvidence.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return named('evidence', exportEvidence(tools, actorOf(context), { workspaceId }, { receiving, fromSeq: input.fromSeq }));
    }),
    exportEvidenceOfCopy: api.operator.exportEvidence.handler(({ context }) =>
      named('evidence-of-the-copy', exportEvidence(tools, actorOf(context), 'copy', { receiving, fromSeq: 1 })),
    ),
  };
}
