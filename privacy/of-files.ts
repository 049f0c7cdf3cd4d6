import type { DataPromise } from './promise.ts';

const byMember = { kind: 'event', event: 'until a member removes the file, or its workspace is deleted' } as const;

/** What may stand about people in the files that a team sends with its messages. */
export const keptInFiles: readonly DataPromise[] = [
  {
    key: 'files',
    ids: ['C13'],
    group: 'recipients',
    title: 'Files of a team',
    sentence: 'Files that a team sends with its messages, of which some may be made for one person, are kept {limit}.',
    whose: 'People whom a team writes to, where a file is about them',
    what: 'The file and its name',
    why: 'So that it can be sent, and the same one to everybody whom it is meant for',
    legalBasis: 'Legitimate interest of the workspace (GDPR Art. 6(1)(f))',
    holdings: [
      { table: 'files', columns: ['name', 'name_key'], end: byMember, then: 'delete' },
      { table: 'file_parts', columns: ['content'], end: byMember, then: 'delete' },
    ],
    stays: 'Nothing.',
    seenBy: [],
  },
];
