import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startEmulator, type Witness } from './google-emulator.ts';
import { ada, letter, passConsentScreen, startStandIn } from './google-scene.ts';
import { begin, callback, failure, finish } from './scene.ts';

const witnesses: Record<string, () => Promise<Witness>> = {
  'our stand-in': async () => {
    const scene = await startStandIn();
    return {
      google: scene.google,
      consent: (url) => passConsentScreen(url, { account: ada.emailAddress }),
      sentSubject: () => Promise.resolve(scene.outbox.messages()[0]?.email.subject),
      stop: scene.stop,
    };
  },
  'the emulator': startEmulator,
};

for (const [name, start] of Object.entries(witnesses)) {
  describe(`Google, as ${name} plays it`, () => {
    let witness: Witness;
    before(async () => {
      witness = await start();
    });
    after(() => witness.stop());

    async function consented() {
      const round = begin(witness.google);
      const back = await witness.consent(round.url);
      assert.equal(back.origin + back.pathname, callback);
      assert.equal(back.searchParams.get('state'), round.state);
      return { round, back, consent: await finish(witness.google, round, back) };
    }

    test('a consent names the person, may send and can be refreshed', async () => {
      const { consent } = await consented();
      assert.equal(consent.emailAddress, ada.emailAddress);
      assert.equal(consent.displayName, ada.displayName);
      assert.equal(consent.maySend, true);
      assert.ok(consent.subject.length > 0);
      assert.ok(consent.refreshToken);
      const fresh = await witness.google.refresh(consent.refreshToken);
      assert.notEqual(fresh.accessToken, consent.accessToken);
      assert.ok(fresh.accessTokenExpiresAt.getTime() > consent.accessTokenExpiresAt.getTime() - 60_000);
      await witness.google.revoke(consent.accessToken);
    });

    test('a code is good once', async () => {
      const { round, back, consent } = await consented();
      await assert.rejects(finish(witness.google, round, back), failure('reconnect', 'consent_code_refused'));
      await witness.google.revoke(consent.refreshToken ?? consent.accessToken);
    });

    test('a code is worth nothing without its verifier', async () => {
      const round = begin(witness.google);
      const back = await witness.consent(round.url);
      const stolen = { ...round, codeVerifier: begin(witness.google).codeVerifier };
      await assert.rejects(finish(witness.google, stolen, back), failure('reconnect', 'consent_code_refused'));
    });

    test('an ID token made for another round is not believed', async () => {
      const round = begin(witness.google);
      const back = await witness.consent(round.url);
      await assert.rejects(
        finish(witness.google, { ...round, nonce: 'of another round' }, back),
        failure('reconnect', 'answer_unreadable'),
      );
    });

    test('a message is handed over and arrives as it was written', async () => {
      const { consent } = await consented();
      const { providerMessageId } = await witness.google.send({ accessToken: consent.accessToken, raw: letter() });
      assert.ok(providerMessageId.length > 0);
      assert.match((await witness.sentSubject(consent.accessToken)) ?? '', /^(Grüße|=\?UTF-8\?Q\?Gr=C3=BC=C3=9Fe\?=)$/);
    });

    test('a revoked consent cannot be refreshed, and revoking again is no failure', async () => {
      const { consent } = await consented();
      const token = consent.refreshToken ?? '';
      await witness.google.revoke(token || consent.accessToken);
      await witness.google.revoke(token || consent.accessToken);
      await assert.rejects(witness.google.refresh(token || 'none'), failure('reconnect', 'consent_revoked'));
    });
  });
}
