import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createEmulator } from 'emulate';
import { systemClock } from '../../server/platform/clock.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { ada, adapterAt, clientId, clientSecret, letter, passConsentScreen, startStandIn, type Google } from './google-scene.ts';
import { attribute, begin, callback, failure, finish } from './scene.ts';

/** Somebody who plays Google. Two of them, written by different hands, so that our reading of the protocol is not the only witness. */
interface Witness {
  google: Google;
  /** Passes the consent screen as Ada and gives the address to which she is sent back. */
  consent(url: URL): Promise<URL>;
  /** The subject of the newest message that was sent. */
  sentSubject(accessToken: string): Promise<string | undefined>;
  stop(): Promise<void> | void;
}

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

async function startEmulator(): Promise<Witness> {
  const port = await freePort();
  const emulator = await createEmulator({
    service: 'google',
    port,
    // It signs with its base URL as issuer, and only Google's own name is accepted as one.
    baseUrl: 'https://accounts.google.com',
    seed: {
      google: {
        users: [{ email: ada.emailAddress, name: ada.displayName }],
        oauth_clients: [{ client_id: clientId, client_secret: clientSecret, name: 'Contract', redirect_uris: [callback] }],
      },
    },
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    google: adapterAt(url, { clock: systemClock, oauthUrl: `${url}/oauth2`, outbound: createOutbound({ allow: [new URL(url).host] }) }),
    async consent(target) {
      const html = await (await fetch(target)).text();
      const form =
        [...html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([text]) => text).find((text) => text.includes(`value="${ada.emailAddress}"`)) ??
        '';
      const fields = [...form.matchAll(/<input [^>]*>/g)].map(([input]): [string, string] => [
        attribute(input, 'name'),
        attribute(input, 'value'),
      ]);
      const action = new URL(attribute(form, 'action'), url);
      const answer = await fetch(action, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '');
    },
    async sentSubject(accessToken) {
      const read = async (path: string) =>
        (
          await fetch(`${url}/gmail/v1/users/me/${path}`, { headers: { authorization: `Bearer ${accessToken}` } })
        ).json() as Promise<unknown>;
      const list = (await read('messages?labelIds=SENT')) as { messages: { id: string }[] };
      const message = (await read(`messages/${list.messages[0]?.id}`)) as { payload: { headers: { name: string; value: string }[] } };
      return message.payload.headers.find((header) => header.name === 'Subject')?.value;
    },
    stop: () => emulator.close(),
  };
}

/** The emulator listens where it is told and does not say where that is. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

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
