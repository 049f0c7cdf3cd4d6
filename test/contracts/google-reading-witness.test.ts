import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { systemClock } from '../../server/platform/clock.ts';
import { createOutbound } from '../../server/platform/outbound.ts';
import { createGmailReading } from '../../server/providers/google/index.ts';
import { startEmulator } from './google-emulator.ts';
import { clientId, clientSecret, letter } from './google-scene.ts';
import { incoming, readAll, subjectsOf } from './reading-scene.ts';
import { begin, finish } from './scene.ts';

const witness = await startEmulator();
after(() => witness.stop());
const { url } = witness;
const reader = createGmailReading({
  ...{ clientId, clientSecret, accountsUrl: url, oauthUrl: `${url}/oauth2`, apiUrl: url, openidUrl: url, gmailUrl: url },
  outbound: createOutbound({ allow: [new URL(url).host] }),
  clock: systemClock,
});

const round = begin(witness.google);
const { accessToken } = await finish(witness.google, round, await witness.consent(round.url));
const reading = { provider: 'gmail', accessToken } as const;
const bounds = (most: number) => ({ since: systemClock.now(), most });

/** Puts a message into the inbox, as the emulator lets one do it, and says at which history id the mailbox is then. */
async function deliver(subject: string): Promise<{ id: string; historyId: string }> {
  const answer = await fetch(`${url}/gmail/v1/users/me/messages/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ raw: incoming(subject).toString('base64url') }),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as { id: string; historyId: string };
}

describe('Gmail is read, as the emulator plays it', () => {
  test('what came since a history id, in parts; a message as it came; and what was sent is found', async () => {
    // The emulator has no profile, so the mark is that of a message.
    const { historyId } = await deliver('before');
    const [first] = [await deliver('one'), await deliver('two'), await deliver('three')];
    await witness.google.send({ accessToken, raw: letter() });
    const { heads, cursor } = await readAll(reader, reading, JSON.stringify({ h: historyId }), bounds(2));
    assert.deepEqual(subjectsOf(heads), ['one', 'two', 'three']);
    assert.equal(heads[0]?.providerMessageId, first.id);
    assert.deepEqual((await readAll(reader, reading, cursor, bounds(2))).heads, []);
    const raw = await reader.fetchMessage(reading, first.id, { mostBytes: 10_000 });
    assert.ok(typeof raw !== 'string');
    assert.deepEqual(Buffer.from(raw), incoming('one'));
    // Its search by number finds nothing at all, so the message is found by when it left, which the emulator takes from the letter.
    const then = new Date('2026-11-22T09:00:00Z');
    const found = await reader.findSent(reading, '<letter-1@letters.example.org>', then);
    assert.equal(found?.messageId, '<letter-1@letters.example.org>');
    assert.equal(await reader.findSent(reading, '<never@letters.example.org>', then), undefined);
  });
});
