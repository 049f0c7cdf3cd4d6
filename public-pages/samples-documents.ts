import { documentPage } from './document-page.ts';
import { documentsPage, versionsPage } from './documents-page.ts';
import type { Frame, Html } from './page.ts';

const text = `Example Letters runs this service. This page says **what we hold**, why, and for how long.

## What we hold

- Your name and address, while you send
- A one-way hash, so that nobody is counted twice

| Name | Whose | What for | Until | Kind |
|---|---|---|---|---|
| \`antiphon_session\` | Members | Keeps you signed in to the workspace | you sign out, or 30 days at most | Essential |
| \`antiphon_letter\` | Supporters | Binds your letter to your browser until it is sent | 48 hours at most | Essential |

## Your rights

Ask under [What we keep](/kept#yours), or write to [privacy@example.org](mailto:privacy@example.org).`;

const others = [
  { title: 'Cookies', url: '/cookies' },
  { title: 'Data processing agreement', url: '/dpa' },
  { title: 'Sub-processors', url: '/subprocessors' },
  { title: 'Delete my data', url: '/delete-my-data' },
  { title: 'Legal and contact', url: '/legal' },
  { title: 'All documents', url: '/documents' },
];

/** The pages of documents, of which there are few kinds: the words differ. */
export function documentSamples(frame: Frame): Record<string, Html> {
  const shown = { title: 'Privacy policy', text, others, urls: { text: '/privacy.md', versions: '/privacy/versions' } };
  return {
    'policy-page': documentPage({ ...shown, version: 3, updated: '2026-11-19' }, frame),
    'policy-older': documentPage({ ...shown, version: 1, updated: '2026-03-01', older: { current: '/privacy' } }, frame),
    'document-list': documentsPage(
      {
        documents: others
          .slice(0, 5)
          .map((one, index) => ({ ...one, about: 'What it is about, in one line', version: index + 1, updated: '2026-11-19' })),
        more: [{ title: 'What we keep', about: 'Every promise beside what is really there', url: '/kept' }],
      },
      frame,
    ),
    'document-versions': versionsPage(
      {
        title: 'Privacy policy',
        url: '/privacy',
        versions: [3, 2, 1].map((version) => ({
          version,
          day: `2026-0${String(version * 3)}-01`,
          url: `/privacy/versions/${String(version)}`,
        })),
      },
      frame,
    ),
  };
}
