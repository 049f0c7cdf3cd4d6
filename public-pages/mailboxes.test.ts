import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf, speakOf } from './mailboxes.ts';
import { noticeFor } from './notice.ts';
import { notices, type NoticeCode } from './notices.ts';

const codes = Object.keys(notices) as NoticeCode[];
const links = {
  campaign: '/c/a/b',
  connect: '/letter/connect',
  confirm: '/letter/confirm',
  own_mail: '/letter/other',
  home: '/',
  continue: '/x',
};
const csrf = { name: 'csrf', value: 'proof' };

test('every outcome reads whole for both mailboxes, and who sends with Outlook never reads of Gmail or Google', () => {
  for (const mailbox of ['gmail', 'outlook'] as const)
    for (const code of codes) {
      const { title, sentences, action, second } = noticeFor(code, { links, csrf, mailbox });
      const words = [title, ...sentences, action?.label ?? '', second?.label ?? ''].join(' ');
      assert.doesNotMatch(words, /[{}]|undefined/, code);
      assert.doesNotMatch(words, mailbox === 'gmail' ? /Outlook|Microsoft/ : /Gmail|Google/, `${mailbox}: ${code}`);
    }
  assert.ok(codes.length > 25);
});

test('asking again asks the company that was asked before', () => {
  assert.deepEqual(noticeFor('consent_missing_scope', { links, csrf, mailbox: 'outlook' }).action, {
    label: 'Ask Microsoft again',
    post: '/letter/connect',
    csrf,
    by: { name: 'by', value: 'outlook' },
  });
});

test('where one looks for what was sent, and takes a permission back, is at the company of the mailbox', () => {
  for (const { sent, connections } of Object.values(placesOf))
    for (const url of [sent, connections]) assert.equal(new URL(url).protocol, 'https:');
  assert.match(JSON.stringify(noticeFor('disconnected_here', { links: {}, mailbox: 'outlook' }).action), /account\.live\.com/);
  assert.match(JSON.stringify(noticeFor('disconnected_unconfirmed', { links: {}, mailbox: 'gmail' }).action), /myaccount\.google\.com/);
});

test('what is not a word of a mailbox stays as it stands', () => {
  assert.equal(speakOf('outlook', '{mail} {hours} {constructor} {{ x }}'), 'Outlook {hours} {constructor} {{ x }}');
});
