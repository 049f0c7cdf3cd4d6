import { documents, type DocumentName } from '../../../../privacy/documents.ts';
import { dayIn } from '../../../../shared/office-hours.ts';
import { documentWords, type Copy } from '../policy.ts';

export const documentNames = Object.keys(documents) as DocumentName[];

/** Documents of whose changes account holders are told. */
export const toldDocuments = documentNames.filter((name) => documents[name].told);

/** What the documents of this copy are made from, and since when this process serves them. */
export interface Publisher {
  copy: Copy;
  startedAt: Date;
}

/** A version of a document: which words held, and from when. */
export interface Version {
  version: number;
  wordsHash: Buffer;
  publishedAt: Date;
}

/** The words of every document as this process serves them. They cannot change while it runs, so they are made once. */
export function wordsOfAll({ copy }: Pick<Publisher, 'copy'>): Readonly<Record<DocumentName, string>> {
  return Object.fromEntries(documentNames.map((name) => [name, documentWords(name, copy)])) as Record<DocumentName, string>;
}

/** The day that a document calls its last update. The first version of a copy is no change, so it has the day of the product's own words. */
export function lastUpdated(name: DocumentName, { version, publishedAt }: Pick<Version, 'version' | 'publishedAt'>): string {
  return version === 1 ? documents[name].updated : dayIn(publishedAt, 'UTC');
}
