import { z } from 'zod';
import type { OutboundAnswer } from '../../platform/outbound.ts';
import { askMailbox, unreadableAnswer, whileReading } from '../ask-mailbox.ts';
import { readJson } from '../call.ts';
import type { OpenReading } from '../capabilities.ts';
import { graphFailure } from './graph-failure.ts';
import type { MicrosoftSettings } from './settings.ts';

/** An Outlook mailbox that is open for reading. Paths begin behind Graph's base URL, with the version. */
export interface OutlookBox {
  /** @throws ProviderFailure */
  ask<Shape extends z.ZodType>(path: string, shape: Shape, pageSize?: number): Promise<z.infer<Shape> | Nothing>;
  /** The bytes behind a path. */
  fetch(path: string, mostBytes: number): Promise<Uint8Array | Nothing>;
  /** The path behind a link of Graph's; the token goes nowhere else, whatever an answer says. */
  pathOf(link: string): string;
}

/** `resync` where Graph no longer knows the state that a link stands for. */
export type Nothing = 'gone' | 'too_large' | 'resync';

const mostBytes = 16 * 1024 * 1024;
/** The largest messages need longer than an answer of the usual size. */
const fetchMilliseconds = 180_000;
const errorShape = z.object({ error: z.object({ code: z.string().max(200) }) });

export function outlookBox({ graphUrl, outbound, clock }: MicrosoftSettings, reading: OpenReading): OutlookBox {
  if (reading.provider !== 'outlook') throw new TypeError('Only Outlook mailboxes are read through Microsoft.');
  const call = async (
    path: string,
    bounds: { mostBytes: number; pageSize?: number },
    binary = false,
  ): Promise<OutboundAnswer | Nothing> => {
    // Ids that stay the same when a message is moved (learn.microsoft.com/graph/outlook-immutable-id); how long a page is counts for links too.
    const prefer = ['IdType="ImmutableId"', ...(bounds.pageSize === undefined ? [] : [`odata.maxpagesize=${String(bounds.pageSize)}`])];
    const answer = await askMailbox('Microsoft', outbound, {
      url: `${graphUrl}${path}`,
      headers: { authorization: `Bearer ${reading.accessToken}`, accept: binary ? '*/*' : 'application/json', prefer: prefer.join(', ') },
      maxResponseBytes: bounds.mostBytes,
      ...(binary ? { answerAs: 'latin1' as const, timeoutMilliseconds: fetchMilliseconds } : {}),
    });
    if (answer === 'too_large' || answer.status === 200) return answer;
    const error = errorShape.safeParse(readJson(answer.text));
    const code = error.success ? error.data.error.code : '';
    // Under 410, and by some servers under 400.
    if (answer.status === 410 || /^(?:sync_?state|resync)/i.test(code)) return 'resync';
    if (answer.status === 404 && /^Error(?:ItemNotFound|FolderNotFound|InvalidIdMalformed)$|^ResourceNotFound$/i.test(code)) return 'gone';
    throw whileReading('Microsoft', graphFailure(answer, clock.now()));
  };
  return {
    async ask(path, shape, pageSize) {
      const answer = await call(path, { mostBytes, ...(pageSize === undefined ? {} : { pageSize }) });
      if (typeof answer === 'string') return answer;
      const parsed = shape.safeParse(readJson(answer.text));
      if (!parsed.success) throw unreadableAnswer('Microsoft');
      return parsed.data;
    },
    async fetch(path, most) {
      const answer = await call(path, { mostBytes: most }, true);
      return typeof answer === 'string' ? answer : Buffer.from(answer.text, 'latin1');
    },
    pathOf(link) {
      const [base, target] = [new URL(graphUrl), URL.parse(link)];
      const below = `${base.pathname.replace(/\/+$/, '')}/v1.0/`;
      if (!target || target.origin !== base.origin || !target.pathname.startsWith(below) || target.username !== '')
        throw unreadableAnswer('Microsoft');
      return `${target.pathname.slice(below.length - '/v1.0/'.length)}${target.search}`;
    },
  };
}
