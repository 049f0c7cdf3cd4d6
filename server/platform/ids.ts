import { randomUUID } from 'node:crypto';
import type { Clock } from './clock.ts';
import { notFound } from './errors.ts';

/** The workspace of all zeros: the installation itself, for its own audit chain and suppressions. */
export const installationId = '00000000-0000-0000-0000-000000000000';

const prefixes = {
  workspace: 'wks',
  user: 'usr',
  campaign: 'cmp',
  recipient: 'rcp',
  suppression: 'sup',
  invitation: 'inv',
  token: 'tok',
  session: 'ses',
  partner: 'ptn',
  webhook: 'whk',
  event: 'evt',
  request: 'req',
  mailbox: 'mbx',
  contact: 'ctc',
  company: 'cpy',
  list: 'lst',
  segment: 'seg',
  template: 'tpl',
  outreach: 'otr',
  enrolment: 'enr',
  delivery: 'dlv',
  import: 'imp',
  file: 'fil',
  conversation: 'cnv',
  message: 'msg',
} as const;
export type Noun = keyof typeof prefixes;

/** A new UUID of version 7 (RFC 9562 section 5.7): ids made later sort later. */
export function newId(clock: Clock): string {
  const moment = clock.now().getTime().toString(16).padStart(12, '0');
  // Behind the moment and the version it is what one of version 4 is, of which Node makes many at a time (RFC 9562 sections 5.4 and 5.7).
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${randomUUID().slice(15)}`;
}

/** The id as people and programs see it: `cmp_0192…`. */
export function showId(noun: Noun, uuid: string): string {
  return `${prefixes[noun]}_${uuid.replaceAll('-', '')}`;
}

/** The row's id from a shown one. An id of another noun, or a malformed one, is simply not there. */
export function readId(noun: Noun, shown: string): string {
  const match = /^([a-z]{3})_([0-9a-f]{32})$/.exec(shown);
  if (match?.[1] !== prefixes[noun] || !match[2]) throw notFound(noun);
  return asUuid(match[2]);
}

/** The id of something whose kind is only known as a word; nothing where ids of that kind are not shown. */
export function showIdOf(kind: string, uuid: string): string | undefined {
  return Object.hasOwn(prefixes, kind) ? showId(kind as Noun, uuid) : undefined;
}

/** A shown id of any noun, and which noun it is. */
export function readAnyId(shown: string): { noun: Noun; id: string } {
  const noun = (Object.keys(prefixes) as Noun[]).find((one) => shown.startsWith(`${prefixes[one]}_`));
  if (!noun) throw notFound('entry');
  return { noun, id: readId(noun, shown) };
}

function asUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
