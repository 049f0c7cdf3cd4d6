import type { z } from 'zod';
import { askMailbox, unreadableAnswer, whileReading } from '../ask-mailbox.ts';
import { readJson } from '../call.ts';
import type { OpenReading } from '../capabilities.ts';
import { gmailFailure } from './gmail-failure.ts';
import type { GoogleSettings } from './settings.ts';

/** Below `users/me`, what is asked for, and the shape of what is believed. */
export interface GmailQuestion<Shape extends z.ZodType> {
  path: string;
  query?: Record<string, string>;
  shape: Shape;
  mostBytes?: number;
  mostMilliseconds?: number;
}

/** A Gmail mailbox that is open for reading. */
export interface GmailBox {
  /**
   * Asks Gmail about the mailbox. `gone` where Gmail says that there is no such thing, `too_large` where the answer has more bytes than are wanted.
   * @throws ProviderFailure
   */
  ask<Shape extends z.ZodType>(question: GmailQuestion<Shape>): Promise<z.infer<Shape> | 'gone' | 'too_large'>;
}

/** The head of a message takes little; more than this is somebody's attack. */
const usualBytes = 8 * 1024 * 1024;

export function gmailBox({ gmailUrl, outbound, clock }: GoogleSettings, reading: OpenReading): GmailBox {
  if (reading.provider !== 'gmail') throw new TypeError('Only Gmail mailboxes are read through Google.');
  const headers = { authorization: `Bearer ${reading.accessToken}`, accept: 'application/json' };
  return {
    async ask({ path, query, shape, mostBytes = usualBytes, mostMilliseconds }) {
      const answer = await askMailbox('Google', outbound, {
        url: `${gmailUrl}/gmail/v1/users/me/${path}${query ? `?${new URLSearchParams(query).toString()}` : ''}`,
        headers,
        maxResponseBytes: mostBytes,
        ...(mostMilliseconds === undefined ? {} : { timeoutMilliseconds: mostMilliseconds }),
      });
      if (answer === 'too_large') return answer;
      if (answer.status === 404) return 'gone';
      if (answer.status !== 200) throw whileReading('Google', gmailFailure(answer, clock.now()));
      const parsed = shape.safeParse(readJson(answer.text));
      if (!parsed.success) throw unreadableAnswer('Google');
      return parsed.data;
    },
  };
}
