import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCampaignFile, unknownIn } from './campaign-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'antiphon-campaign-'));
const reading = (content: string) => {
  const path = join(folder, 'campaign.json');
  writeFileSync(path, content);
  return readCampaignFile(path);
};
const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Hello</p>' }];

test('a file with a name, settings and steps is a campaign', async () => {
  const found = await reading(JSON.stringify({ name: 'Spring', timeZone: 'UTC', steps: [{ delayHours: 0, sameThread: false, texts }] }));
  assert.equal(found.name, 'Spring');
  assert.deepEqual(found.steps?.[0]?.files, []);
});

test('what is not understood is refused by its name, at whatever depth', async () => {
  const step = { delayHours: 0, sameThread: false, texts };
  const refused: [string, RegExp][] = [
    ['{', /is no JSON: .*Nothing was created/],
    ['[]', /the document: .*Nothing was created/],
    ['{}', /name: /],
    [JSON.stringify({ name: 'Spring', nmae: 'x' }), /there is no “nmae” in a campaign/],
    [JSON.stringify({ name: 'Spring', steps: [step, { ...step, delay: 3 }] }), /there is no “steps\[1\]\.delay”/],
    [JSON.stringify({ name: 'Spring', steps: [{ ...step, texts: [{ ...texts[0], heading: '' }] }] }), /“steps\[0\]\.texts\[0\]\.heading”/],
    [JSON.stringify({ name: 'Spring', audience: { list: [] } }), /“audience\.list”/],
    [JSON.stringify({ name: 'Spring', mailboxes: ['olga@example.org'] }), /mailboxes\.0: must be the id of a mailbox/],
    ['{"name": "Spring", "__proto__": {}}', /“__proto__”/],
    ['{"name": "Spring", "constructor": 1}', /“constructor”/],
  ];
  for (const [content, sentence] of refused) await assert.rejects(reading(content), sentence, content);
});

test('a file that is not there, or is a folder, is named with the reason', async () => {
  await assert.rejects(readCampaignFile(join(folder, 'none.json')), /none\.json cannot be read \(ENOENT\)/);
  await assert.rejects(readCampaignFile(folder), /is no file/);
});

test('the way to what is unknown leads through lists', () => {
  assert.equal(unknownIn({ a: [{ b: 1 }, { c: 1 }] }, { a: [{ b: 1 }, {}] }), 'a[1].c');
  assert.equal(unknownIn({ a: 1 }, { a: 1 }), undefined);
});
