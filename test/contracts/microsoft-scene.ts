import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createMicrosoftStandIn, type MicrosoftOptions, type MicrosoftStandIn } from '../../sandbox/microsoft/index.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { createOutbound, type Outbound } from '../../server/platform/outbound.ts';
import { createMicrosoft } from '../../server/providers/microsoft/index.ts';
import { attribute, begin, finish, handClock, impatient } from './scene.ts';

export const clientId = '5a4db0c5-0000-4000-8000-0000000000ff';
export const clientSecret = 'contract-secret';
export const carla = { emailAddress: 'carla.sample@outlook.test', displayName: 'Carla Sample' };

export type Microsoft = ReturnType<typeof createMicrosoft>;

export interface StandInScene extends MicrosoftStandIn {
  url: string;
  clock: ReturnType<typeof handClock>;
  microsoft: Microsoft;
  stop(): void;
}

/** Our stand-in behind a real socket, and our adapter pointed at it through the real guarded client. */
export async function startStandIn(options: Partial<MicrosoftOptions> = {}): Promise<StandInScene> {
  const clock = handClock();
  // It listens first: only the open socket knows with which URL its issuers begin.
  const server = serve({ fetch: (request, env) => standIn.app.fetch(request, env), port: 0, hostname: '127.0.0.1' }) as Server;
  if (!server.listening) await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/microsoft`;
  const standIn = createMicrosoftStandIn({ clock, clientId, clientSecret, url, ...options });
  const { outbound, expect } = impatient(createOutbound({ allow: [new URL(url).host] }));
  const microsoft = adapterAt(url, { clock, outbound });
  return {
    ...standIn,
    url,
    clock,
    microsoft,
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

export function adapterAt(url: string, { clock, outbound }: { clock: Clock; outbound: Outbound }): Microsoft {
  return createMicrosoft({ clientId, clientSecret, loginUrl: url, graphUrl: url, outbound, clock });
}

/** A whole consent of one person at the stand-in. */
export async function consentOf(scene: StandInScene, account = carla.emailAddress) {
  const round = begin(scene.microsoft);
  return finish(scene.microsoft, round, await passConsentScreen(round.url, { account }));
}

/** Goes through the consent screen as a browser without scripts does: reads each page, follows its links and sends its form. */
export async function passConsentScreen(url: URL, person: { account: string; cancelAt?: 'account' | 'permissions' }): Promise<URL> {
  let answer = await fetch(url, { redirect: 'manual' });
  for (let page = 0; page < 4 && answer.status === 200; page += 1) {
    const html = await answer.text();
    const picks = html.includes('Pick an account');
    const wanted = !picks ? 'Return to the application' : person.cancelAt === 'account' ? 'Back' : person.account;
    const link = [...html.matchAll(/<a [^>]*href="[^"]+"[^>]*>[\s\S]*?<\/a\s*>/g)].find(([tag]) => tag.includes(wanted))?.[0];
    const form = new URLSearchParams(
      [...html.matchAll(/<input [^>]*>/g)].map(([input]): [string, string] => [attribute(input, 'name'), attribute(input, 'value')]),
    );
    form.set('decision', person.cancelAt === 'permissions' ? 'cancel' : 'accept');
    const target = link ? attribute(link, 'href') : attribute(/<form [^>]*>/.exec(html)?.[0] ?? '', 'action');
    answer = await fetch(new URL(target, answer.url), { redirect: 'manual', ...(link ? {} : { method: 'POST', body: form }) });
  }
  const location = answer.headers.get('location');
  if (!location) throw new Error(`The consent screen ended with ${answer.status}.`);
  return new URL(location);
}
