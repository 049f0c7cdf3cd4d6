import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ProviderFailure, type FailureCode, type Verdict } from '../../../providers/failure.ts';
import { consequenceOf, whatFollows, type Held, type MessageOutcome, type Tried } from './what-follows.ts';
import { answering } from './write-message.ts';

const now = new Date('2027-03-01T10:00:00Z');
const tried: Tried = {
  campaignId: 'c',
  enrolmentId: 'e',
  step: 1,
  attempts: 1,
  mailboxId: 'm',
  messageId: '<own@example.org>',
  subject: 'The ford',
  opensThread: true,
  sticky: false,
  steps: {
    version: 1,
    delays: new Map([
      [1, { delayHours: 0, sameThread: false }],
      [2, { delayHours: 72, sameThread: true }],
    ]),
  },
};
const accepted = { state: 'accepted', providerMessageId: 'p', messageId: '<theirs@example.org>', providerThreadId: 't' } as const;
const failed = (verdict: Verdict, code: FailureCode, after?: number): MessageOutcome => ({
  state: verdict === 'never' ? 'failed' : verdict === 'uncertain' ? 'uncertain' : 'planned',
  failure: new ProviderFailure(verdict, code, 'It did not work.', after),
});
const calm: Held = { slowUntil: undefined, slowed: 0, refused: 0 };
const id = '00000000-0000-7000-8000-000000000000';

test('After an accepted step the next is due after its delay, in the thread that recipients see', () => {
  const { state, onward } = whatFollows(tried, accepted, now);
  assert.equal(state, 'accepted');
  assert.deepEqual(onward, {
    campaignId: 'c',
    enrolmentId: 'e',
    state: 'waiting',
    reason: null,
    nextStep: 2,
    dueAt: new Date('2027-03-04T10:00:00Z'),
    mailboxId: 'm',
    messageId: '<theirs@example.org>',
    providerThreadId: 't',
    subject: 'The ford',
  });
  const last = whatFollows({ ...tried, step: 2, opensThread: false }, accepted, now).onward;
  assert.deepEqual([last.state, last.nextStep, last.messageId], ['finished', 2, null]);
});

test('Only what surely was not handed over is planned again, whatever a provider says', () => {
  const codes: FailureCode[] = [
    'user_quota',
    'daily_quota',
    'provider_down',
    'unreachable',
    'answer_lost',
    'message_refused',
    'address_refused',
    'consent_revoked',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom<Verdict>('retry_now', 'retry_later', 'never', 'reconnect', 'uncertain'),
      fc.constantFrom(...codes),
      (verdict, code) => {
        const { state, onward } = whatFollows(tried, failed(verdict, code), now);
        if (verdict === 'uncertain') assert.equal(state, 'uncertain');
        assert.notEqual(state, 'accepted');
        assert.equal(onward.state === 'waiting', state === 'planned');
        assert.equal(onward.nextStep, 1);
      },
    ),
  );
});

test('A first message that went back may go to any mailbox; a follow-up waits for its own', () => {
  assert.equal(whatFollows(tried, failed('retry_later', 'user_quota'), now).onward.mailboxId, null);
  assert.equal(whatFollows({ ...tried, sticky: true }, failed('reconnect', 'consent_revoked'), now).onward.mailboxId, 'm');
});

test('What could be made for nobody waits for the same step as if it had not been tried; what lacks something of one recipient ends them', () => {
  const unsent = { reason: 'text_unusable', sentence: 'The text is empty.' } as const;
  const { state, onward } = whatFollows({ ...tried, attempts: 9 }, { state: 'planned', ...unsent }, now);
  assert.deepEqual([state, onward.state, onward.nextStep, onward.mailboxId], ['planned', 'waiting', 1, null]);
  assert.deepEqual(consequenceOf(calm, id, { state: 'planned', ...unsent }, now), calm);
  const ended = whatFollows(tried, { state: 'failed', ...unsent }, now);
  assert.deepEqual([ended.state, ended.onward.state, ended.onward.reason], ['failed', 'stopped', 'text_unusable']);
});

test('A recipient who is put off eight times fails, and the pauses grow to four hours', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7].map((attempts) => {
    const { onward } = whatFollows({ ...tried, attempts }, failed('retry_later', 'address_refused'), now);
    return ((onward.dueAt?.getTime() ?? 0) - now.getTime()) / 60_000;
  });
  assert.deepEqual(pauses, [5, 10, 20, 40, 80, 160, 240]);
  assert.equal(whatFollows({ ...tried, attempts: 8 }, failed('retry_later', 'address_refused'), now).state, 'failed');
});

test('A provider that asks for patience is given at least as much, twice as long each time, and is unreachable in the end', () => {
  let held: Held = calm;
  const pauses: number[] = [];
  let at = now;
  for (let turn = 0; turn < 7; turn++) {
    held = consequenceOf(held, id, failed('retry_later', 'provider_down'), at);
    pauses.push(((held.slowUntil ?? 0) - at.getTime()) / 1000);
    at = new Date(held.slowUntil ?? 0);
  }
  assert.deepEqual(pauses, [15, 30, 60, 120, 240, 480, 960]);
  assert.equal(consequenceOf(held, id, failed('retry_later', 'provider_down'), at).park?.because, 'unreachable');
  assert.equal(consequenceOf(calm, id, failed('retry_later', 'user_quota', 500), now).slowUntil, now.getTime() + 500_000);
  const twice = consequenceOf(
    consequenceOf(calm, id, failed('retry_later', 'user_quota'), now),
    id,
    failed('retry_later', 'user_quota'),
    now,
  );
  assert.equal(twice.slowed, 1, 'lanes that meet the same refusal slow it once');
});

test('What is over, full or refused parks the mailbox; one that sends again has forgotten it all', () => {
  assert.deepEqual(consequenceOf(calm, id, failed('reconnect', 'consent_revoked'), now).park, {
    because: 'reconnect',
    until: null,
    error: 'It did not work.',
  });
  assert.deepEqual(consequenceOf(calm, id, failed('retry_later', 'daily_quota', 7200), now).park?.until, new Date('2027-03-01T12:00:00Z'));
  assert.equal(consequenceOf({ ...calm, refused: 4 }, id, failed('never', 'message_refused'), now).park?.because, 'refused');
  assert.equal(consequenceOf({ ...calm, refused: 3 }, id, failed('never', 'message_refused'), now).park, undefined);
  assert.equal(consequenceOf({ ...calm, refused: 4 }, id, failed('never', 'address_refused'), now).park, undefined);
  assert.deepEqual(consequenceOf({ slowUntil: 1, slowed: 3, refused: 4 }, id, accepted, now), { slowUntil: 1, slowed: 0, refused: 0 });
});

test('An answer says Re: once', () => {
  assert.equal(answering('The ford'), 'Re: The ford');
  assert.equal(answering('RE: re : Re: The ford'), 'Re: The ford');
});
