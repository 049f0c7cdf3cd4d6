import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { RawField, RawMessage } from './raw-message.ts';

/** What became of one signature (RFC 6376). */
export interface DkimResult {
  result: 'pass' | 'fail' | 'no_key' | 'unknown' | 'unsupported';
  /** Who signed. */
  domain: string;
  selector: string;
  /** The names of the fields that are signed, in lower case. */
  signed: string[];
}

const mostSignatures = 5;
const domainForm = /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;

/** Verifies the DKIM signatures of a message, with the keys that the DNS gives. */
export async function verifyDkim(
  message: RawMessage,
  textsOf: (name: string) => Promise<string[] | undefined>,
  now: Date,
): Promise<DkimResult[]> {
  const signatures = message.fields.filter(({ name }) => name === 'dkim-signature').slice(0, mostSignatures);
  return Promise.all(signatures.map((signature) => verifyOne(message, signature, textsOf, now)));
}

async function verifyOne(
  message: RawMessage,
  signature: RawField,
  textsOf: (name: string) => Promise<string[] | undefined>,
  now: Date,
): Promise<DkimResult> {
  const tags = readTags(signature.value);
  const [domain, selector] = [tags.get('d')?.toLowerCase() ?? '', tags.get('s')?.toLowerCase() ?? ''];
  const signed = (tags.get('h') ?? '')
    .toLowerCase()
    .split(':')
    .map((name) => name.trim());
  const say = (result: DkimResult['result']): DkimResult => ({ result, domain, selector, signed });
  if (tags.get('v') !== '1' || !domainForm.test(domain) || !domainForm.test(selector) || !signed.includes('from')) return say('fail');
  const algorithm = tags.get('a')?.toLowerCase();
  if (algorithm !== 'rsa-sha256' && algorithm !== 'ed25519-sha256') return say('unsupported');
  const ends = tags.get('x');
  if (ends !== undefined && Number(ends) * 1000 < now.getTime()) return say('fail');
  const [ofHeader = 'simple', ofBody = 'simple'] = (tags.get('c') ?? 'simple/simple').toLowerCase().split('/');
  const body = canonicalBody(message.body, ofBody);
  const length = tags.get('l');
  const counted = length === undefined ? body : body.slice(0, Number(length));
  if (length !== undefined && !(Number(length) <= body.length)) return say('fail');
  const bodyHash = createHash('sha256').update(Buffer.from(counted, 'latin1')).digest('base64');
  if (bodyHash !== withoutBlanks(tags.get('bh'))) return say('fail');
  const key = await keyOf(`${selector}._domainkey.${domain}`, algorithm, textsOf);
  if (typeof key === 'string') return say(key);
  const data = Buffer.from(signedHeader(message, signature, signed, ofHeader), 'latin1');
  const bytes = Buffer.from(withoutBlanks(tags.get('b')), 'base64');
  // Ed25519 signs the SHA-256 of the header (RFC 8463 section 3).
  const isRight =
    algorithm === 'rsa-sha256' ? verify('sha256', data, key, bytes) : verify(null, createHash('sha256').update(data).digest(), key, bytes);
  return say(isRight ? 'pass' : 'fail');
}

/** The list of tags of a signature or a key (section 3.2). */
function readTags(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    if (at > 0) tags.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim());
  }
  return tags;
}

const withoutBlanks = (text: string | undefined): string => (text ?? '').replace(/\s+/g, '');

/** Section 3.4.3 and 3.4.4. */
function canonicalBody(body: string, way: string): string {
  const lines = way === 'relaxed' ? body.replace(/[ \t]+/g, ' ').replace(/ (?=\r\n|$)/g, '') : body;
  // Not by a pattern: one that looks for an end tries again at every empty line.
  let end = lines.length;
  while (end >= 2 && lines.endsWith('\r\n', end)) end -= 2;
  const text = lines.slice(0, end);
  return text === '' ? (way === 'relaxed' ? '' : '\r\n') : `${text}\r\n`;
}

/** Section 3.4.1 and 3.4.2. */
function canonicalField({ name, raw }: Pick<RawField, 'name' | 'raw'>, way: string): string {
  if (way !== 'relaxed') return raw;
  const value = raw
    .slice(raw.indexOf(':') + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${name}:${value}`;
}

/** The fields that are signed, each from the bottom up (section 5.4.2), and the signature itself without what it says. */
function signedHeader(message: RawMessage, signature: RawField, signed: readonly string[], way: string): string {
  const left = [...message.fields];
  const lines: string[] = [];
  for (const name of signed) {
    const at = left.findLastIndex((field) => field.name === name);
    const [field] = at < 0 ? [] : left.splice(at, 1);
    if (field) lines.push(canonicalField(field, way));
  }
  // What stands in its b= is what is asked for.
  const unsigned = { ...signature, raw: signature.raw.replace(/((?:^|[;:])[ \t\r\n]*b[ \t\r\n]*=)[^;]*/, '$1') };
  return [...lines, canonicalField(unsigned, way)].join('\r\n');
}

/** The key that a domain publishes (section 3.6.1); an empty one was taken back. */
async function keyOf(
  name: string,
  algorithm: 'rsa-sha256' | 'ed25519-sha256',
  textsOf: (name: string) => Promise<string[] | undefined>,
): Promise<KeyObject | 'no_key' | 'unknown'> {
  const texts = await textsOf(name);
  if (!texts) return 'unknown';
  for (const text of texts) {
    const tags = readTags(text);
    const bytes = Buffer.from(withoutBlanks(tags.get('p')), 'base64');
    if ((tags.get('v') ?? 'DKIM1') !== 'DKIM1' || bytes.length === 0) continue;
    if ((tags.get('k') ?? 'rsa').toLowerCase() !== (algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519')) continue;
    // A bare Ed25519 key is the last 32 bytes of its usual envelope (RFC 8410 section 4).
    const der = algorithm === 'rsa-sha256' ? bytes : Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]);
    try {
      return createPublicKey({ key: der, format: 'der', type: 'spki' });
    } catch {
      return 'no_key';
    }
  }
  return 'no_key';
}
