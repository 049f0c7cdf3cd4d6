import { documents, type DocumentName } from '../../../../privacy/documents.ts';
import { documentPage } from '../../../../public-pages/document-page.ts';
import { documentsPage, versionsPage } from '../../../../public-pages/documents-page.ts';
import { notFound } from '../../../platform/errors.ts';
import { frameOf, type PageRoute, type Site, type Visit } from '../../../platform/page.ts';
import type { Tools } from '../../../platform/tools.ts';
import { documentNames, lastUpdated, type Publisher } from './document.ts';
import { standings } from './standing.ts';
import { findText, versionsOf } from './store.ts';

const more = [
  { title: 'What we keep', about: 'Every promise beside what is really there at this moment', url: '/kept' },
  { title: 'Antiphon and Google', about: 'What Google is asked for, and why', url: '/google' },
  { title: 'Your data', about: 'See, correct, take away or delete what is kept about you, and stop letters', url: '/recipient' },
  { title: 'Reporting a weakness', about: 'Whom to tell, and what you can count on', url: '/security' },
];

/** Every document as a page and as text, with the versions before it. */
export function documentPages(tools: Tools, site: Site, publisher: Publisher): PageRoute[] {
  const standing = standings(tools, publisher);
  const ofAll = () => tools.database.inInstallation('documents', standing.ofAll);
  const frame = (visit: Visit) => frameOf(site, visit, site.operator.name);
  const othersThan = (name: DocumentName) => [
    ...documentNames.filter((other) => other !== name).map((other) => ({ title: documents[other].title, url: documents[other].path })),
    { title: 'All documents', url: '/documents' },
  ];

  const index: PageRoute = {
    method: 'GET',
    path: '/documents',
    does: 'Every document with its version and day',
    async handle(visit) {
      const all = await ofAll();
      const shown = documentNames.map((name) => ({ ...documents[name], url: documents[name].path, ...versionOf(all[name]) }));
      return visit.html(documentsPage({ documents: shown, more }, frame(visit)));
    },
  };
  return [index, ...documentNames.flatMap(pagesOf)];

  function pagesOf(name: DocumentName): PageRoute[] {
    const { title, path } = documents[name];
    return [
      {
        method: 'GET',
        path,
        does: `${title}, as it holds now`,
        async handle(visit) {
          const { words, ...own } = (await ofAll())[name];
          const urls = { text: `${path}.md`, versions: `${path}/versions` };
          return visit.html(documentPage({ title, ...versionOf(own), text: words, urls, others: othersThan(name) }, frame(visit)));
        },
      },
      {
        method: 'GET',
        path: `${path}.md`,
        does: `${title}, as text`,
        async handle(visit) {
          const own = (await ofAll())[name];
          return asText(visit, name, own, own.words);
        },
      },
      {
        method: 'GET',
        path: `${path}/versions`,
        does: `${title}: since when it says what it says, and what it said before`,
        async handle(visit) {
          const rows = await tools.database.inInstallation('documents', (tx) => versionsOf(tx, name));
          const versions = rows.map((row) => ({ version: row.version, day: dayOf(name, row), url: `${path}/versions/${row.version}` }));
          return visit.html(versionsPage({ title, url: path, versions }, frame(visit)));
        },
      },
      {
        method: 'GET',
        path: `${path}/versions/:version`,
        does: `${title} in one of its versions, as a page or as text`,
        handle: (visit) => showVersion(visit, name),
      },
    ];
  }

  async function showVersion(visit: Visit, name: DocumentName): Promise<Response> {
    const { title, path } = documents[name];
    const [, number, ending] = /^(\d{1,6})(\.md)?$/.exec(visit.req.param('version') ?? '') ?? [];
    const { rows, text } = await tools.database.inInstallation('documents', async (tx) => ({
      rows: number ? await versionsOf(tx, name) : [],
      text: number ? await findText(tx, name, Number(number)) : undefined,
    }));
    const found = rows.find(({ version }) => version === Number(number));
    if (!found || text === undefined) throw notFound('version');
    if (ending) return asText(visit, name, found, text);
    const urls = { text: `${path}/versions/${found.version}.md`, versions: `${path}/versions` };
    const shown = { title, version: found.version, updated: dayOf(name, found), text, urls, others: othersThan(name) };
    return visit.html(documentPage({ ...shown, ...(found === rows[0] ? {} : { older: { current: path } }) }, frame(visit)));
  }

  /** The exact words under a line of dashes; what stands above says which they are. */
  function asText(
    visit: Visit,
    name: DocumentName,
    own: { version: number; wordsHash: Buffer; publishedAt: Date },
    words: string,
  ): Response {
    const { title, path } = documents[name];
    const head = [
      `# ${title}`,
      `Version ${own.version}, last updated ${dayOf(name, own)}. From ${site.publicUrl}${path}; links that begin with / lead to ${site.publicUrl}.`,
      `SHA-256 of the words below the line: ${own.wordsHash.toString('hex')}`,
      '---',
    ];
    return visit.body(`${head.join('\n\n')}\n\n${words}`, 200, {
      'Content-Type': 'text/markdown; charset=utf-8',
      'Content-Disposition': `attachment; filename="${path.slice(1)}-version-${own.version}.md"`,
    });
  }
}

const versionOf = ({ version, updated }: { version: number; updated: string }) => ({ version, updated });
const dayOf = (name: DocumentName, row: { version: number; publishedAt: Date }) => lastUpdated(name, row);
