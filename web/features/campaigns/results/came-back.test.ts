import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cameBack, cameBackWords, sortRecipients } from './came-back.ts';

const recipient = (name: string, figures: Partial<Record<'accepted' | 'bouncedHard' | 'bouncedFull' | 'bouncedLater', number>>) => ({
  ...{ recipientId: name, name, district: '', accepted: 0, failed: 0, skipped: 0, uncertain: 0, opened: 0 },
  ...{ bouncedHard: 0, bouncedFull: 0, bouncedBlocked: 0, bouncedLater: 0 },
  ...figures,
});

test('A letter that is only delayed has not come back, but is mentioned', () => {
  const delayed = recipient('Falk', { bouncedHard: 2, bouncedLater: 3 });
  assert.equal(cameBack(delayed), 2);
  assert.equal(cameBackWords(delayed), '2 no such address, 3 delayed');
  assert.equal(cameBackWords(recipient('Adler', {})), '');
});

test('Figures stand with the most first, names from A to Z', () => {
  const all = [
    recipient('Öst', { accepted: 1 }),
    recipient('Adler', { accepted: 4, bouncedFull: 1 }),
    recipient('Zander', { accepted: 4 }),
  ];
  const names = (order: Parameters<typeof sortRecipients>[1]) => sortRecipients(all, order).map(({ name }) => name);
  assert.deepEqual(names('name'), ['Adler', 'Öst', 'Zander']);
  assert.deepEqual(names('accepted'), ['Adler', 'Zander', 'Öst']);
  assert.deepEqual(names('back'), ['Adler', 'Öst', 'Zander']);
});
