import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { root } from './house.ts';

/** The house rules read no types, so they are tried without them, on files that stand nowhere. */
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function broken(path: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(root, path) });
  assert.ok(result, `${path} was not linted`);
  const fatal = result.messages.find((message) => message.fatal);
  assert.equal(fatal, undefined, `${path} could not be read: ${fatal?.message ?? ''}`);
  return [...new Set(result.messages.map((message) => message.ruleId ?? ''))].filter((rule) => rule in forbidden);
}

const inVerb = 'server/modules/campaigns/planted.ts';

const forbidden: Record<string, [spelling: string, path?: string][]> = {
  'house/settings': [
    ['export const a = process.env.PORT;'],
    [`export const a = process['env'];`],
    [`import { env } from 'node:process';\nexport const a = env.PORT;`],
    [`import * as host from 'node:process';\nexport const a = host;`],
    [`import host from 'process';\nexport const a = host.env;`],
    ['export const a = globalThis.process.env;'],
    [`export const a = globalThis['process'].env;`],
    ['export const { env } = process;'],
    ['const host = process;\nexport const a = host.env;'],
    ['export const { process: host } = globalThis;'],
    ['export const a = process?.env?.PORT;', 'web/planted.tsx'],
    [`export const a = process.env;`, 'vite.config.ts'],
  ],
  'house/clock': [
    ['export const a = Date.now();'],
    [`export const a = Date['now']();`],
    ['export const a = new Date();'],
    ['export const a = new Date;'],
    ['export const a = Date();'],
    ['export const a = globalThis.Date.now();'],
    ['const { now } = Date;\nexport const a = now();'],
    ['export const a = performance.now();'],
    [`import { performance as p } from 'node:perf_hooks';\nexport const a = p;`],
    ['export const a = Temporal.Now.instant();', 'sandbox/planted.ts'],
    ['export const a = process.hrtime.bigint();'],
  ],
  'house/outbound': [
    [`export const a = await fetch('https://example.org');`],
    [`export const a = globalThis.fetch('https://example.org');`],
    ['export const { fetch: load } = globalThis;'],
    ['const load = fetch;\nexport const a = load;'],
    [`import { request } from 'node:https';\nexport const a = request;`],
    [`import http from 'node:http';\nexport const a = http;`],
    [`import { connect as dial } from 'node:tls';\nexport const a = dial;`, 'server/platform/planted.ts'],
    [`import * as net from 'node:net';\nexport const a = net;`],
    [`export const a = await import('node:http');`],
    [`import { request } from 'undici';\nexport const a = request;`, 'server/providers/google/planted.ts'],
    [`export const a = new WebSocket('wss://example.org');`],
  ],
  'house/output': [
    [`console.log('hello');`],
    [`console['warn']('hello');`],
    [`globalThis.console.error('hello');`],
    ['export const { log } = console;'],
    [`import { log } from 'node:console';\nlog('hello');`, 'sandbox/planted.ts'],
  ],
  'house/erasable': [
    ['export enum State { Open }'],
    [`export const enum State { Open = 'open' }`, 'web/planted.tsx'],
    ['export class A { constructor(readonly b: string) {} }'],
    ['declare const bound: unknown;\nexport class A { @bound b() {} }', 'shared/planted.ts'],
  ],
  'house/named-export': [
    ['export default 1;'],
    ['const a = 1;\nexport { a as default };'],
    ['export default function a() {}', 'shared/planted.ts'],
  ],
  '@typescript-eslint/max-params': [['export const a = (b: 1, c: 1, d: 1, e: 1, f: 1) => [b, c, d, e, f];']],
  '@typescript-eslint/no-explicit-any': [['export const a = 1 as any;'], ['export const a = (b: any[]) => b;', 'web/planted.tsx']],
  '@typescript-eslint/consistent-type-imports': [
    [`import { Clock } from '../../platform/clock.ts';\nexport const a = (clock: Clock) => clock;`],
  ],
  'max-lines': [['export {};\n'.repeat(401), 'web/planted.ts']],
};

for (const [rule, spellings] of Object.entries(forbidden)) {
  test(`${rule} refuses every spelling`, async () => {
    for (const [text, path = inVerb] of spellings) assert.deepEqual(await broken(path, text), [rule], `in ${path}: ${text}`);
  });
}

const allowed: [path: string, text: string][] = [
  ['server/config.ts', 'export const a = process.env;'],
  ['launch.mjs', 'export const a = process.env;'],
  ['test/planted.test.ts', 'console.log(process.env, Date.now(), fetch);'],
  ['server/platform/clock.ts', 'export const a = new Date();'],
  ['server/platform/log.ts', 'export const a = Date.now();'],
  ['server/platform/outbound.ts', `import { request } from 'node:https';\nexport const a = [request, fetch];`],
  ['server/main.ts', `console.log('Listening');`],
  ['server/commands/planted.ts', `console.log('Done');`],
  ['web/planted.tsx', `export const a = [fetch, Date.now(), performance.now()];`],
  [inVerb, 'export const a = (at: string) => new Date(at);'],
  [inVerb, `export const a = (clock: { now(): Date }, fetch: (url: string) => void) => { fetch('x'); return clock.now(); };`],
  [
    inVerb,
    `import { isIP } from 'node:net';\nimport type { Socket } from 'node:net';\nexport const a = (socket: Socket) => isIP(String(socket.remoteAddress));`,
  ],
  [inVerb, 'export const a = (process: { env: string }) => process.env;'],
];

test('What the rules allow is left alone', async () => {
  for (const [path, text] of allowed) assert.deepEqual(await broken(path, text), [], `in ${path}: ${text}`);
});

test('Each of these rules is an error, not a warning', async () => {
  const config = (await eslint.calculateConfigForFile(join(root, inVerb))) as { rules: Record<string, [severity: number]> };
  for (const rule of Object.keys(forbidden)) assert.equal(config.rules[rule]?.[0], 2, rule);
});
