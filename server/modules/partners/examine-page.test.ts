import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { examinePage } from './examine-page.ts';

const ours = 'https://letters.example.org';
const embed = `${ours}/e/emb_7Gq`;
const script = `<script async src="${ours}/embed.js"></script>`;
const component = `<antiphon-letter src="${embed}" title="Write to your council"><a href="${ours}/a/bridge">Write</a></antiphon-letter>`;
const frame = (attributes = 'title="Write" height="900"') => `<iframe src="${embed}" ${attributes}></iframe>`;
const everything = 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin';
const without = (token: string) => frame(`title="Write" height="900" sandbox="${everything.replace(token, '')}"`);

interface Variant {
  body: string;
  headers?: Record<string, string>;
  url?: string;
  status?: number;
}

function examine({ body, headers = {}, url = 'https://club.example.org/join', status = 200 }: Variant) {
  const all = new Headers({ 'content-type': 'text/html; charset=utf-8', ...headers });
  const { findings } = examinePage({ url, status, headers: all, body, embedUrl: embed, origins: ['https://club.example.org'] });
  for (const { level, sentence, fix } of findings) {
    assert.match(sentence, /^[A-Zh].*\.$/s, sentence);
    assert.equal(fix === undefined, level === 'good', `a fix for what is not good: ${sentence}`);
  }
  return findings;
}

/** What is not good, one line each. */
const complaints = (variant: Variant) =>
  examine(variant).flatMap(({ level, sentence }) => (level === 'good' ? [] : [`${level}: ${sentence}`]));

const fine: Record<string, Variant> = {
  'a component with its script': { body: component + script },
  'a plain frame with a title and room': { body: frame() },
  'a frame whose height our script fits': { body: frame('title="Write" data-antiphon height="80"') + script },
  'a frame with percent and class': { body: frame('title="Write" class="tall" style="width: 100%"') },
  'a link alone, on a site that is not registered': { body: `<a href="${ours}/a/bridge">Write</a>`, url: 'https://other.example.org/' },
  'a sandbox that leaves out nothing': { body: frame(`title="Write" height="900" sandbox="${everything.toUpperCase()}"`) },
  'a policy that names our host': {
    body: component + script,
    headers: { 'content-security-policy': `default-src 'self'; frame-src *.example.org; script-src-elem ${ours}/embed.js` },
  },
  'a policy that lets all of https in': {
    body: component + script,
    headers: { 'content-security-policy': "default-src 'none'; child-src https:; script-src https://*:*" },
  },
  'a policy with a nonce that our script carries': {
    body: frame() + component + `<script nonce="r4nd" src="${ours}/embed.js"></script>`,
    headers: { 'content-security-policy': "script-src 'nonce-r4nd' 'strict-dynamic'" },
  },
  'a policy that is only reported': { body: frame(), headers: { 'content-security-policy-report-only': "frame-src 'none'" } },
  'a page that isolates itself': { body: frame(), headers: { 'cross-origin-embedder-policy': 'require-corp' } },
  'a page that isolates itself without credentials': {
    body: frame(),
    headers: { 'cross-origin-embedder-policy': 'credentialless; report-to="x"' },
  },
  'a page that cuts off its windows': { body: frame(), headers: { 'cross-origin-opener-policy': 'same-origin' } },
  'broken markup around it': { body: `<div><p><table><b>${frame()}</table></div></b>` },
  'an address that a base completes': { body: `<base href="${ours}/e/"><iframe src="emb_7Gq" title="Write" height="900"></iframe>` },
};
for (const [name, variant] of Object.entries(fine)) {
  test(`Nothing is wrong with ${name}`, () => {
    assert.deepEqual(complaints(variant), []);
    assert.ok(examine(variant).length >= 3);
  });
}

const wrong: [name: string, variant: Variant, found: RegExp[]][] = [
  ['a page without any of it', { body: '<p>Welcome</p>' }, [/^problem: Neither our frame nor a link/]],
  ['a frame in a comment', { body: `<!-- ${frame()} -->` }, [/^problem: Neither/]],
  ['a frame in a template or noscript', { body: `<template>${frame()}</template><noscript>${frame()}</noscript>` }, [/^problem: Neither/]],
  ['code that was pasted as text', { body: `<p>${component.replaceAll('<', '&lt;')}</p>` }, [/^problem: Our code can be read .* as text/]],
  ['a frame that a script writes', { body: `<script>put('${embed}')</script>` }, [/^warning: A script of the page names our frame/]],
  ['another letter of ours', { body: frame().replace('7Gq', 'other') }, [/^problem: The page shows another letter of ours, not this one/]],
  ['two letters', { body: frame() + frame().replace('7Gq', 'other') }, [/^warning: .* another letter of ours as well/]],
  [
    'an origin that is not registered',
    { body: frame(), url: 'https://www.club.example.org/' },
    [/^problem: https:\/\/www\.club.* not one of/],
  ],
  ['a suffix trick', { body: frame(), url: 'https://club.example.org.evil.example/' }, [/^problem: .* not one of the sites/]],
  ['a page without https', { body: frame(), url: 'http://club.example.org/' }, [/^problem: .* not protected/, /^problem: .* not one of/]],
  ['a page on this machine', { body: frame(), url: 'http://127.0.0.1:3000/' }, [/^warning: .* this machine/, /^problem: .* not one of/]],
  ['a frame without a title', { body: frame('height="900"') }, [/^warning: The frame has no title/]],
  ['a small frame', { body: frame('title="Write" height="150"') }, [/^warning: The frame is 150 pixels high/]],
  ['a frame with a small style', { body: frame('title="Write" height="900" style="border:0; Height: 200px"') }, [/200 pixels/]],
  ['a frame that says no height', { body: frame('title="Write"') }, [/150 pixels/]],
  ['a frame of a pixel', { body: frame('title="Write" width="1" height="1"') }, [/^problem: .* hidden/]],
  ['a frame that is not displayed', { body: frame('title="Write" height="900" style="display: none"') }, [/^problem: .* hidden/]],
  ['a sandbox without scripts', { body: without('allow-scripts') }, [/^warning: .* without allow-scripts/]],
  ['a sandbox without forms', { body: without('allow-forms') }, [/^problem: .* without allow-forms/]],
  ['a sandbox without popups', { body: without('allow-popups ') }, [/^problem: .* without allow-popups:/]],
  ['a sandbox that windows inherit', { body: without('allow-popups-to-escape-sandbox') }, [/^problem: .*-to-escape-sandbox/]],
  ['a sandbox without an origin', { body: without('allow-same-origin') }, [/^warning: .* without allow-same-origin/]],
  [
    'an empty sandbox',
    { body: frame('title="Write" height="900" sandbox') },
    [/-forms/, /-popups:/, /-to-escape/, /-scripts/, /-same-origin/],
  ],
  [
    'a policy for frames',
    { body: frame(), headers: { 'content-security-policy': "frame-src 'self'" } },
    [/^problem: .* our frame out: "frame-src/],
  ],
  [
    'a policy for everything',
    { body: frame(), headers: { 'content-security-policy': "default-src 'self'" } },
    [/our frame out: "default-src/],
  ],
  [
    'a policy of which only the second blocks',
    { body: frame(), headers: { 'content-security-policy': "img-src *, child-src 'none'" } },
    [/child-src/],
  ],
  ['a policy in the markup', { body: `<meta http-equiv=Content-Security-Policy content="frame-src">${frame()}` }, [/"frame-src"/]],
  [
    'a policy that names another host',
    { body: frame(), headers: { 'content-security-policy': 'frame-src *.letters.example.org' } },
    [/frame-src/],
  ],
  ['a policy with another port', { body: frame(), headers: { 'content-security-policy': `frame-src ${ours}:8443` } }, [/frame-src/]],
  ['a policy with another path', { body: frame(), headers: { 'content-security-policy': `frame-src ${ours}/a/` } }, [/frame-src/]],
  [
    'a policy that keeps our script out',
    { body: component + script, headers: { 'content-security-policy': `frame-src ${ours}; script-src 'self' 'nonce-other'` } },
    [/^problem: .* our script out: "script-src/],
  ],
  [
    'a policy under which addresses count for nothing',
    { body: component + script, headers: { 'content-security-policy': `script-src ${ours} 'strict-dynamic' 'nonce-a'` } },
    [/our script out/],
  ],
  [
    'a page that its policy locks in',
    { body: frame(), headers: { 'content-security-policy': `sandbox ${everything.replace('allow-forms', '')}` } },
    [/^problem: .* without allow-forms/],
  ],
  [
    'a frame that a consent tool keeps back',
    { body: `<iframe data-src="${embed}" title="Write">` },
    [/^problem: Something keeps .* data-src/],
  ],
  [
    'a placeholder for the frame',
    { body: `<div data-cmp-src="${embed}"></div><iframe src="about:blank" title="x">` },
    [/^problem: Something keeps .* data-cmp-src/],
  ],
  [
    'a script that a consent tool keeps back',
    { body: component + script.replace('async', 'type="text/plain"') },
    [/^problem: .* our script back/],
  ],
  ['a component without its script', { body: component }, [/^problem: Our script is missing, so only the link/]],
  ['a frame that waits for our script', { body: frame('title="Write" height="900" data-antiphon') }, [/^warning: Our script is missing/]],
  ['our frame over http', { body: frame().replace('https:', 'http:') }, [/^problem: Our frame is asked for over http/]],
  ['our script over http', { body: component + script.replace('https:', 'http:') }, [/^problem: Our script is asked for over http/]],
  ['a page that is locked', { body: '', status: 403 }, [/^problem: The page does not let us read it \(status 403\)/]],
  ['a page that is not there', { body: frame(), status: 404 }, [/^problem: There is no page/]],
  ['a site that is down', { body: '', status: 503 }, [/^problem: .* an error of its own \(status 503\)/]],
  ['a redirect that leads nowhere', { body: '', status: 304 }, [/^problem: .* did not answer with a page/]],
  ['a picture', { body: frame(), headers: { 'content-type': 'image/png' } }, [/^problem: .* not a web page/]],
];
for (const [name, variant, found] of wrong) {
  test(`It is told of ${name}`, () => {
    const said = complaints(variant);
    assert.equal(said.length, found.length, said.join('\n'));
    found.forEach((pattern, index) => assert.match(said[index] ?? '', pattern));
  });
}

test('Any text can be examined, and a nesting of a hundred thousand elements too', () => {
  const piece = fc.constantFrom(
    '<iframe src="',
    embed,
    '" ',
    '>',
    '<!--',
    '<template>',
    'data-src=',
    script,
    component,
    '</',
    '\0',
    '<svg>',
    '"',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), fc.string(), (parts, policy) => {
      const headers = { 'content-security-policy': policy.replace(/[^\x20-\x7e]/g, '') };
      return examine({ body: parts.join(''), headers }).length > 0;
    }),
  );
  assert.ok(examine({ body: `${'<div>'.repeat(100_000)}${frame()}` }).some(({ sentence }) => sentence === 'Our frame stands on the page.'));
});
