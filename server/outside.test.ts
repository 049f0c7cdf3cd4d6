import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subprocessors } from '../privacy/subprocessors.ts';
import { ConfigError, readConfig } from './config.ts';
import { outsideCompanies } from './outside.ts';
import { providers } from './providers/catalogue.ts';

const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
const mail = { SMTP_URL: 'smtps://mail.example.org' };

test('a company is named when its settings are set, stood in for in the sandbox, and else not at all', () => {
  assert.deepEqual(outsideCompanies(readConfig({ ...google, ...mail }), false), { google: 'on', service_mail: 'on', mail_providers: 'on' });
  assert.deepEqual(outsideCompanies(readConfig(google), true), {
    google: 'on',
    microsoft: 'stand_in',
    service_mail: 'stand_in',
    mail_providers: 'on',
  });
  assert.deepEqual(outsideCompanies(readConfig({}), false), { mail_providers: 'on' });
});

test('every company that the product can speak to is a declared sub-processor, and the other way round', () => {
  assert.deepEqual(Object.keys(providers).sort(), Object.keys(subprocessors).sort());
});

test('an announcement names a company of the register and a day; anything else stops the start with one sentence', () => {
  const { SUBPROCESSORS_ANNOUNCED } = readConfig({ SUBPROCESSORS_ANNOUNCED: 'microsoft:2027-01-15, google:2027-02-01' });
  assert.deepEqual(SUBPROCESSORS_ANNOUNCED, [
    { company: 'microsoft', from: '2027-01-15' },
    { company: 'google', from: '2027-02-01' },
  ]);
  for (const wrong of ['microsoft', 'nobody:2027-01-15', 'google:2027-02-30', 'google:soon', 'toString:2027-01-15', 'google 2027-01-15'])
    assert.throws(
      () => readConfig({ SUBPROCESSORS_ANNOUNCED: wrong }),
      (error) => error instanceof ConfigError && /SUBPROCESSORS_ANNOUNCED is not usable/.test(error.message),
      wrong,
    );
});
