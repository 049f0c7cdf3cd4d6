import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgress, progressLine } from './progress.ts';

test('a bar is as full as what is done, never fuller, and empty where there is nothing to do', () => {
  const bar = (done: number, of: number) => progressLine({ done, of, words: '' }).replace(/ +$/, '');
  assert.equal(bar(0, 10), `[${'░'.repeat(24)}]   0 %`);
  assert.equal(bar(5, 10), `[${'█'.repeat(12)}${'░'.repeat(12)}]  50 %`);
  assert.equal(bar(999, 1000), `[${'█'.repeat(23)}░]  99 %`);
  assert.equal(bar(12, 10), `[${'█'.repeat(24)}] 100 %`);
  assert.equal(bar(0, 0), bar(0, 10));
});

test('what comes from outside moves no cursor', () => {
  assert.doesNotMatch(progressLine({ done: 1, of: 2, words: 'a\u001B[2Jb\r\nc\u202E' }), /[\u0000-\u001F\u202E]/);
});

test('a person watches one line; a log gets a line for each change', () => {
  const said = (watched: boolean) => {
    const heard: string[] = [];
    const progress = createProgress({ say: (text) => void heard.push(text), watched });
    for (const line of ['one', 'one', 'two']) progress.show(line);
    progress.end();
    return heard;
  };
  assert.deepEqual(said(false), ['one\n', 'two\n']);
  assert.deepEqual(said(true), ['\r\u001B[2Kone', '\r\u001B[2Ktwo', '\n']);
});
