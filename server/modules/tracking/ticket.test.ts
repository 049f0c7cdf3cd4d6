import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHashing, newLookupKey } from '../../platform/hashing.ts';
import { linkIdOf, readTracked, writeTracked, type TrackedTicket } from './ticket.ts';

const tools = { hashing: createHashing([newLookupKey()]) };
const elsewhere = { hashing: createHashing([newLookupKey()]) };
const uuid = fc.uuid().filter((id) => !id.startsWith('00000000-0000-0000'));
const ticket: fc.Arbitrary<TrackedTicket> = fc.record(
  {
    kind: fc.constantFrom('click', 'open', 'hidden'),
    workspaceId: uuid,
    campaignId: uuid,
    step: fc.integer({ min: 1, max: 20 }),
    variant: fc.constantFrom('a', 'b', 'g', 'h'),
    linkId: uuid,
    enrolmentId: uuid,
  },
  { requiredKeys: ['kind', 'workspaceId', 'campaignId', 'step', 'variant'], noNullPrototype: true },
);

test('A ticket says what it was written with, and stands in an address as it is', () => {
  fc.assert(
    fc.property(ticket, (one) => {
      const text = writeTracked(tools, one);
      assert.match(text, /^[A-Za-z0-9_-]{112}$/);
      assert.deepEqual(readTracked(tools, text), one);
    }),
  );
});

test('A ticket with one sign changed, cut off or added is none, and so is one of another copy', () => {
  fc.assert(
    fc.property(ticket, fc.nat(111), fc.stringMatching(/^[A-Za-z0-9_-]$/), (one, place, sign) => {
      const text = writeTracked(tools, one);
      const altered = text.slice(0, place) + sign + text.slice(place + 1);
      assert.equal(readTracked(tools, altered) === undefined, altered !== text);
      for (const wrong of [text.slice(0, -1), `${text}A`, `${text}=`, ` ${text}`, text.toUpperCase() === text ? '' : text.toUpperCase()])
        assert.equal(readTracked(tools, wrong), undefined);
      assert.equal(readTracked(elsewhere, text), undefined);
    }),
  );
});

test('The body of one ticket with the proof of another is none: nobody gets to the links of another workspace', () => {
  fc.assert(
    fc.property(ticket, ticket, (one, other) => {
      const [mine, theirs] = [writeTracked(tools, one), writeTracked(tools, other)].map((text) => Buffer.from(text, 'base64url'));
      if (!mine || !theirs || mine.equals(theirs)) return;
      const joined = Buffer.concat([theirs.subarray(0, 68), mine.subarray(68)]).toString('base64url');
      assert.equal(readTracked(tools, joined), undefined);
    }),
  );
});

test('The same address in the same message has the same number, and in another campaign, message or for one recipient another', () => {
  const of = { campaignId: 'c', step: 1, url: 'https://example.org/' };
  const id = linkIdOf(tools, of);
  assert.equal(linkIdOf(tools, { ...of }), id);
  const others = [{ campaignId: 'd' }, { step: 2 }, { url: 'https://example.org' }, { enrolmentId: 'e' }];
  assert.equal(new Set([id, ...others.map((one) => linkIdOf(tools, { ...of, ...one }))]).size, 5);
});
