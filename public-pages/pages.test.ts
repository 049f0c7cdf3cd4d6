import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { noticeFor } from './notice.ts';
import { notices } from './notices.ts';
import type { NoticeCode } from './notices.ts';
import { publicAssets, publicScript } from './page.ts';
import type { Frame } from './page.ts';
import { samplePages } from './samples.ts';

const frame: Frame = { lang: 'en', organiser: 'River Watch', sandbox: false, nonce: 'n0nce', base: '' };
const pages = await Promise.all(Object.entries(samplePages(frame)).map(async ([name, page]) => ({ name, text: String(await page) })));

test('every page says its language, its title and one heading of the first level', () => {
  assert.ok(pages.length > 40);
  for (const { name, text } of pages) {
    assert.match(text, /^<!doctype html>\s*<html lang="en"\s*(data-frame)?>/, name);
    assert.match(text, /<title>[^<]+ · [^<]+<\/title>/, name);
    assert.equal(text.match(/<h1>[^<]/g)?.length, 1, name);
    for (const path of ['/kept', '/privacy', '/legal']) assert.ok(text.includes(`href="${path}"`), `${name} leads to ${path}`);
  }
});

test('no page holds an inline style, an inline handler, an inline script or anything from another host', () => {
  for (const { name, text } of pages) {
    assert.doesNotMatch(text, /\sstyle=|<style|\son[a-z]+=|javascript:/i, name);
    assert.doesNotMatch(text, /(?:src|<link[^>]*href)="(?:https?:)?\/\//i, name);
    const scripts = Array.from(text.matchAll(/<script[^>]*>[^<]*/g), ([script]) => script);
    assert.match(scripts[0] ?? '', /nonce="n0nce" defer src="\/assets\/public\.js\?v=[0-9a-f]+">$/, name);
    for (const script of scripts) assert.match(script, /nonce="n0nce".* src="\/assets\/[a-z-]+\.js\?v=[0-9a-f]+".*>$/s, name);
  }
});

test('every form is posted and carries the proof that it came from our own page', () => {
  const forms = pages.flatMap(({ name, text }) => (text.match(/<form[\s\S]*?<\/form>/g) ?? []).map((form) => ({ name, form })));
  assert.ok(forms.length > 12);
  const lookingUp = forms.filter(({ form }) => /^<form[^>]*method="get"/.test(form));
  // To look something up changes nothing, so it needs no proof: whether an earlier state of the count is part of this one.
  assert.ok(lookingUp.length > 0);
  for (const { name, form } of lookingUp) assert.match(`${name} ${form}`, /^count-[a-z-]+ <form[^>]*data-check="earlier"/);
  for (const { name, form } of forms.filter((one) => !lookingUp.includes(one))) {
    assert.match(form, /^<form[^>]*method="post"/, name);
    // Mail programs press it for people, without having seen a page (RFC 8058): whoever has the link may leave.
    if (form.includes('action="/leave/sample"')) continue;
    assert.match(form, /<input type="hidden" name="csrf" value="sample-proof"/, name);
  }
});

const compressed = new Map(publicAssets.map(({ path, text }) => [path as string, gzipSync(text).length]));

test('the first view of every page is at most 30 kB compressed with every script and sheet that it loads, and the script of all pages at most 3 kB', () => {
  assert.ok(gzipSync(publicScript).length <= 3_000);
  for (const { name, text } of pages) {
    const loaded = Array.from(text.matchAll(/<(?:script|link)\b[^>]*(?:src|href)="([^"?]+)/g), ([, path = '']) => path);
    assert.ok(loaded.length >= 2, `${name} loads its sheet and its script`);
    let sum = gzipSync(text).length;
    for (const path of loaded) {
      const size = compressed.get(path);
      assert.ok(size, `${name} loads ${path}, which is not one of our files`);
      sum += size;
    }
    assert.ok(sum <= 30_000, `${name} has ${sum} bytes`);
  }
});

test('a page that waits loads itself again without a script, and no other page does', () => {
  for (const { name, text } of pages) {
    const waits = text.includes('<noscript><meta http-equiv="refresh" content="3"></noscript>');
    assert.equal(waits, name === 'status-sending', name);
  }
});

test('the sandbox says so on every page, and nowhere else', async () => {
  const said = 'This is a sandbox: no message leaves, nobody receives it.';
  for (const { name, text } of pages) assert.ok(!text.includes(said), name);
  for (const [name, page] of Object.entries(samplePages({ ...frame, sandbox: true }))) assert.ok(String(await page).includes(said), name);
});

test('every notice says what happened, what was not done and what to do, in short words', () => {
  for (const code of Object.keys(notices) as NoticeCode[]) {
    const { title, sentences } = noticeFor(code, { links: {} });
    assert.equal(sentences.length, 3, code);
    for (const part of [title, ...sentences]) assert.doesNotMatch(part, /[{}]|token|OAuth|scope|HTTP|API|server error/, `${code}: ${part}`);
    for (const sentence of sentences) {
      assert.match(sentence, /[.!]$/, code);
      for (const one of sentence.split(/(?<=[.:;]) /)) assert.ok(one.split(' ').length <= 26, `${code}: ${one}`);
    }
  }
});

test('a notice offers only the ways that lead somewhere', () => {
  const csrf = { name: 'csrf', value: 'x' };
  assert.equal(noticeFor('no_mailbox', { links: {} }).action, undefined);
  assert.deepEqual(noticeFor('consent_missing_scope', { links: { connect: '/start' }, csrf }).action, {
    label: 'Ask Google again',
    post: '/start',
    csrf,
  });
  assert.match(noticeFor('too_many', { links: {}, seconds: 1 }).sentences.join(' '), /Wait a second and/);
  assert.match(noticeFor('flow_expired', { links: {}, hours: 24 }).title, /24 hours/);
});
