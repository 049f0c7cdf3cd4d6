import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promises } from '../../privacy/promises.ts';
import { openLog } from './log.ts';

const columns = [...new Set(promises.flatMap(({ holdings }) => holdings.flatMap((holding) => holding.columns)))];
const camel = (name: string) => name.replace(/_([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
const canary = 'ines.falk@council.example.org';

function logging(level = 'debug') {
  const lines: string[] = [];
  return { lines, log: openLog({ level, personal: columns, destination: { write: (line: string) => void lines.push(line) } }) };
}

test('the register names personal columns', () => {
  assert.ok(columns.length > 20);
});

for (const column of columns)
  test(`no log line carries ${column}, however deep it lies`, () => {
    for (const name of new Set([column, camel(column)])) {
      const { lines, log } = logging();
      log.info('top', { [name]: canary });
      log.warn('in a row', { row: { [name]: canary } });
      log.error('in a list', { rows: [{ [name]: canary }] });
      log.error('deeper', { result: { rows: [{ [name]: canary }] } });
      log.debug('deep', { a: { b: { c: { [name]: canary } } } });
      assert.equal(lines.length, 5);
      for (const line of lines) assert.ok(!line.includes(canary), line);
    }
  });

test('what is not personal is said as it is, one line each, whatever is in it', () => {
  const { lines, log } = logging('info');
  log.debug('not asked for');
  log.info('request', { status: 200, route: '/kept\n{"level":"forged"}' });
  assert.equal(lines.length, 1);
  assert.equal(lines[0]?.trimEnd().includes('\n'), false);
  const line = JSON.parse(lines[0]) as Record<string, unknown>;
  assert.deepEqual([line.status, line.msg, line.pid, line.hostname], [200, 'request', undefined, undefined]);
});

test('the facts that were passed in are left as they were', () => {
  const facts = { row: { email: canary } };
  logging().log.info('kept', facts);
  assert.equal(facts.row.email, canary);
});
