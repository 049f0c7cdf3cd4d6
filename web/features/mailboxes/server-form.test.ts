import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessOf, byConsent, emptyServerForm, withPreset } from './server-form.ts';

const at = (address: string) => ({ ...emptyServerForm, address });

test('the servers of a known company fill themselves in, and others stay as they were entered', () => {
  const { form, preset } = withPreset(at(' pat@yahoo.com '), null);
  assert.deepEqual([form.smtpHost, form.imapHost, preset?.name], ['smtp.mail.yahoo.com', 'imap.mail.yahoo.com', 'Yahoo Mail']);
  const own = { ...at('pat@example.org'), smtpHost: 'mail.example.org', smtpPort: 587 };
  assert.deepEqual(withPreset(own, null).form, own);
});

test('a mailbox of the sandbox finds its server', () => {
  const sandbox = { host: '127.0.0.1', port: 2525, addresses: ['gil.sample@mail.test'], password: 'sandbox' };
  const { form } = withPreset(at('Gil.Sample@mail.test'), sandbox);
  assert.deepEqual([form.smtpHost, form.smtpPort, form.smtpSecurity], ['127.0.0.1', 2525, 'starttls']);
});

test('Gmail and Outlook are pointed to their own page, by address or by server', () => {
  assert.equal(byConsent(at('pat@gmail.com')), 'gmail');
  assert.equal(byConsent({ ...at('pat@example.org'), smtpHost: 'smtp.office365.com' }), 'outlook');
  assert.equal(byConsent(at('pat@yahoo.com')), undefined);
});

test('who signs in is the address unless another name is entered, and without reading there is no second server', () => {
  const access = accessOf({ ...at(' pat@example.org '), smtpHost: ' mail.example.org ', password: ' p ' });
  assert.deepEqual([access.username, access.smtp.host, access.imap, access.password], ['pat@example.org', 'mail.example.org', null, ' p ']);
  assert.equal(accessOf({ ...at('pat@example.org'), username: 'pat' }).username, 'pat');
});
