import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionPage } from './action-page.ts';
import { confirmPage } from './confirm-page.ts';
import { documentPage } from './document-page.ts';
import { documentsPage, versionsPage } from './documents-page.ts';
import { homePage } from './home-page.ts';
import { keptPage } from './kept-page.ts';
import { leaveLaterPage, leavePage } from './leave-page.ts';
import { renderMarkdown } from './markdown.ts';
import { noticePage } from './notice.ts';
import type { Frame, Html } from './page.ts';
import { receiptPage } from './receipt.ts';
import { statusPage } from './status-page.ts';

const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&\u202e</textarea></title>`;
const frame: Frame = { lang: evil, organiser: evil, sandbox: true, nonce: evil, base: evil };
const csrf = { name: evil, value: evil };
const form = { url: evil, csrf };
const reader = { id: evil, name: evil, address: evil, district: evil };

function action(editable: 'whole' | 'own_line' | 'locked', many: number): Html {
  const letter = { subject: evil, body: evil, rest: evil, editable, draft: { subject: evil, body: evil, ownLine: evil } };
  const recipients = Array.from({ length: many }, () => reader);
  return actionPage(
    { title: evil, intro: evil, counts: { accepted: 1, goal: 2 }, recipients, letter, start: form, state: 'open', problem: evil },
    frame,
  );
}

const message = { recipient: reader, subject: evil, text: evil };
const urls = { confirm: evil, change: evil, stop: evil };
const states = ['waiting', 'sending', 'accepted', 'failed', 'uncertain', 'skipped'] as const;
const lines = states.map((state) => ({ ...reader, state, reason: evil, nextStep: evil }));
const promise = { group: evil, sentence: evil, limit: evil, held: 1, oldest: evil, share: 1.1, past: true, pastBy: evil };
const left = { what: evil, state: evil, until: evil, gone: true };

const pages: Record<string, Html> = {
  whole: action('whole', 2),
  own: action('own_line', 1),
  locked: action('locked', 7),
  confirm: confirmPage(
    {
      from: reader,
      messages: [message, message, message],
      leftOut: [{ name: evil, reason: evil }],
      urls,
      csrf,
      contentHash: evil,
      hours: 48,
      problem: evil,
    },
    frame,
  ),
  sending: statusPage({ lines, campaignUrl: evil, problem: evil }, frame),
  status: statusPage({ lines: lines.slice(2), campaignUrl: evil, retry: form, stop: form, problem: evil }, frame),
  receipt: receiptPage(
    { at: evil, recipients: [reader], revokedAt: evil, rows: [left, { ...left, gone: false }], number: 3, shareUrl: evil },
    frame,
  ),
  leave: leavePage(
    {
      ...{
        url: evil,
        organisation: evil,
        address: evil,
        origin: { words: evil, noted: evil },
        leftUntil: evil,
        leftEverywhereUntil: evil,
        problem: evil,
      },
      choices: ['workspace', 'campaign', 'everywhere'],
      left: 'campaign',
    },
    frame,
  ),
  leaveLater: leaveLaterPage(evil, frame),
  notice: noticePage(
    { title: evil, sentences: [evil], action: { label: evil, href: evil }, second: { label: evil, post: evil, csrf } },
    frame,
  ),
  kept: keptPage({ operator: evil, at: evil, promises: [promise], ask: form, figuresUrl: evil, problem: evil }, frame),
  document: documentPage(
    {
      title: evil,
      version: 2,
      updated: evil,
      text: `${evil}\n\n## ${evil}\n\n| ${evil} |\n|---|\n| ${evil} |\n\n- ${evil}`,
      urls: { text: evil, versions: evil },
      others: [{ title: evil, url: evil }],
      older: { current: evil },
    },
    frame,
  ),
  documents: documentsPage({ documents: [{ title: evil, about: evil, url: evil, version: 1, updated: evil }], more: [] }, frame),
  versions: versionsPage({ title: evil, url: evil, versions: [{ version: 2, day: evil, url: evil }] }, frame),
  home: homePage({ service: evil, operator: evil, signInUrl: evil, hours: 48 }, frame),
};

for (const [name, page] of Object.entries(pages)) {
  test(`hostile values stay words on the page: ${name}`, async () => {
    const text = String(await page);
    assert.doesNotMatch(text, /<script>|<img|"'>|&\u202e<|alert\(1\)<\/script>/);
    // Our own markup alone opens and closes the title and the text areas.
    assert.equal(text.match(/<\/title>/g)?.length, 1);
    assert.equal(text.match(/<\/textarea>/g)?.length ?? 0, text.match(/<textarea /g)?.length ?? 0);
    assert.doesNotMatch(/<title>[\s\S]*<\/title>/.exec(text)?.[0] ?? '', /\u202e/);
  });
}

test('the confirmation shows each letter exactly, spaces and line breaks and all', async () => {
  const text = 'Dear  A,\n\n   two\tspaces \n\n\nend\n';
  const props = {
    from: reader,
    messages: [{ recipient: reader, subject: 's', text }],
    leftOut: [],
    urls,
    csrf,
    contentHash: 'h',
    hours: 48,
  };
  assert.ok(String(await confirmPage(props, frame)).includes(`<div class="written" dir="auto">${text}</div>`));
});

test('a draft that begins with an empty line keeps it', async () => {
  const letter = { subject: 's', body: '\nDear A', editable: 'whole' } as const;
  const props = { title: 't', intro: 'i', counts: { accepted: 0 }, recipients: [reader], letter, start: form, state: 'open' } as const;
  assert.match(String(await actionPage(props, frame)), /<textarea [^>]*>\n\nDear A<\/textarea>/);
});

test('no page where nothing can be sent asks for consent', async () => {
  const letter = { subject: 's', body: 'b', editable: 'whole' } as const;
  const props = { title: 't', intro: 'i', counts: { accepted: 0 }, recipients: [reader], letter, start: form } as const;
  for (const state of ['paused', 'held', 'quarantined', 'resting', 'closed', 'no_recipients'] as const) {
    assert.doesNotMatch(String(await actionPage({ ...props, state }, frame)), /<form/, state);
  }
});

test('documents know headings, lists, tables, strong and safe links, and nothing else', async () => {
  const text = String(
    await renderMarkdown(
      '# One\nText **b** and [a](https://example.org) and [x](javascript:alert(1)) and [y](//example.org)\n\n1. a\n2. b\n   more',
    ),
  );
  assert.match(text, /<h2 id="one">One<\/h2><p>Text <strong>b<\/strong> and <a href="https:\/\/example\.org">a<\/a>/);
  assert.match(text, /\[x\]\(javascript:alert\(1\)\) and \[y\]\(\/\/example\.org\)<\/p>/);
  assert.match(text, /<ol>\s*<li>a<\/li><li>b more<\/li>\s*<\/ol>/);
});
