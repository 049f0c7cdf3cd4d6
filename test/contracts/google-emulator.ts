import { createEmulator } from 'emulate';
import { systemClock } from '../../server/platform/clock.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { ada, adapterAt, clientId, clientSecret, type Google } from './google-scene.ts';
import { attribute, callback } from './scene.ts';
import { freePort } from '../harness/ours.ts';

/** Somebody who plays Google. Two of them, written by different hands, so that our reading of the protocol is not the only witness. */
export interface Witness {
  google: Google;
  /** Passes the consent screen as Ada and gives the address to which she is sent back. */
  consent(url: URL): Promise<URL>;
  /** The subject of the newest message that was sent. */
  sentSubject(accessToken: string): Promise<string | undefined>;
  stop(): Promise<void> | void;
}

/** An emulator of Google that others wrote. It signs in without regard to what is asked for. */
export async function startEmulator(): Promise<Witness & { url: string }> {
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
    url,
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
