import { notFound, Refusal } from '../../../platform/errors.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import type { Publisher } from './document.ts';
import { publishDocuments } from './publish-documents.ts';
import { insertAcceptance, newestVersions } from './store.ts';

/**
 * Accepts the data processing agreement for a workspace: exactly the version that was read, and only while it is the one in force.
 * To accept it again changes nothing.
 */
export async function acceptAgreement(
  tools: Tools,
  publisher: Publisher,
  actor: Actor,
  input: { workspaceId: string; userId: string; version: number },
): Promise<void> {
  await publishDocuments(tools, publisher);
  const { workspaceId, userId, version } = input;
  await tools.database.inWorkspace(workspaceId, async (tx) => {
    const inForce = (await newestVersions(tx)).get('dpa');
    if (!inForce) throw notFound('document');
    if (inForce.version !== version)
      throw new Refusal(
        'conflict',
        'agreement_changed',
        `Version ${String(inForce.version)} of the agreement is in force. Read it, then accept it; nothing was accepted.`,
      );
    const { wordsHash } = inForce;
    if (!(await insertAcceptance(tx, { workspaceId, version, wordsHash, acceptedBy: userId, acceptedAt: tools.clock.now() }))) return;
    const details = { version, words: wordsHash.toString('hex') };
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'agreement.accepted', details });
  });
}
