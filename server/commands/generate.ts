import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { promises } from '../../privacy/promises.ts';
import { keptFigures } from '../../shared/contract/evidence.ts';
import { permissions } from '../../shared/permissions.ts';
import { settingInWords, settings } from '../config.ts';
import { jobShapes } from '../jobs.ts';
import { dataMap } from '../modules/privacy/index.ts';
import { openApiDocument } from '../platform/openapi/openapi-document.ts';
import { routeTable } from '../routes.ts';
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts';
import type { Answer } from './command.ts';
import { typescriptClient } from './typescript-client.ts';
import { installAll } from './install-all.ts';
import { systemClock } from '../platform/clock.ts';

const root = join(import.meta.dirname, '../..');

/** Makes what is derived: row types from a freshly migrated database, and the documents in `docs/generated/`. A test fails when they are stale. */
export async function generate(): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-generate-'));
  chmodSync(folder, 0o711);
  const database = await startEmbeddedPostgres({ folder });
  try {
    await installAll(database.url, systemClock.now());
    writeRowTypes(database.url);
  } finally {
    await database.stop();
    for (const place of new Set([folder, database.home])) rmSync(place, { recursive: true, force: true });
  }
  for (const folder of ['docs/generated', 'clients/typescript']) mkdirSync(join(root, folder), { recursive: true });
  const documents = await generatedDocuments();
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(root, 'docs/generated', name), text);
  const made = ['database/rows.ts', ...Object.keys(documents).map((name) => `docs/generated/${name}`)];
  return { data: { made }, text: `Made ${made.join(', ')}.` };
}

function writeRowTypes(url: string): void {
  const sealed = promises.flatMap(({ holdings }) =>
    holdings.flatMap((holding) => (holding.sealed ?? []).map((column) => [holding.table, column] as const)),
  );
  const nullable = new Set(['supporter_flows', 'users', 'privacy_requests', 'export_links', 'erasures', 'mailboxes', 'idempotency_keys']);
  const columns = Object.fromEntries(
    sealed.map(([table, column]) => [`${table}.${column}`, nullable.has(table) ? 'Sealed | null' : 'Sealed']),
  );
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--dialect', 'postgres', '--camel-case', '--date-parser', 'string', '--exclude-pattern', 'pgboss.*', '--log-level', 'error'],
      ...['--type-mapping', '{"int8":"number"}', '--overrides', JSON.stringify({ columns })],
      ...['--custom-imports', '{"Sealed":"../server/platform/sealed.ts#Sealed"}'],
      ...['--out-file', join(root, 'database/rows.ts'), '--url', url],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

/** The documents that are made from code, by file name. */
export async function generatedDocuments(): Promise<Record<string, string>> {
  const description = await openApiDocument('https://localhost:3000');
  return {
    'config.md': configDocument(),
    'data-map.md': dataMap(),
    'routes.md': table(
      'Routes',
      'the contract',
      ['method', 'path', 'permission', 'what'],
      routeTable().map(({ method, path, permission, confirmed, summary }) => [
        method,
        `\`${path}\``,
        permission + (confirmed ? `, confirmed${confirmed === true ? '' : ' by people'}` : ''),
        summary,
      ]),
    ),
    'jobs.md': table(
      'Jobs',
      '`server/jobs.ts`',
      ['job', 'when', 'retry class', 'what'],
      jobShapes().map(({ name, schedule, retry, does }) => [name, schedule ? `\`${schedule}\` UTC` : 'when asked for', retry, does]),
    ),
    'permissions.md': table(
      'Permissions',
      '`shared/permissions.ts`',
      ['permission', 'held by'],
      Object.entries(permissions).map(([name, roles]) => [name, roles.join(', ') || 'see the comment there']),
    ),
    'kept.schema.json': `${JSON.stringify(z.toJSONSchema(keptFigures), null, 2)}\n`,
    'openapi.json': `${JSON.stringify(description, null, 2)}\n`,
    '../../clients/typescript/antiphon.ts': typescriptClient(description),
  };
}

function configDocument(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const unset = setting.schema.safeParse(undefined);
    const fallback =
      'secret' in setting ? 'secret' : unset.success && unset.data !== undefined ? `\`${settingInWords(unset.data)}\`` : 'none';
    return [`\`${name}\``, fallback, `${setting.meaning}${'example' in setting ? ` Example: \`${setting.example}\`` : ''}`];
  });
  return table('Settings', '`server/config.ts`', ['setting', 'default', 'meaning'], rows);
}

function table(title: string, source: string, head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return `# ${title}\n\nMade from ${source} by \`npm run generate\`.\n\n${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
