import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localPath } from './local-path.ts';

test('After signing in one comes back to a place of this copy', () => {
  for (const path of ['/', '/account', '/w/river-watch/campaigns?state=draft#top', '/w/%2F%2Felsewhere'])
    assert.equal(localPath(path), path);
});

test('No spelling of another host is such a place', () => {
  const spellings = [
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '///evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '/\r\\evil.example',
    ],
    ...[
      'https://evil.example',
      'javascript:alert(1)',
      ' //evil.example',
      'evil.example',
      '',
      '/.//evil.example',
      '/..//evil.example',
      '/x/..//evil.example',
    ],
  ];
  for (const path of spellings) {
    const taken = localPath(path);
    if (taken !== undefined)
      assert.equal(new URL(taken, 'https://letters.example.org').origin, 'https://letters.example.org', JSON.stringify(path));
    if (taken !== undefined) assert.doesNotMatch(taken, /^\/[/\\]/, JSON.stringify(path));
  }
  assert.equal(localPath('/\t/evil.example'), undefined);
  assert.equal(localPath('//evil.example'), undefined);
  assert.equal(localPath('https://evil.example'), undefined);
  assert.equal(localPath(undefined), undefined);
});
