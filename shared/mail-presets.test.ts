import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consentHost, dailyCeilingOf, mailPresetOf } from './mail-presets.ts';

test('the servers of Yahoo and Zoho are known by the address, in each of their countries', () => {
  assert.deepEqual(mailPresetOf('a@yahoo.co.uk')?.smtp, { host: 'smtp.mail.yahoo.com', port: 465, security: 'tls' });
  assert.equal(mailPresetOf('a@YAHOO.com')?.imap?.host, 'imap.mail.yahoo.com');
  assert.equal(mailPresetOf('a@zohomail.eu')?.smtp?.host, 'smtp.zoho.eu');
  assert.match(mailPresetOf('a@ymail.com')?.before ?? '', /app password/);
});

test('companies with a password of their own for programs have a server for sending and one for reading', () => {
  const servers = (address: string) => [mailPresetOf(address)?.smtp?.host, mailPresetOf(address)?.imap?.host];
  assert.deepEqual(servers('a@me.com'), ['smtp.mail.me.com', 'imap.mail.me.com']);
  assert.deepEqual(servers('a@gmx.de'), ['mail.gmx.net', 'imap.gmx.net']);
  assert.deepEqual(servers('a@gmx.com'), ['mail.gmx.com', 'imap.gmx.com']);
  for (const domain of ['yahoo.com', 'zoho.eu', 'icloud.com', 'fastmail.com', 'web.de', 'aol.com'])
    assert.equal(mailPresetOf(`a@${domain}`)?.imap?.port, 993, domain);
});

test('Gmail and Outlook are connected by consent, whatever spelling or server is entered', () => {
  assert.equal(mailPresetOf('a@googlemail.com')?.by, 'gmail');
  assert.equal(mailPresetOf('a@hotmail.co.uk')?.by, 'outlook');
  assert.deepEqual(['SMTP.gmail.com', 'smtp.office365.com', 'smtp-mail.outlook.com.'].map(consentHost), ['gmail', 'outlook', 'outlook']);
});

test('a domain of one’s own, or one that only looks like a company’s, has no preset', () => {
  for (const address of ['a@example.org', 'a@notyahoo.com', 'a@yahoo.com.example.org', 'a@constructor', 'a@__proto__', 'nothing'])
    assert.equal(mailPresetOf(address), undefined);
  assert.deepEqual(['mail.example.org', 'gmail.com.example.org', 'notgmail.com'].map(consentHost), [undefined, undefined, undefined]);
});

test('no mailbox may be set beyond what its company allows', () => {
  assert.equal(dailyCeilingOf({ provider: 'gmail', address: 'a@gmail.com' }), 500);
  assert.equal(dailyCeilingOf({ provider: 'gmail', address: 'a@example.org' }), 2000);
  assert.equal(dailyCeilingOf({ provider: 'smtp', address: 'a@example.org', smtpHost: 'smtp.zoho.in' }), 300);
  assert.equal(dailyCeilingOf({ provider: 'smtp', address: 'a@yahoo.fr', smtpHost: 'relay.example.org' }), 500);
  assert.equal(dailyCeilingOf({ provider: 'smtp', address: 'a@icloud.com', smtpHost: 'smtp.mail.me.com' }), 1000);
  for (const address of ['a@example.org', 'a@fastmail.com'])
    assert.equal(dailyCeilingOf({ provider: 'smtp', address, smtpHost: 'mail.example.org' }), 10_000);
});
