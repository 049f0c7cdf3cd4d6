import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { promisify } from 'node:util';

/** Argon2id with the least memory that OWASP's password storage cheat sheet allows for one lane. */
const current = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const hashBytes = 32;
const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, hash: Buffer) => void) => {
  argon2('argon2id', parameters, done);
});

/** The form in which a password counts and is hashed: the same letters typed on another keyboard are the same password (NIST SP 800-63B-4 section 3.1.1.2). */
const normalise = (password: string) => password.toWellFormed().normalize('NFC');

/**
 * What is wrong with a new password, as one plain sentence, or undefined. Length counts and what is commonly guessed first;
 * which kinds of characters it has does not (NIST SP 800-63B-4 section 3.1.1.2).
 */
export async function passwordProblem(password: string, about: { name: string; email: string }): Promise<string | undefined> {
  const text = normalise(password);
  const length = Array.from(text).length;
  if (length < 12) return 'The password needs at least 12 characters. Four words that have nothing to do with each other make a good one.';
  if (length > 128) return 'The password may have at most 128 characters.';
  const lower = text.toLowerCase();
  if (isPattern(lower)) return 'This password repeats itself or follows the keyboard, and would be guessed early. Choose another one.';
  if (await isKnown(lower)) return 'This password, or one like it, is on lists of stolen passwords. Choose another one.';
  if (isAboutOneself(lower, about))
    return 'This password consists of your name, your address or the name of this product. Choose another one.';
  return undefined;
}

/** Hashes a password for storage, in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive({ message: normalise(password), nonce: salt, tagLength: hashBytes, ...current });
  const encode = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${current.memory},t=${current.passes},p=${current.parallelism}$${encode(salt)}$${encode(hash)}`;
}

/** Whether the password belongs to the stored hash. What is no hash belongs to no password. */
export async function verifyPassword(stored: string, password: string): Promise<boolean> {
  const read = readStored(stored);
  if (!read) return verifyNothing(password);
  const hash = await derive({ message: normalise(password), nonce: read.salt, tagLength: read.hash.length, ...read.parameters });
  return timingSafeEqual(hash, read.hash);
}

/** Spends the time of a verification and says no: whether a user exists must not be told by how long the answer takes. */
export async function verifyNothing(password: string): Promise<false> {
  await derive({ message: normalise(password), nonce: Buffer.alloc(saltBytes), tagLength: hashBytes, ...current });
  return false;
}

/** Whether a hash was made with other parameters than today's. The next sign-in is the moment to make it anew. */
export function needsRehash(stored: string): boolean {
  const parameters = readStored(stored)?.parameters;
  return parameters?.memory !== current.memory || parameters.passes !== current.passes || parameters.parallelism !== current.parallelism;
}

function readStored(stored: string) {
  const found = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/.exec(stored);
  if (!found) return undefined;
  const [, memory, passes, parallelism, salt = '', hash = ''] = found;
  return {
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '1234567890',
  '0123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
];
const forwards = runs.map((run) => run.repeat(13));
const backwards = runs.map((run) => Array.from(run).reverse().join('').repeat(13));

const isPattern = (lower: string) => /^(.{1,8}?)\1+.{0,3}$/su.test(lower) || [...forwards, ...backwards].some((run) => run.includes(lower));

let known: Promise<Set<string>> | undefined;
/** Loaded with the first new password: it takes a tenth of a second and some megabytes, and most processes never see one. */
const knownPasswords = () =>
  (known ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set([...dictionary['passwords-common'], ...dictionary['diceware-common']]),
  ));

const lookalikes: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };

/** On a list as it is, or a listed word with nothing but usual figures and signs around it, or with figures in place of letters. */
async function isKnown(lower: string): Promise<boolean> {
  const listed = await knownPasswords();
  if (listed.has(lower)) return true;
  const [, before = '', core = '', after = ''] = /^(\P{L}*)(.*?)(\P{L}*)$/su.exec(lower) ?? [];
  const plain = core.replace(/[0134571@$!]/g, (sign) => lookalikes[sign] ?? sign);
  const usual = (edge: string) => edge.length <= 6 || listed.has(edge);
  return core.length >= 3 && (listed.has(core) || listed.has(plain)) && usual(before) && usual(after);
}

/** Whether little is left of the password without the words that anyone would try for this person. */
function isAboutOneself(lower: string, about: { name: string; email: string }): boolean {
  const squeeze = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
  const own = normalise(`${about.name} ${about.email} antiphon`).toLowerCase();
  const words = [squeeze(about.email.toLowerCase()), ...own.split(/\s+|@/).map(squeeze), ...own.split(/[^\p{L}]+/u)]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const whole = squeeze(lower);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), whole);
  return rest !== whole && rest.length < 6;
}
