import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hit } from './hit.ts';
import { judgeHit, type Around } from './judge-hit.ts';
import { surroundingsOf } from './surroundings.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 4, 12, 0, 0) + seconds * 1000);
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const click = (given: Partial<Hit> = {}): Hit => ({
  ...{ at: at(0), kind: 'click', step: 1, linkId: 'a', ipAddress: '198.51.100.7', userAgent: browser, head: false, ahead: false },
  ...given,
});
const open = (given: Partial<Hit> = {}) => click({ kind: 'open', linkId: null, ...given });
const judged = (hit: Hit, { near = [hit], ...around }: Partial<Pick<Around, 'others' | 'handedOverAt'>> & { near?: Hit[] } = {}) => {
  const { verdict, because } = judgeHit(hit, { ...surroundingsOf(near)(hit), others: 0, handedOverAt: at(-3600), ...around });
  return `${verdict}: ${because}`;
};

test('A browser that opens one link an hour after the message left is a person', () => {
  assert.equal(judged(click()), 'person: browser');
  assert.equal(judged(open()), 'person: browser');
  assert.equal(judged(click(), { handedOverAt: null }), 'person: browser');
});

const machines: [sentence: string, hit: Hit][] = [
  ['hidden_link', click({ kind: 'hidden', linkId: null })],
  ['head', click({ head: true })],
  ['ahead', click({ ahead: true })],
  ['program', click({ userAgent: null })],
  ['program', click({ userAgent: 'python-requests/2.32' })],
  ['program', click({ userAgent: 'Mozilla/5.0 (compatible; ScannerBot/1.0)' })],
];
for (const [because, hit] of machines)
  test(`A machine is known by itself: ${because}, ${String(hit.userAgent)}`, () => {
    assert.equal(judged(hit), `machine: ${because}`);
  });

test('Who followed the hidden link is a machine in that message, and nobody else is held to be one for it', () => {
  const hidden = click({ kind: 'hidden', linkId: null, at: at(30) });
  assert.equal(judged(click(), { near: [click(), hidden] }), 'machine: with_hidden_link');
  const other = click({ ipAddress: '198.51.100.8' });
  assert.equal(judged(other, { near: [other, hidden] }), 'person: browser');
  const renamed = click({ userAgent: `${browser} Other` });
  assert.equal(judged(renamed, { near: [renamed, hidden] }), 'person: browser');
});

test('Three different links within two seconds are a machine, under however many names; in a longer time, or the same link, a person', () => {
  const three = [0, 1, 2].map((second) => click({ at: at(second), linkId: String(second), userAgent: `${browser} ${String(second)}` }));
  for (const one of three) assert.equal(judged(one, { near: three }), 'machine: many_links');
  const slow = [0, 1.5, 3].map((second) => click({ at: at(second), linkId: String(second) }));
  for (const one of slow) assert.equal(judged(one, { near: slow }), 'person: browser');
  const same = [0, 0.1, 0.2, 0.3].map((second) => click({ at: at(second) }));
  for (const one of same) assert.equal(judged(one, { near: same }), 'person: browser');
  assert.equal(judged(open({ at: at(1) }), { near: three }), 'person: browser', 'an open under another name is not theirs');
});

test('A link followed within two seconds of a look at the page for leaving is a machine; a minute after, a person', () => {
  const leave = (second: number) => click({ kind: 'leave', step: null, linkId: null, at: at(second) });
  assert.equal(judged(click(), { near: [click(), leave(2)] }), 'machine: with_leave_link');
  assert.equal(judged(click(), { near: [click(), leave(60)] }), 'person: browser');
});

test('Ten seconds after it was handed over a link may be followed by a person, one moment before it is a machine', () => {
  assert.equal(judged(click(), { handedOverAt: at(-9.999) }), 'machine: too_soon');
  assert.equal(judged(click(), { handedOverAt: at(-10) }), 'person: browser');
  assert.equal(judged(click(), { handedOverAt: at(1) }), 'machine: too_soon');
  assert.equal(judged(open(), { handedOverAt: at(-9.999) }), 'unknown: too_soon');
});

test('One address that opens the messages of several recipients in one second is a machine, of two it is not known', () => {
  assert.equal(judged(click(), { others: 1 }), 'unknown: many_recipients');
  assert.equal(judged(click(), { others: 2 }), 'machine: many_recipients');
});

test('Whoever loads images for people says nothing about them: Gmail, Yahoo and Apple are unknown, however many at once', () => {
  const gmail = open({ userAgent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)' });
  assert.equal(judged(gmail, { others: 5, handedOverAt: at(-1) }), 'unknown: image_proxy');
  assert.equal(judged(open({ userAgent: 'YahooMailProxy; https://help.yahoo.com/' })), 'unknown: image_proxy');
  assert.equal(judged(open({ userAgent: 'Mozilla/5.0' }), { others: 5 }), 'unknown: nameless_browser');
  assert.equal(judged(click({ userAgent: 'Mozilla/5.0' })), 'unknown: nameless_browser');
});
