import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createOutbound } from '../../server/platform/outbound.ts';
import type { AskLastingConsent, MailboxMode } from '../../server/providers/capabilities.ts';
import { createGoogleMailboxes } from '../../server/providers/google/index.ts';
import { createMicrosoftMailboxes } from '../../server/providers/microsoft/index.ts';
import * as google from './google-scene.ts';
import * as microsoft from './microsoft-scene.ts';
import { begin, callback, failure, finish } from './scene.ts';

const scene = await google.startStandIn();
after(() => scene.stop());
const { url, clock } = scene;
const gmail = createGoogleMailboxes({
  clientId: google.clientId,
  clientSecret: google.clientSecret,
  ...{ accountsUrl: url, oauthUrl: url, apiUrl: url, openidUrl: url, gmailUrl: url },
  outbound: createOutbound({ allow: [new URL(url).host] }),
  clock,
});
const there = await microsoft.startStandIn();
after(() => there.stop());
const outlook = createMicrosoftMailboxes({
  clientId: microsoft.clientId,
  clientSecret: microsoft.clientSecret,
  loginUrl: there.url,
  graphUrl: there.url,
  outbound: createOutbound({ allow: [new URL(there.url).host] }),
  clock: there.clock,
});

/** One round of a member, as the product begins it. */
const round = (company: AskLastingConsent, mode: MailboxMode, more: { askAgain?: boolean; address?: string } = {}) =>
  begin({ authorizationUrl: (request) => company.authorizationUrl({ ...request, mode, askAgain: false, ...more }) });
const ada = { account: google.ada.emailAddress };
const consentAtGoogle = async (mode: MailboxMode, person: google.Person = ada) => {
  const asked = round(gmail, mode, { askAgain: true });
  const back = await google.passConsentScreen(asked.url, person);
  return gmail.exchangeCode({
    code: back.searchParams.get('code') ?? '',
    codeVerifier: asked.codeVerifier,
    nonce: asked.nonce,
    redirectUri: callback,
  });
};
const message = (change?: Parameters<typeof google.letter>[0]) => ({
  from: google.ada.emailAddress,
  to: 'rita@example.org',
  raw: google.letter(change),
});

describe('Gmail mailboxes of a team', () => {
  test('reading is asked for only where it is wanted, and believed only where it was ticked', async () => {
    const scopes = (mode: MailboxMode) => round(gmail, mode).url.searchParams.get('scope')?.includes('gmail.readonly');
    assert.deepEqual([scopes('send'), scopes('send_and_read')], [false, true]);
    const partly = await consentAtGoogle('send_and_read', { ...ada, untick: 'gmail.readonly' });
    assert.deepEqual([partly.maySend, partly.mayRead], [true, false]);
    const wholly = await consentAtGoogle('send_and_read');
    assert.deepEqual([wholly.maySend, wholly.mayRead], [true, true]);
    assert.ok(wholly.refreshToken);
    const hinted = round(gmail, 'send', { address: ada.account }).url.searchParams;
    assert.deepEqual([hinted.get('login_hint'), hinted.get('prompt')], [ada.account, 'select_account']);
  });

  test('a message says in which thread it is, the next one joins it, and one whose thread is gone leaves by itself', async () => {
    const { accessToken } = await consentAtGoogle('send_and_read');
    const mailbox = { provider: 'gmail', accessToken, mayRead: true } as const;
    const first = await gmail.handOver(mailbox, message());
    assert.equal(first.messageId, '<letter-1@letters.example.org>');
    assert.ok(first.providerThreadId);
    const second = await gmail.handOver(mailbox, { ...message(), providerThreadId: first.providerThreadId });
    assert.equal(second.providerThreadId, first.providerThreadId);
    assert.notEqual(second.providerMessageId, first.providerMessageId);
    assert.equal(scene.outbox.messages()[0]?.raw, Buffer.from(message().raw).toString(), 'what leaves is what was handed over');
    const before = scene.outbox.total();
    const third = await gmail.handOver(mailbox, { ...message(), providerThreadId: 'gone' });
    assert.notEqual(third.providerThreadId, first.providerThreadId);
    assert.equal(scene.outbox.total() - before, 1);
  });

  test('without reading nothing is looked up, and where it fails the message was accepted all the same', async () => {
    const { accessToken } = await consentAtGoogle('send');
    const sent = await gmail.handOver({ provider: 'gmail', accessToken }, message());
    assert.deepEqual([typeof sent.providerMessageId, sent.messageId], ['string', undefined]);
    const given = scene.consent({ emailAddress: 'nora@gmail.test', displayName: 'Nora' });
    const nora = google.letter(undefined, 'nora@gmail.test');
    const kept = await gmail.handOver(
      { provider: 'gmail', accessToken: given, mayRead: true },
      { ...message(), from: 'nora@gmail.test', raw: nora },
    );
    assert.equal(kept.messageId, undefined);
  });

  test('an access token is renewed for months, until the consent ends', async () => {
    const { refreshToken = '' } = await consentAtGoogle('send');
    clock.advance(90 * 86_400);
    const { accessToken } = await gmail.refresh(refreshToken);
    await gmail.handOver({ provider: 'gmail', accessToken }, message());
    assert.equal(await gmail.revoke(refreshToken), 'ended');
    await assert.rejects(gmail.refresh(refreshToken), failure('reconnect', 'consent_revoked'));
    await assert.rejects(gmail.handOver({ provider: 'gmail', accessToken }, message()), failure('reconnect', 'consent_revoked'));
  });
});

describe('Outlook mailboxes of a team', () => {
  const carla = { account: microsoft.carla.emailAddress };
  const consent = async (mode: MailboxMode) => {
    const asked = round(outlook, mode);
    return finish(outlook, asked, await microsoft.passConsentScreen(asked.url, carla));
  };

  test('a consent lasts by a refresh token that is replaced with each use', async () => {
    const given = await consent('send_and_read');
    assert.ok(given.refreshToken);
    there.clock.advance(86_400);
    const renewed = await outlook.refresh(given.refreshToken);
    assert.ok(renewed.refreshToken && renewed.refreshToken !== given.refreshToken);
    const raw = google.letter(undefined, carla.account);
    const { providerMessageId } = await outlook.handOver(
      { provider: 'outlook', accessToken: renewed.accessToken },
      { ...message(), from: carla.account, raw },
    );
    assert.match(providerMessageId, /^[\w-]+$/);
    there.script(carla.account, { fault: 'revoke' });
    await assert.rejects(outlook.refresh(renewed.refreshToken ?? ''), failure('reconnect', 'consent_revoked'));
  });

  test('of a supporter nothing lasting is kept, though the company would give it', async () => {
    const asked = begin(there.microsoft);
    assert.ok(!asked.url.searchParams.get('scope')?.includes('offline_access'));
    asked.url.searchParams.set('scope', `${asked.url.searchParams.get('scope') ?? ''} offline_access`);
    const given = await finish(there.microsoft, asked, await microsoft.passConsentScreen(asked.url, carla));
    assert.equal(given.refreshToken, undefined);
    await assert.rejects(there.microsoft.refresh('anything'), failure('reconnect', 'consent_revoked'));
  });
});
