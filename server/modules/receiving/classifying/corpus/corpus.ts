import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const messageId = z.string().regex(/^<[^\s<>]+@[^\s<>]+>$/);

const said = {
  /** A short word for the report: what kind of server, language or wish it stands for. */
  family: z.string().min(1),
  /** The public document, RFC, repository or program whose form it has. */
  source: z.string().min(1),
  /** What it is written in, where that is not English or matters. */
  language: z.string().length(2).optional(),
  /** The message that it answers or reports, as it stands in that one's Message-ID; absent where nothing sure is said. */
  original: messageId.optional(),
  /** Kept back: nobody looks at it who writes the classifier, so it tells how well the unknown is told apart. */
  heldOut: z.literal(true).optional(),
};
const recipient = z.string().includes('@').optional();

/**
 * What somebody who reads carefully says of one message. Of `status`, `recipient` and `original` an absent one is not judged; of `backOn`,
 * `leftForGood` and `asksToLeave` an absent one says that there is none and none may be found. Until a day means that day; up to and
 * including a day, the day after.
 */
const expectation = z.discriminatedUnion('kind', [
  /** Finally not delivered. */
  z.strictObject({
    kind: z.literal('bounce'),
    severity: z.enum(['hard', 'soft', 'refused']),
    status: z
      .string()
      .regex(/^[45]\.\d{1,3}\.\d{1,3}$/)
      .optional(),
    recipient,
    ...said,
  }),
  /** Not delivered yet, and still tried. */
  z.strictObject({ kind: z.literal('delayed'), recipient, ...said }),
  z.strictObject({ kind: z.literal('complaint'), recipient, ...said }),
  /** A program answered. */
  z.strictObject({ kind: z.literal('auto_reply'), backOn: z.iso.date().optional(), leftForGood: z.literal(true).optional(), ...said }),
  /** A person wrote. */
  z.strictObject({ kind: z.literal('reply'), asksToLeave: z.literal(true).optional(), ...said }),
  z.strictObject({ kind: z.literal('other'), ...said }),
]);

export type Expectation = z.infer<typeof expectation>;

export interface CorpusMessage {
  name: string;
  /** The message as it came (RFC 5322), broken where the real ones are. */
  raw: Uint8Array;
  expected: Expectation;
}

/**
 * The messages by which the classifier is judged, in the order of their names. A file without an expectation, or one without a file, is an
 * error. Persons and addresses are made up; of real services only the forms and the hosts that write them.
 */
export function corpus(): CorpusMessage[] {
  const folder = import.meta.dirname;
  const expectations = z.record(z.string(), expectation).parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as unknown);
  const names = new Set(
    readdirSync(folder)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => file.slice(0, -'.eml'.length)),
  );
  const stray = [...names].filter((name) => expectations[name] === undefined);
  if (stray.length > 0) throw new Error(`Say in expected.json what these are: ${stray.join(', ')}`);
  return Object.entries(expectations)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, expected]) => ({ name, raw: readFileSync(join(folder, `${name}.eml`)), expected }));
}
