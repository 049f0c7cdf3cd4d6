import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import type { Frame } from './page.ts';
import { partnerPage } from './partner-page.ts';
import type { PartnerPageProps } from './partner-page.ts';

const evil = `"'><script>alert(1)</script></textarea><img src=x onerror=alert(1)>`;
const frame: Frame = { lang: 'en', organiser: evil, sandbox: false, nonce: 'n', base: '' };
const props: PartnerPageProps = {
  partner: evil,
  campaign: { title: evil, published: true },
  origins: ['https://www.example.org'],
  ours: 'https://letters.example.org',
  embedUrl: 'https://letters.example.org/e/abc',
  check: { url: '/partner/abc#check', csrf: { name: 'csrf', value: 'proof' } },
};

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(markup: string): Element[] {
  const found: Element[] = [];
  const walk = (node: Node): void => {
    if ('tagName' in node) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(markup));
  return found;
}
const attributesOf = ({ attrs }: Element) => Object.fromEntries(attrs.map(({ name, value }) => [name, value]));
const textOf = (node: Node): string => ('value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '');

test('What a webmaster copies is whole, whatever the campaign is called', async () => {
  const page = elementsOf(String(await partnerPage(props, frame)));
  const snippets = page.filter(({ tagName }) => tagName === 'textarea').map(textOf);
  assert.equal(snippets.length, 5);
  const [element = '', iframe = '', link = ''] = snippets.map((snippet) => snippet.trim());
  for (const [snippet, tagName] of [
    [element, 'antiphon-letter'],
    [iframe, 'iframe'],
  ] as const) {
    const copied = elementsOf(snippet);
    const ours = copied.find((one) => one.tagName === tagName);
    assert.ok(ours, tagName);
    assert.equal(attributesOf(ours)['src'], props.embedUrl);
    assert.equal(attributesOf(ours)['title'], `Write a letter: ${evil}`);
    assert.deepEqual(
      copied.filter((one) => one.tagName === 'script').map((one) => attributesOf(one)['src']),
      ['https://letters.example.org/embed.js'],
    );
    assert.equal(copied.filter((one) => one.tagName === 'img').length, 0);
  }
  assert.equal(textOf(elementsOf(link).find(({ tagName }) => tagName === 'a')!), `Write a letter: ${evil}`);
});

test('Hostile names and findings stay words on the page', async () => {
  const check = { ...props.check, address: evil, problem: evil, findings: [{ level: 'problem', sentence: evil, fix: evil }] as const };
  for (const one of [props, { ...props, check }, { ...props, campaign: { title: evil, published: false } }]) {
    const page = elementsOf(String(await partnerPage(one, frame)));
    assert.equal(page.filter(({ tagName }) => tagName === 'img').length, 0);
    assert.equal(page.filter(({ tagName }) => tagName === 'script').length, 1, 'our own');
  }
});

test('What has to be put right is said first, and what it is worth is said in words', async () => {
  const findings = (['good', 'warning', 'problem'] as const).map((level) => ({ level, sentence: `It is ${level}.` }));
  const text = String(await partnerPage({ ...props, check: { ...props.check, findings } }, frame)).replace(/<[^>]+>/g, '');
  assert.match(
    text,
    /We found one thing to put right\.[^]*Problem\. It is problem\.[^]*Could be better\. It is warning\.[^]*Good\. It is good\./,
  );
});
