import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embedCodes } from './embed-code.ts';

const embedUrl = 'https://letters.example.org/e/0123abcd';

test('Each way names the partner’s own frame, and loads the script from nowhere but here', () => {
  const codes = embedCodes({ embedUrl, campaign: 'Keep the ford open' });
  assert.deepEqual(
    codes.map(({ way }) => way),
    ['element', 'frame', 'link'],
  );
  for (const { code } of codes) {
    assert.match(code, /"https:\/\/letters\.example\.org\/e\/0123abcd"/);
    for (const [, source] of code.matchAll(/<script async src="([^"]+)"/g)) assert.equal(source, 'https://letters.example.org/embed.js');
  }
});

test('A title with quotes and brackets stays a title on the partner’s page', () => {
  for (const { code } of embedCodes({ embedUrl, campaign: '"><script>alert(1)</script> & more' })) {
    assert.ok(!code.includes('<script>alert'), code);
    assert.ok(code.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; more'), code);
  }
});
