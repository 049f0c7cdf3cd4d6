import type { DataPromise } from './promise.ts';

const thirtyDays = { kind: 'at', column: 'ends_at', period: { days: 30 } } as const;
const legalBasis = 'Legitimate interest of the workspace, or consent, as it noted for the import (GDPR Art. 6(1)(f) and (a))';

/** What is kept about people whose data a workspace imports, on the way into its address book. */
export const keptOfImports: readonly DataPromise[] = [
  {
    key: 'import_rows',
    ids: ['B5', 'B14', 'C3'],
    group: 'recipients',
    title: 'Imports under way and undone',
    sentence:
      'The file from which a workspace imports you, and its rows, are deleted when the import ends. Rows that could not be used, and what an import changed of you, are kept for {limit}, so that they can be mended and the import can be undone.',
    whose: 'People in a file that a workspace imports',
    what: 'The file and its rows while it is imported; after that the rows that could not be used, as they stood in the file, and the values that an import replaced',
    why: 'To import a file, to mend what could not be used, and to undo an import that was a mistake',
    legalBasis,
    holdings: [
      {
        table: 'import_changes',
        columns: ['contact_id', 'before', 'after', 'added_tags', 'listed'],
        end: thirtyDays,
        then: 'delete',
      },
      { table: 'import_problems', columns: ['email_key', 'cells'], end: thirtyDays, then: 'delete' },
      {
        table: 'import_rows',
        columns: [
          'email',
          'email_key',
          'first_name',
          'last_name',
          'company',
          'job_title',
          'phone',
          'language',
          'time_zone',
          'fields',
          'tags',
        ],
        end: thirtyDays,
        then: 'delete',
      },
      { table: 'imports', columns: ['file_name', 'headers', 'sample'], end: thirtyDays, then: 'clear' },
    ],
    stays: 'The contacts; and of the import how many they were, when, and on what ground.',
    seenBy: [],
  },
  {
    key: 'imports',
    ids: ['B5', 'C3'],
    group: 'members',
    title: 'Who imported, and on what ground',
    sentence: 'That you imported contacts, and the ground that you noted for writing to them, is kept {limit}.',
    whose: 'Members who import contacts',
    what: 'Who imported, when, how many, into which list, and the ground in their words',
    why: 'To be able to answer where contacts came from and why they may be written to',
    legalBasis: 'Legal obligation to be able to show it (GDPR Art. 5(2) and 14)',
    holdings: [
      { table: 'imports', columns: ['created_by', 'basis'], end: { kind: 'event', event: 'as long as the workspace' }, then: 'delete' },
    ],
    stays: 'Nothing.',
    seenBy: [],
  },
];
