import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createGoogleStandIn, type GoogleOptions, type GoogleStandIn } from '../../sandbox/google/index.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { createOutbound, type Outbound } from '../../server/platform/outbound.ts';
import { createGoogle } from '../../server/providers/google/index.ts';
import { attribute, begin, finish, handClock, impatient, unescape } from './scene.ts';

export const clientId = 'contract-client.apps.googleusercontent.test';
export const clientSecret = 'contract-secret';
export const ada = { emailAddress: 'ada.sample@gmail.test', displayName: 'Ada Sample' };

export type Google = ReturnType<typeof createGoogle>;

export interface StandInScene extends GoogleStandIn {
  url: string;
  clock: ReturnType<typeof handClock>;
  google: Google;
  stop(): void;
}

/** Our stand-in behind a real socket, and our adapter pointed at it through the real guarded client. */
export async function startStandIn(options: Partial<GoogleOptions> = {}): Promise<StandInScene> {
  const clock = handClock();
  const standIn = createGoogleStandIn({ clock, clientId, clientSecret, basePath: '/sandbox/google', ...options });
  const server = serve({ fetch: standIn.app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  if (!server.listening) await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/google`;
  const { outbound, expect } = impatient(createOutbound({ allow: [new URL(url).host] }));
  const google = adapterAt(url, { clock, outbound });
  return {
    ...standIn,
    url,
    clock,
    google,
    script(account, fault) {
      expect(fault.fault);
      return standIn.script(account, fault);
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function adapterAt(
  url: string,
  { clock, outbound, oauthUrl = url }: { clock: Clock; outbound: Outbound; oauthUrl?: string },
): Google {
  return createGoogle({ clientId, clientSecret, accountsUrl: url, oauthUrl, apiUrl: url, openidUrl: url, gmailUrl: url, outbound, clock });
}

/** A whole consent of one person at the stand-in, with everything ticked. */
export async function consentOf(scene: StandInScene, account = ada.emailAddress) {
  const round = begin(scene.google);
  return finish(scene.google, round, await passConsentScreen(round.url, { account }));
}

export interface Person {
  account: string;
  /** Every permission, or the one whose name ends so. */
  untick?: boolean | string;
  cancelAt?: 'account' | 'sign in' | 'permissions';
}

/** Goes through the consent screen as a browser without scripts does: reads each page, follows its links and sends its forms. */
export async function passConsentScreen(url: URL, person: Person): Promise<URL> {
  let answer = await fetch(url, { redirect: 'manual' });
  for (let page = 0; page < 5 && answer.status === 200; page += 1) answer = await nextStep(answer, person);
  const location = answer.headers.get('location');
  if (!location) throw new Error(`The consent screen ended with ${answer.status}.`);
  return new URL(location);
}

async function nextStep(answer: Response, person: Person): Promise<Response> {
  const html = await answer.text();
  const links = [...html.matchAll(/<a [^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a\s*>/g)].map(([, href = '', text = '']) => ({
    href: unescape(href),
    text,
  }));
  const screen = html.includes('Choose an account') ? 'account' : html.includes('wants access') ? 'permissions' : 'sign in';
  const wanted = person.cancelAt === screen ? 'Cancel' : screen === 'account' ? person.account : 'Continue';
  const link = links.find(({ text }) => text.includes(wanted));
  if (link) return fetch(new URL(link.href, answer.url), { redirect: 'manual' });

  const form = new URLSearchParams();
  for (const [input] of html.matchAll(/<input [^>]*>/g)) {
    const unticked = typeof person.untick === 'string' ? attribute(input, 'value').endsWith(person.untick) : person.untick;
    if (input.includes('type="checkbox"') && (unticked || !input.includes('checked'))) continue;
    form.append(attribute(input, 'name'), attribute(input, 'value'));
  }
  form.set('decision', wanted === 'Cancel' ? 'cancel' : 'continue');
  return fetch(new URL(attribute(/<form [^>]*>/.exec(html)?.[0] ?? '', 'action'), answer.url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
}

/** A letter as the product writes one; `change` spoils it. */
export function letter(change: (lines: string[]) => string[] = (lines) => lines, from = ada.emailAddress): Uint8Array {
  const lines = [
    `From: Ada Sample <${from}>`,
    'To: Rita Recipient <rita@example.org>',
    'Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=',
    'Date: Sun, 22 Nov 2026 09:00:00 +0000',
    'Message-ID: <letter-1@letters.example.org>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Dear Rita,',
    'please vote for it. – Ada',
    '',
  ];
  return Buffer.from(change(lines).join('\r\n'));
}
