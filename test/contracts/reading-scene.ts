import assert from 'node:assert/strict';
import { ProviderFailure } from '../../server/providers/failure.ts';
import type { MailChanges, MessageHead, OpenReading, ReadMail } from '../../server/providers/capabilities.ts';

/** A message as it comes from outside. */
export function incoming(subject: string, more: { to?: string; headers?: readonly string[]; body?: string } = {}): Buffer {
  const lines = [
    'Return-Path: <rita@example.org>',
    'From: Rita Recipient <rita@example.org>',
    `To: ${more.to ?? 'ada.sample@gmail.test'}`,
    `Subject: ${subject}`,
    'Date: Sun, 22 Nov 2026 09:00:00 +0000',
    `Message-ID: <${subject.replaceAll(/\W/g, '-')}@example.org>`,
    ...(more.headers ?? []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=iso-8859-1',
    '',
    more.body ?? 'Thank you.',
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}

export const headerOf = (head: MessageHead, name: string) => head.headers.find((header) => header.name === name)?.value;
export const subjectsOf = (heads: readonly MessageHead[]) => heads.map((head) => headerOf(head, 'subject') ?? '');

/** A connection that broke; on one that was kept, the client knows that nothing was begun. */
export function broken(error: unknown): boolean {
  assert.ok(error instanceof ProviderFailure, String(error));
  assert.ok(['unreachable', 'answer_lost'].includes(error.code) && error.verdict.startsWith('retry'), error.code);
  return true;
}

/** Reads on until nothing waits any more, as the product does. */
export async function readAll(reader: ReadMail, reading: OpenReading, cursor: string, bounds: { since: Date; most: number }) {
  const rounds: MailChanges[] = [];
  let mark = cursor;
  do {
    rounds.push(await reader.changesSince(reading, mark, bounds));
    mark = rounds.at(-1)?.cursor ?? mark;
    assert.ok(rounds.length < 500, 'the reading comes to an end');
  } while (rounds.at(-1)?.more);
  return { heads: rounds.flatMap(({ heads }) => heads), cursor: mark, rounds };
}
