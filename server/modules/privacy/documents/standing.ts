import type { DocumentName } from '../../../../privacy/documents.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import { hashOfWords } from '../policy.ts';
import { documentNames, lastUpdated, wordsOfAll, type Publisher, type Version } from './document.ts';
import { servedVersions } from './store.ts';

/** A document as this process serves it. */
export interface Standing extends Version {
  words: string;
  /** The day of its last change. */
  updated: string;
}

/** Which version the words are that this process serves. Words that no worker has written down yet are the next version, as of now. */
export function standings(tools: Pick<Tools, 'clock'>, publisher: Publisher) {
  const words = wordsOfAll(publisher);
  const hashes = Object.fromEntries(documentNames.map((name) => [name, hashOfWords(words[name])])) as Record<DocumentName, Buffer>;
  return {
    words,
    async ofAll(tx: Tx): Promise<Record<DocumentName, Standing>> {
      const served = await servedVersions(tx, hashes);
      const all = documentNames.map((name): [DocumentName, Standing] => {
        const { newest = 0, own } = served.get(name) ?? {};
        const version = own ?? { version: newest + 1, wordsHash: hashes[name], publishedAt: tools.clock.now() };
        return [name, { ...version, words: words[name], updated: lastUpdated(name, version) }];
      });
      return Object.fromEntries(all) as Record<DocumentName, Standing>;
    },
  };
}
