import type { Job } from '../../../platform/queue.ts';
import type { Tools } from '../../../platform/tools.ts';
import type { DocumentName } from '../../../../privacy/documents.ts';
import { hashOfWords } from '../policy.ts';
import { documentNames, wordsOfAll, type Publisher } from './document.ts';
import { insertVersion, lockDocuments, newestVersions } from './store.ts';

/**
 * Writes down a new version of each document whose words are not those of its newest version. Gives which.
 * A process that was there before the newest version does not bring the old words back: it is about to end, in an upgrade.
 */
export async function publishDocuments(tools: Pick<Tools, 'clock' | 'database'>, publisher: Publisher): Promise<DocumentName[]> {
  const words = wordsOfAll(publisher);
  return tools.database.inInstallation('documents', async (tx) => {
    await lockDocuments(tx);
    const newest = await newestVersions(tx);
    const published: DocumentName[] = [];
    for (const document of documentNames) {
      const wordsHash = hashOfWords(words[document]);
      const before = newest.get(document);
      if (before?.wordsHash.equals(wordsHash) || (before && before.publishedAt > publisher.startedAt)) continue;
      const version = (before?.version ?? 0) + 1;
      await insertVersion(tx, { document, version, wordsHash, text: words[document], publishedAt: tools.clock.now() });
      published.push(document);
    }
    return published;
  });
}

/** Once when a worker starts, and each day in case that was missed: words change with the product and its settings, so with a start. */
export function publishDocumentsJob(tools: Tools, publisher: Publisher): Job {
  return {
    name: 'publish-documents',
    does: 'Writes down a new version of each document whose words changed',
    retry: 'repeatable',
    schedule: '5 0 * * *',
    async run() {
      await publishDocuments(tools, publisher);
    },
  };
}
