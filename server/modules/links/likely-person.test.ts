import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLikelyPerson } from './likely-person.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const old = 'Mozilla/5.0 (Linux; U; Android 2.3.6; en-gb) AppleWebKit/533.1 (KHTML, like Gecko) Version/4.0 Mobile Safari/533.1';

const look = (headers: Record<string, string>, method = 'GET') => isLikelyPerson({ method, header: (name) => headers[name] });

for (const name of [firefox, phone, old])
  test(`a person at ${name.slice(13, 40)}`, () => {
    assert.equal(look({ 'user-agent': name }), true);
    assert.equal(look({ 'user-agent': name, 'sec-fetch-mode': 'navigate' }), true);
  });

const machines: [what: string, headers: Record<string, string>, method?: string][] = [
  ['who only asks for the head', { 'user-agent': firefox }, 'HEAD'],
  ['who gives no name', {}],
  ['who gives an empty name', { 'user-agent': ' ' }],
  ['a browser that fetches ahead', { 'user-agent': firefox, 'sec-purpose': 'prefetch;prerender' }],
  ['an older browser that fetches ahead', { 'user-agent': firefox, purpose: 'prefetch' }],
  ['a much older one', { 'user-agent': firefox, 'x-moz': 'prefetch' }],
  ['a preview on a start page', { 'user-agent': phone, 'x-purpose': 'preview' }],
  ['a script on some page', { 'user-agent': firefox, 'sec-fetch-mode': 'cors' }],
  ['an image on some page', { 'user-agent': firefox, 'sec-fetch-mode': 'no-cors' }],
  ...[
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'facebookexternalhit/1.1',
    'WhatsApp/2.23.20.0',
    'Mozilla/5.0 (Windows NT 10.0) HeadlessChrome/128.0',
    'Barracuda Sentinel (EE)',
    'python-requests/2.32',
    'curl/8.9.1',
    'node',
    'Java/17.0.2',
    'Go-http-client/2.0',
  ].map((name): [string, Record<string, string>] => [name.slice(0, 40), { 'user-agent': name }]),
];
for (const [what, headers, method] of machines) test(`no person: ${what}`, () => assert.equal(look(headers, method), false));
