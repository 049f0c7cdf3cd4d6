import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { embedScript, frameScript, takeDraftScript } from './embed-scripts.ts';

test('The scripts for partner sites are small enough for a slow phone', () => {
  assert.ok(Buffer.byteLength(frameScript) <= 3_072);
  assert.ok(Buffer.byteLength(embedScript) <= 2_560);
  assert.ok(Buffer.byteLength(takeDraftScript) <= 1_024);
});

test('What is served is the script without its comments and indentation, and still a script', () => {
  for (const script of [frameScript, embedScript, takeDraftScript]) {
    assert.doesNotMatch(script, /^\s*\/\/|^ |\n\n/m);
    assert.match(script, /^\(\(\) => \{\n[^]+\n\}\)\(\);$/, 'it leaves no name behind');
    assert.doesNotThrow(() => new Script(script));
  }
});
