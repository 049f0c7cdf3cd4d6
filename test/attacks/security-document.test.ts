import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const document = readFileSync(join(root, 'docs/security.md'), 'utf8');

interface Row {
  ids: string[];
  how: string;
  shown: string;
}

/** Every row of every table: which demands, how they are met, and what shows it. */
const rows: Row[] = document
  .split('\n')
  .filter((line) => /^\| (\d|CASA|API|OAuth|Header)/.test(line))
  .map((line) => {
    const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim());
    return { ids: (cells[0] ?? '').split(/, /), how: cells.at(-2) ?? '', shown: cells.at(-1) ?? '' };
  });

/** What the document has to speak of: demands of OWASP ASVS 5.0 that concern a product of this kind. */
const demanded = [
  ...[
    '1.2.1',
    '1.2.2',
    '1.2.4',
    '1.2.10',
    '1.3.1',
    '1.3.3',
    '1.3.6',
    '1.3.7',
    '1.3.11',
    '1.3.12',
    '1.5.3',
    '2.3.1',
    '2.3.3',
    '2.3.4',
    '2.3.5',
  ],
  ...[
    '2.4.1',
    '3.2.1',
    '3.3.1',
    '3.3.2',
    '3.3.3',
    '3.3.4',
    '3.4.1',
    '3.4.2',
    '3.4.3',
    '3.4.4',
    '3.4.5',
    '3.4.6',
    '3.4.7',
    '3.4.8',
    '3.5.1',
  ],
  ...[
    '3.5.2',
    '3.5.3',
    '3.5.4',
    '3.5.5',
    '3.5.8',
    '3.7.2',
    '4.1.1',
    '4.1.3',
    '4.1.4',
    '4.2.1',
    '5.2.1',
    '5.2.2',
    '5.2.3',
    '5.2.6',
    '5.3.2',
  ],
  ...[
    '5.4.2',
    '6.2.4',
    '6.2.5',
    '6.2.9',
    '6.2.12',
    '6.3.1',
    '6.3.3',
    '6.3.7',
    '6.3.8',
    '6.4.3',
    '6.5.1',
    '6.5.5',
    '7.2.3',
    '7.2.4',
    '7.3.1',
  ],
  ...[
    '7.3.2',
    '7.4.1',
    '7.4.2',
    '7.4.3',
    '7.4.5',
    '7.5.1',
    '7.5.3',
    '8.2.1',
    '8.2.2',
    '8.2.3',
    '8.3.2',
    '8.4.1',
    '10.1.2',
    '10.2.1',
    '10.2.2',
  ],
  ...['10.2.3', '10.5.1', '10.5.2', '10.5.3', '10.5.4', '11.2.2', '11.2.4', '11.2.5', '11.3.2', '11.3.3', '11.3.4', '11.4.2', '11.5.1'],
  ...[
    '12.1.1',
    '13.2.2',
    '13.3.1',
    '13.3.4',
    '13.4.1',
    '13.4.2',
    '13.4.3',
    '13.4.4',
    '13.4.5',
    '13.4.6',
    '14.2.1',
    '14.2.7',
    '14.3.1',
    '14.3.2',
  ],
  ...[
    '15.1.2',
    '15.3.3',
    '15.3.4',
    '15.3.5',
    '15.3.6',
    '15.3.7',
    '15.4.2',
    '16.2.5',
    '16.3.1',
    '16.3.2',
    '16.4.1',
    '16.4.2',
    '16.5.1',
    '16.5.2',
  ],
  ...['16.5.3', '16.5.4'],
];

test('every demand is spoken of once, and each is met, not met or not applicable in so many words', () => {
  const spoken = rows.flatMap(({ ids }) => ids);
  assert.deepEqual(
    demanded.filter((id) => !spoken.includes(id)),
    [],
  );
  assert.deepEqual(
    spoken.filter((id, place) => spoken.indexOf(id) !== place),
    [],
  );
  for (const { ids, how, shown } of rows) {
    const open = /^(Not met|Not applicable|Partly): /.test(how);
    assert.ok(how.endsWith('.'), `${ids.join()} says how in sentences`);
    assert.ok(open || /`/.test(shown), `${ids.join()} is said to be met and nothing shows it`);
  }
  const names = (pattern: RegExp) => spoken.filter((id) => pattern.test(id)).length;
  assert.deepEqual([names(/^API /) >= 10, names(/^CASA /) >= 20, names(/^OAuth/) >= 8, names(/^Header/) >= 8], [true, true, true, true]);
});

test('what the document names is there: every file, every test and every function', () => {
  let looked = 0;
  for (const { ids, shown } of rows)
    for (const [, file = '', named = ''] of shown.matchAll(/`([\w./-]+\.(?:ts|mjs|md|sql|js|json))`((?:,? (?:“[^”]+”|`\w+`))*)/g)) {
      const said = `${ids.join()}: ${file}`;
      assert.ok(existsSync(join(root, file)), `${said} is not there`);
      const text = readFileSync(join(root, file), 'utf8');
      for (const [, name = '', code = ''] of named.matchAll(/“([^”]+)”|`(\w+)`/g)) {
        looked++;
        // A test has to be begun by that very name, a piece of code to be made there: neither a word nor a use of it is enough.
        const begin = RegExp.escape(name.replace(/…$/, ''));
        const isThere = code
          ? new RegExp(`^(export )?(default )?(async )?(const|let|class|interface|type|function\\*?) ${code}\\b`, 'm').test(text)
          : new RegExp(`\\b(test|it)\\(\\s*(['"\`])${begin}${name.endsWith('…') ? '' : '\\2'}`).test(text);
        assert.ok(isThere, `${said} has no ${code || `test “${name}”`}`);
      }
    }
  assert.ok(looked > 120, String(looked));
});

test('what is not met is said again in one place', () => {
  const [, part = ''] = /## What is not met\n([\s\S]*?)\n## /.exec(document) ?? [];
  const open = rows.filter(({ how }) => /^(Not met|Partly): /.test(how)).flatMap(({ ids }) => ids);
  assert.ok(open.length > 0);
  for (const id of open) assert.ok(part.includes(id), `${id} is missing there`);
});
