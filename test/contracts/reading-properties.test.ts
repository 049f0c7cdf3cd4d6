import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { createOutbound } from '../../server/platform/outbound.ts';
import type { OpenReading, ReadMail } from '../../server/providers/capabilities.ts';
import { ProviderFailure } from '../../server/providers/failure.ts';
import { createGmailReading } from '../../server/providers/google/index.ts';
import { createOutlookReading } from '../../server/providers/microsoft/index.ts';
import * as google from './google-scene.ts';
import * as microsoft from './microsoft-scene.ts';
import { incoming, readAll } from './reading-scene.ts';

const gmail = await google.startStandIn();
after(() => gmail.stop());
const outlook = await microsoft.startStandIn();
after(() => outlook.stop());
const at = (url: string) => ({ outbound: createOutbound({ allow: [new URL(url).host] }) });

/** A mailbox in which things happen between the looks of a reader. */
interface Scene {
  reader: ReadMail;
  reading: OpenReading;
  clock: { now(): Date; advance(seconds: number): void };
  deliver(subject: string, junk: boolean): string;
  remove(id: string): unknown;
  script(fault: 'busy' | 'resync'): unknown;
}

/** What a company refuses is tried again; a fault of ours is none. */
const onlyRefused = (error: unknown) => {
  if (error instanceof ProviderFailure) return undefined;
  throw error;
};

let count = 0;
const companies: Record<string, () => Scene> = {
  Gmail() {
    const emailAddress = `walk-${String((count += 1))}@gmail.test`;
    const { url, clock } = gmail;
    const urls = { accountsUrl: url, oauthUrl: url, apiUrl: url, openidUrl: url, gmailUrl: url };
    return {
      reader: createGmailReading({ clientId: google.clientId, clientSecret: google.clientSecret, ...urls, ...at(url), clock }),
      reading: { provider: 'gmail', accessToken: gmail.consent({ emailAddress, displayName: 'Walk' }, { mayRead: true }) },
      clock,
      deliver: (subject, junk) => gmail.deliver(emailAddress, incoming(subject), junk ? { labels: ['SPAM'] } : {}),
      remove: (id) => gmail.remove(emailAddress, id),
      script: (fault) => gmail.script(emailAddress, { fault: fault === 'busy' ? 'userRateLimitExceeded' : 'notFound', at: 'read' }),
    };
  },
  Outlook() {
    const emailAddress = `walk-${String((count += 1))}@outlook.test`;
    const { url, clock } = outlook;
    return {
      reader: createOutlookReading({
        ...{ clientId: microsoft.clientId, clientSecret: microsoft.clientSecret, loginUrl: url, graphUrl: url },
        ...{ ...at(url), clock },
      }),
      reading: { provider: 'outlook', accessToken: outlook.consent({ emailAddress, displayName: 'Walk' }, { mayRead: true }) },
      clock,
      deliver: (subject, junk) => outlook.deliver(emailAddress, incoming(subject), junk ? { folder: 'junkemail' } : {}),
      remove: (id) => outlook.change(emailAddress, id, 'removed'),
      script: (fault) =>
        outlook.script(emailAddress, { fault: fault === 'busy' ? 'ApplicationThrottled' : 'SyncStateNotFound', at: 'read' }),
    };
  },
};

const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('deliver' as const), number: fc.integer({ min: 1, max: 9 }), junk: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat(50) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('read' as const), most: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('busy' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('resync' as const) }) },
);

for (const [company, open] of Object.entries(companies)) {
  test(`${company}: whatever happens between the looks, each message that stays is given, and twice only where it was looked by time`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
        const { reader, reading, clock, deliver, remove, script } = open();
        const [ids, gone, given] = [[] as string[], new Set<string>(), [] as string[]];
        let cursor = await reader.begin(reading);
        let anew = false;
        const bounds = (most: number) => ({ since: clock.now(), most });
        for (const one of happenings) {
          clock.advance(1);
          if (one.kind === 'deliver') for (let n = 0; n < one.number; n += 1) ids.push(deliver(`message ${String(ids.length)}`, one.junk));
          else if (one.kind === 'remove') {
            const id = ids[one.which];
            if (id !== undefined && remove(id)) gone.add(id);
          } else if (one.kind === 'read') {
            const changes = await reader.changesSince(reading, cursor, bounds(one.most)).catch(onlyRefused);
            if (!changes) continue;
            assert.ok(changes.heads.length <= one.most);
            given.push(...changes.heads.map(({ providerMessageId }) => providerMessageId));
            cursor = changes.cursor;
            anew ||= changes.startedAnew;
          } else script(one.kind);
        }
        // What was scripted and not met yet is met now; a reader that fails comes again from the same mark.
        for (let tries = 0; ; tries += 1) {
          assert.ok(tries < 30, 'it goes on in the end');
          const rest = await readAll(reader, reading, cursor, bounds(5)).catch(onlyRefused);
          if (!rest) continue;
          given.push(...rest.heads.map(({ providerMessageId }) => providerMessageId));
          const again = await readAll(reader, reading, rest.cursor, bounds(5));
          anew ||= rest.rounds.some(({ startedAnew }) => startedAnew);
          given.push(...again.heads.map(({ providerMessageId }) => providerMessageId));
          break;
        }
        const seen = new Set(given);
        assert.deepEqual(
          ids.filter((id) => !seen.has(id) && !gone.has(id)),
          [],
          'nothing is lost',
        );
        if (!anew) assert.equal(given.length, seen.size, 'nothing is given twice');
      }),
      { numRuns: 60 },
    );
  });
}
