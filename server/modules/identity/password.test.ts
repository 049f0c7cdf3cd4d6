import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workTime } from '../../../test/harness/work-time.ts';
import { hashPassword, needsRehash, passwordProblem, verifyNothing, verifyPassword } from './password.ts';

const about = { name: 'Anna Schmidt', email: 'anna.s@bürgerrechte.example' };
const refused: [password: string, sentence: RegExp][] = [
  ['', /at least 12/],
  ['elevenchars', /at least 12/],
  ['👩‍👩‍👧', /at least 12/],
  ['e\u0301'.repeat(11), /at least 12/],
  ['xk'.repeat(40) + 'wf'.repeat(40), /at most 128/],
  ['aaaaaaaaaaaaa', /repeats/],
  ['            ', /repeats/],
  ['abcabcabcabcab', /repeats/],
  ['123456789012', /keyboard/],
  ['qwertyuiopasd', /keyboard/],
  ['mlkjihgfedcba', /keyboard/],
  ['unbelievable', /stolen/],
  ['Password123456', /stolen/],
  ['p@ssw0rd2026!', /stolen/],
  ['1234dragon1234', /stolen/],
  ['12345678butterfly!', /stolen/],
  ['Anna Schmidt 26', /your name/],
  ['schmidt.anna1', /your name/],
  ['anna.s@bürgerrechte.example', /your name/],
  ['Antiphon-2026', /your name/],
  ['antiphonschmidt', /your name/],
];

describe('a new password', () => {
  for (const [password, sentence] of refused)
    it(`is refused as ${JSON.stringify(password.slice(0, 30))}`, async () =>
      assert.match((await passwordProblem(password, about)) ?? '', sentence));

  for (const password of [
    'correct horse battery staple',
    'zebra-quilt-42-moon',
    'пятнадцать слонов',
    'x7!k2#9q$v1a',
    'Annapurna goes to market',
    '👩‍👩‍👧‍👦🐢🚲🍉🎻🧊🌵🦔🧭',
  ])
    it(`is taken as ${password}`, async () => assert.equal(await passwordProblem(password, about), undefined));

  it('is judged quickly, whatever it is', async () => {
    const worked = workTime();
    for (const password of ['ab'.repeat(63) + 'cc', '!'.repeat(120) + 'a', 'a'.repeat(1_000_000)]) await passwordProblem(password, about);
    assert.ok(worked() < 1_000);
  });
});

describe('a stored password', () => {
  it('verifies, with letters composed or decomposed, and nothing else does', async () => {
    const stored = await hashPassword('é zebra quilt 42');
    assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.equal(await verifyPassword(stored, 'e\u0301 zebra quilt 42'), true);
    assert.equal(await verifyPassword(stored, 'é zebra quilt 43'), false);
    assert.equal(await verifyPassword(stored, ''), false);
    assert.equal(needsRehash(stored), false);
    assert.notEqual(await hashPassword('é zebra quilt 42'), stored);
  });

  it('agrees with the reference implementation', async () => {
    // $ printf password | argon2 somesalt -id -t 2 -k 256 -p 1 -l 32 (the reference implementation's own test vectors)
    const stored = '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';
    assert.equal(await verifyPassword(stored, 'password'), true);
    assert.equal(needsRehash(stored), true);
  });

  it('that is no hash belongs to no password', async () => {
    for (const stored of [
      '',
      'password',
      '$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
      '$2b$10$abc',
    ]) {
      assert.equal(await verifyPassword(stored, 'password'), false);
      assert.equal(needsRehash(stored), true);
    }
  });

  it('of nobody takes about as long to verify', async () => {
    const stored = await hashPassword('zebra quilt 42');
    const fastest = async (run: () => Promise<boolean>) => {
      let best = Infinity;
      for (let round = 0; round < 5; round += 1) {
        const start = performance.now();
        assert.equal(await run(), false);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    const [somebody, nobody] = [await fastest(() => verifyPassword(stored, 'x')), await fastest(() => verifyNothing('x'))];
    assert.ok(nobody > somebody / 3 && nobody < somebody * 3, `${somebody} and ${nobody} ms`);
  });
});
