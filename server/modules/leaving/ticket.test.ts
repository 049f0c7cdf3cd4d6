import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createHashing, newLookupKey } from '../../platform/hashing.ts';
import { readTicket, writeTicket } from './ticket.ts';

const [key, before, ofAnother] = [newLookupKey(), newLookupKey(), newLookupKey()];
const tools = { hashing: createHashing([key, before]) };
const anyTicket = fc.record(
  {
    workspaceId: fc.uuid(),
    campaignId: fc.uuid(),
    enrolmentId: fc.uuid(),
    addressCode: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
  },
  { noNullPrototype: true },
);

test('a ticket says what was written into it, in signs that need no escaping in a link', () => {
  fc.assert(
    fc.property(anyTicket, (ticket) => {
      const text = writeTicket(tools, ticket);
      assert.match(text, /^[A-Za-z0-9_-]{130}$/);
      assert.deepEqual(readTicket(tools, text), ticket);
    }),
  );
});

test('a ticket that was altered in any one sign, cut, lengthened or made elsewhere says nothing', () => {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  fc.assert(
    fc.property(anyTicket, fc.nat(129), fc.constantFrom(...Array.from(signs)), (ticket, at, sign) => {
      const text = writeTicket(tools, ticket);
      const altered = text.slice(0, at) + sign + text.slice(at + 1);
      assert.equal(readTicket(tools, altered) === undefined, altered !== text);
      assert.equal(readTicket(tools, text.slice(0, at)), undefined);
      assert.equal(readTicket(tools, `${text}${sign}`), undefined);
      assert.equal(readTicket({ hashing: createHashing([ofAnother]) }, text), undefined);
    }),
  );
});

test('a ticket of the time of an older lookup key is one still', () => {
  const [ticket] = fc.sample(anyTicket, 1);
  assert.ok(ticket);
  assert.deepEqual(readTicket(tools, writeTicket({ hashing: createHashing([before]) }, ticket)), ticket);
});
