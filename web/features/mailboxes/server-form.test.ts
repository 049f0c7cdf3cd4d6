import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessOf, byConsent, emptyServerForm, withPreset, withReading } from './server-form.ts';

const at = (address: string) => ({ ...emptyServerForm, address });

test('the servers of a known company fill themselves in, and others stay as they were entered', () => {
  const { form, preset } = withPreset(at(' pat@yahoo.com '), null);
  assert.deepEqual([form.smtpHost, form.imapHost, preset?.name], ['smtp.mail.yahoo.com', 'imap.mail.yahoo.com', 'Yahoo Mail']);
  const own = { ...at('pat@example.org'), smtpHost: 'mail.example.org', smtpPort: 587 };
  assert.deepEqual(withPreset(own, null).form, own);
});

test('a mailbox of the sandbox finds its server', () => {
  const sandbox = { host: '127.0.0.1', port: 2525, imapPort: 2143, addresses: ['gil.sample@mail.test'], password: 'sandbox' };
  const { form } = withPreset(at('Gil.Sample@mail.test'), sandbox);
  assert.deepEqual([form.smtpHost, form.smtpPort, form.smtpSecurity], ['127.0.0.1', 2525, 'starttls']);
  assert.deepEqual([form.imapHost, form.imapPort, form.imapSecurity, form.reads], ['127.0.0.1', 2143, 'starttls', false]);
});

test('whoever wants to see replies is offered the server that is called like the one for sending, and keeps the one that they entered', () => {
  const guessed = withReading({ ...at('pat@example.org'), smtpHost: 'smtp.example.org' }, true);
  assert.deepEqual([guessed.reads, guessed.imapHost], [true, 'imap.example.org']);
  assert.equal(withReading({ ...at('pat@example.org'), smtpHost: 'mail.example.org' }, true).imapHost, 'mail.example.org');
  assert.equal(withReading({ ...guessed, imapHost: 'post.example.org' }, true).imapHost, 'post.example.org');
});

test('Gmail and Outlook are pointed to their own page, by address or by server', () => {
  assert.equal(byConsent(at('pat@gmail.com')), 'gmail');
  assert.equal(byConsent({ ...at('pat@example.org'), smtpHost: 'smtp.office365.com' }), 'outlook');
  assert.equal(byConsent({ ...at('pat@example.org'), imapHost: 'imap.gmail.com' }), 'gmail');
  assert.equal(byConsent(at('pat@yahoo.com')), undefined);
});

test('who signs in is the address unless another name is entered, and without reading there is no second server', () => {
  const access = accessOf({ ...at(' pat@example.org '), smtpHost: ' mail.example.org ', password: ' p ' });
  assert.deepEqual([access.username, access.smtp.host, access.imap, access.password], ['pat@example.org', 'mail.example.org', null, ' p ']);
  assert.equal(accessOf({ ...at('pat@example.org'), username: 'pat' }).username, 'pat');
});
