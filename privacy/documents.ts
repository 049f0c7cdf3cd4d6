interface PublishedDocument {
  readonly title: string;
  readonly path: `/${string}`;
  /** The file beside this one that holds its words, with holes that the register and the settings fill. */
  readonly words: `${string}.md`;
  /** What is in it, in the list of documents. */
  readonly about: string;
  /** The day on which the product's own words of it last changed; a test holds it to the words. */
  readonly updated: string;
  /** Whether account holders are mailed and the app says so when it changed. */
  readonly told: boolean;
}

/** Every document that a copy publishes. */
export const documents = {
  privacy: {
    title: 'Privacy policy',
    path: '/privacy',
    words: 'policy.md',
    about: 'What is kept about you, why, and until when',
    updated: '2026-11-22',
    told: true,
  },
  cookies: {
    title: 'Cookies',
    path: '/cookies',
    words: 'cookies.md',
    about: 'Everything that these pages keep in your browser',
    updated: '2026-11-22',
    told: true,
  },
  dpa: {
    title: 'Data processing agreement',
    path: '/dpa',
    words: 'dpa.md',
    about: 'Between who runs this copy and the organisations that use it',
    updated: '2026-11-23',
    told: true,
  },
  subprocessors: {
    title: 'Sub-processors',
    path: '/subprocessors',
    words: 'subprocessors.md',
    about: 'Which other companies receive data, which, and when',
    updated: '2026-11-22',
    told: true,
  },
  deletion: {
    title: 'Delete my data',
    path: '/delete-my-data',
    words: 'deletion.md',
    about: 'How to have what is kept about you deleted',
    updated: '2026-11-22',
    told: false,
  },
  legal: {
    title: 'Legal and contact',
    path: '/legal',
    words: 'legal.md',
    about: 'Who answers for this copy, and how to reach them',
    updated: '2026-11-22',
    told: false,
  },
} as const satisfies Record<string, PublishedDocument>;

export type DocumentName = keyof typeof documents;
