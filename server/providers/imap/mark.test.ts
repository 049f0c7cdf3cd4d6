import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeOf, readMark, readPlace, writeMark, type FolderMark } from './mark.ts';

const number = fc.integer({ min: 1, max: 4_294_967_295 });
const path = fc.oneof(fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }), fc.constantFrom('INBOX', '__proto__', 'constructor'));

test('a mark is read as it was written, whatever the folders are called', () => {
  const mark: fc.Arbitrary<FolderMark> = fc.oneof(
    fc.record({ validity: number.map(String), uid: number }, { noNullPrototype: true }),
    fc.record({ validity: number.map(String), uid: number, from: fc.constant('2026-11-22') }, { noNullPrototype: true }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(path, mark), { maxLength: 3 }), (folders) => {
      const marks = new Map(folders);
      assert.deepEqual(readMark(writeMark(marks)), marks);
    }),
  );
});

test('what is no mark is not taken for one', () => {
  for (const cursor of [
    '',
    'null',
    '{}',
    '"x"',
    '{"INBOX":["1",7]}',
    '[["INBOX","x",7]]',
    '[["INBOX","1",-7]]',
    '[["INBOX","1",7,"yesterday"]]',
    '[["INBOX","1",7,"2026-11-22",1]]',
  ])
    assert.equal(readMark(cursor), undefined, cursor);
});

test('the place of a message is read as it was made, and a made-up one is none', () => {
  fc.assert(
    fc.property(number, number, path, (validity, uid, folder) => {
      assert.deepEqual(readPlace(placeOf(String(validity), uid, folder)), { validity: String(validity), uid, path: folder });
    }),
  );
  for (const place of ['', '1.2.', '1.0.INBOX', 'a.1.INBOX', '1..INBOX', '<id@example.org>'])
    assert.equal(readPlace(place), undefined, place);
});
