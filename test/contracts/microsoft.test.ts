import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createEmulator } from 'emulate';
import { systemClock } from '../../server/platform/clock.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { createMicrosoft } from '../../server/providers/microsoft/index.ts';
import { adapterAt, carla, clientId, clientSecret, passConsentScreen, startStandIn, type Microsoft } from './microsoft-scene.ts';
import { attribute, begin, callback, failure, finish } from './scene.ts';
import { freePort } from '../harness/ours.ts';

/** Somebody who plays Microsoft's sign-in. Two of them, written by different hands, so that our reading is not the only witness. */
interface Witness {
  microsoft: Microsoft;
  /** Passes the consent screen as Carla and gives the address to which she is sent back. */
  consent(url: URL): Promise<URL>;
  stop(): Promise<void> | void;
}

const witnesses: Record<string, () => Promise<Witness>> = {
  'our stand-in': async () => {
    const { microsoft, stop } = await startStandIn();
    return { microsoft, consent: (url) => passConsentScreen(url, { account: carla.emailAddress }), stop };
  },
  'the emulator': startEmulator,
};

async function startEmulator(): Promise<Witness> {
  const port = await freePort();
  const emulator = await createEmulator({
    service: 'microsoft',
    port,
    seed: {
      microsoft: {
        users: [{ email: carla.emailAddress, name: carla.displayName }],
        oauth_clients: [{ client_id: clientId, client_secret: clientSecret, name: 'Contract', redirect_uris: [callback] }],
      },
    },
  });
  const url = `http://localhost:${port}`;
  const outbound = createOutbound({ allow: [new URL(url).host] });
  /** The emulator knows no tenants in its paths, and nothing else is changed. */
  const withoutTenant = (target: URL | string) => new URL(String(target).replace('/common/', '/'));
  return {
    microsoft: adapterAt(url, {
      clock: systemClock,
      outbound: { request: (call) => outbound.request({ ...call, url: withoutTenant(call.url) }) },
    }),
    async consent(target) {
      const html = await (await fetch(withoutTenant(target))).text();
      const forms = [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([text]) => text);
      const form = forms.find((text) => text.includes(`value="${carla.emailAddress}"`)) ?? '';
      const fields = [...form.matchAll(/<input [^>]*>/g)].map(([input]): [string, string] => [
        attribute(input, 'name'),
        attribute(input, 'value'),
      ]);
      const action = new URL(attribute(form, 'action'), url);
      const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '');
    },
    stop: () => emulator.close(),
  };
}

for (const [name, start] of Object.entries(witnesses)) {
  describe(`Microsoft’s sign-in, as ${name} plays it`, () => {
    let witness: Witness;
    before(async () => {
      witness = await start();
    });
    after(() => witness.stop());

    test('a consent names the person, may send, is the same account every time, and nothing lasting comes with it', async () => {
      const subjects = [];
      for (let time = 0; time < 2; time += 1) {
        const round = begin(witness.microsoft);
        const back = await witness.consent(round.url);
        assert.equal(back.origin + back.pathname, callback);
        assert.equal(back.searchParams.get('state'), round.state);
        const consent = await finish(witness.microsoft, round, back);
        assert.equal(consent.emailAddress, carla.emailAddress);
        assert.equal(consent.displayName, carla.displayName);
        assert.equal(consent.maySend, true);
        assert.equal(consent.refreshToken, undefined);
        subjects.push(consent.subject);
        await witness.microsoft.revoke(consent.accessToken);
      }
      assert.match(subjects[0] ?? '', /^[0-9a-f-]{36}\.[0-9a-f-]{36}$/);
      assert.equal(subjects[0], subjects[1]);
    });

    test('a code is good once', async () => {
      const round = begin(witness.microsoft);
      const back = await witness.consent(round.url);
      await finish(witness.microsoft, round, back);
      await assert.rejects(finish(witness.microsoft, round, back), failure('reconnect', 'consent_code_refused'));
    });

    test('a code is worth nothing without its verifier', async () => {
      const round = begin(witness.microsoft);
      const back = await witness.consent(round.url);
      const stolen = { ...round, codeVerifier: begin(witness.microsoft).codeVerifier };
      await assert.rejects(finish(witness.microsoft, stolen, back), failure('reconnect', 'consent_code_refused'));
    });

    test('an ID token made for another round is not believed', async () => {
      const round = begin(witness.microsoft);
      const back = await witness.consent(round.url);
      await assert.rejects(
        finish(witness.microsoft, { ...round, nonce: 'of another round' }, back),
        failure('reconnect', 'answer_unreadable'),
      );
    });
  });
}

describe('what is asked for', () => {
  test('identity and Mail.Send, nothing that lasts, and the person picks the account', () => {
    const unused = { request: () => Promise.reject(new Error('Nothing is called.')) };
    const { url, state, nonce } = begin(adapterAt('https://login.example.org', { clock: systemClock, outbound: unused }));
    const asked = Object.fromEntries(url.searchParams);
    assert.equal(url.origin + url.pathname, 'https://login.example.org/common/oauth2/v2.0/authorize');
    assert.equal(asked['scope'], 'openid email profile https://graph.microsoft.com/Mail.Send');
    assert.deepEqual(
      [asked['prompt'], asked['response_mode'], asked['code_challenge_method'], asked['state'], asked['nonce']],
      ['select_account', 'query', 'S256', state, nonce],
    );
    assert.ok(!url.search.includes('offline_access') && !url.search.includes(clientSecret));
  });

  test('the server may reach the sign-in in its own way, while people and issuers go by the public address', async () => {
    const publicUrl = 'https://letters.example.org/sandbox/microsoft';
    const { url, clock, stop } = await startStandIn({ url: publicUrl });
    const inside = { serverLoginUrl: url, graphUrl: url, outbound: createOutbound({ allow: [new URL(url).host] }), clock };
    const microsoft = createMicrosoft({ clientId, clientSecret, loginUrl: publicUrl, ...inside });
    const round = begin(microsoft);
    assert.ok(round.url.href.startsWith(`${publicUrl}/common/`));
    const back = await passConsentScreen(new URL(round.url.href.replace(publicUrl, url)), { account: carla.emailAddress });
    assert.equal((await finish(microsoft, round, back)).emailAddress, carla.emailAddress);
    stop();
  });
});
