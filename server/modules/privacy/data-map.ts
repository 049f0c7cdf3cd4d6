import { notPersonal } from '../../../privacy/not-personal.ts';
import { limitInWords } from '../../../privacy/promise.ts';
import { promises } from '../../../privacy/promises.ts';
import { subprocessors } from '../../../privacy/subprocessors.ts';
import { access } from './exports/access-table.ts';

/** The record of processing (GDPR Art. 30) and where each class of data lies, as a document. */
export function dataMap(): string {
  const sections = promises.map((promise) => {
    const seenBy = promise.seenBy.map((key) => subprocessors[key as keyof typeof subprocessors].name).join(', ') || 'nobody outside';
    const rows = promise.holdings.map(({ table, columns, sealed = [], end, then }) => {
      const marked = columns.map((column) => `\`${column}\`${sealed.includes(column) ? ' (sealed)' : ''}`).join(', ');
      const when =
        end.kind === 'after'
          ? `${limitInWords({ ...promise, holdings: [{ table, columns, end, then }] })} after \`${end.from}\``
          : end.kind === 'at'
            ? `at \`${end.column}\``
            : end.event;
      return `| \`${table}\` | ${marked} | ${then}, ${when} |`;
    });
    return [
      `## ${promise.title} (${promise.ids.join(', ')})`,
      `${promise.what}.`,
      `- Whose: ${promise.whose}`,
      `- Why: ${promise.why}`,
      `- Legal basis: ${promise.legalBasis}`,
      `- Seen by: ${seenBy}`,
      `- What stays: ${promise.stays}`,
      '',
      '| table | columns | ends |',
      '| --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  const rest = Object.entries(notPersonal).flatMap(([table, columns]) =>
    Object.entries(columns).map(([column, reason]) => `| \`${table}\` | \`${column}\` | ${reason} |`),
  );
  return [
    '# Data map',
    'Made from `privacy/promises.ts` and `privacy/not-personal.ts` by `npm run generate`.',
    ...sections,
    [
      '## What an export holds, and what an erasure does',
      '',
      '| table | in the export of a person | when they are erased |',
      '| --- | --- | --- |',
      ...Object.entries(access).map(([table, { exported, erased }]) => {
        const where = 'not' in exported ? `not: ${exported.not}` : `\`${exported.file}\`, \`${exported.part}\``;
        return `| \`${table}\` | ${where} | ${typeof erased === 'string' ? `gone ${erased}` : `stays: ${erased.not}`} |`;
      }),
    ].join('\n'),
    ['## Columns that hold nothing about a person', '', '| table | column | why |', '| --- | --- | --- |', ...rest].join('\n'),
    '',
  ].join('\n\n');
}
