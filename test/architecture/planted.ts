/** A violation that is planted to see that a rule bites: files that stand nowhere on the disk. */
interface Plant {
  breaks: string;
  files: Record<string, string>;
  /** What the message must name. */
  says: RegExp;
}

const lines = (count: number) => '\n'.repeat(count);
const one = (breaks: string, path: string, text: string, says: RegExp): Plant => ({ breaks, files: { [path]: text }, says });
const many = (count: number, length: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`web/planted/page-${String(index)}.tsx`, lines(length)]));

export const planted: Plant[] = [
  one(
    'walls',
    'server/platform/planted.ts',
    `import { launch } from '../modules/campaigns/index.ts';`,
    /server\/platform\/ may not import .* pass in/,
  ),
  one(
    'walls',
    'server/platform/planted.ts',
    `export type { Launch } from '../modules/campaigns/index.ts';`,
    /server\/platform\/ may not import/,
  ),
  one(
    'walls',
    'server/providers/google/planted.ts',
    `import type { Campaign } from '../../modules/campaigns/index.ts';`,
    /knows no module/,
  ),
  one('walls', 'server/modules/campaigns/planted.ts', `import { gmail } from '../../providers/google/gmail.ts';`, /capabilities\.ts/),
  one('walls', 'server/modules/campaigns/planted.ts', `import { catalogue } from '../../providers/catalogue.ts';`, /capabilities\.ts/),
  one('walls', 'server/modules/campaigns/planted.ts', `const app = await import('../../app.ts');`, /composition root/),
  one('walls', 'server/modules/campaigns/planted.ts', `import { sandbox } from '../../../sandbox/server.ts';`, /may not import sandbox/),
  one('walls', 'server/planted.ts', `import { page } from '../web/page.tsx';`, /goes to shared/),
  one('walls', 'server/planted.ts', `import { sandbox } from '../sandbox/server.ts';`, /wired in server\/app\.ts/),
  one('walls', 'server/planted.ts', `import { database } from '../test/harness/database.ts';`, /runs without its tests/),
  one('walls', 'shared/planted.ts', `import { readFileSync } from 'node:fs';`, /shared\/ may not import node:fs/),
  one('walls', 'shared/planted.ts', `import { Hono } from 'hono';`, /shared\/ may not import hono/),
  one('walls', 'shared/planted.ts', `import { promises } from '../privacy/promises.ts';`, /shared\/ may not import privacy/),
  one('walls', 'privacy/planted.ts', `import { z } from 'zod';`, /plain data/),
  one('walls', 'web/planted.tsx', `type Config = import('../server/config.ts').Config;`, /shared\/contract/),
  one('walls', 'web/planted.tsx', `import type { Campaigns } from '../database/rows.ts';`, /web\/ may not import database/),
  one('walls', 'public-pages/planted.ts', `import { Refusal } from '../server/platform/errors.ts';`, /Pass the value in/),
  one('walls', 'extension/planted.ts', `import { Refusal } from '../server/platform/errors.ts';`, /extension\/ may not import/),
  one('walls', 'sandbox/planted.ts', `import { ProviderFailure } from '../server/providers/failure.ts';`, /shares its mistakes/),
  one(
    'moduleTable',
    'server/modules/audit/planted.ts',
    `import { launch } from '../campaigns/index.ts';`,
    /audit may not import campaigns/,
  ),
  one('moduleTable', 'server/modules/invented/planted.ts', `export const invented = 1;`, /Add the module invented/),
  one(
    'publicDoor',
    'server/modules/campaigns/planted.ts',
    `import { find } from '../deliveries/store.ts';`,
    /Import server\/modules\/deliveries\/index\.ts/,
  ),
  one('publicDoor', 'server/planted.ts', `import { find } from './modules/deliveries/store.ts';`, /inside deliveries/),
  one('once', 'server/modules/campaigns/planted.ts', `import { sql } from 'kysely';`, /SQL \(import of kysely\).*store\.ts/),
  one(
    'once',
    'server/modules/campaigns/planted.ts',
    `export const all = (db: any) => db.selectFrom('campaigns').selectAll();`,
    /\.selectFrom/,
  ),
  one('once', 'server/modules/campaigns/planted.ts', `export const all = (db: any) => db['deleteFrom']('campaigns');`, /\.deleteFrom/),
  one('once', 'server/modules/campaigns/planted.ts', 'export const all = (sql: any) => sql`select 1`;', /sql`/),
  one('once', 'server/planted.ts', `import type { Pool } from 'pg';`, /import of pg/),
  one('once', 'server/modules/campaigns/planted.ts', `import { createTransport } from 'nodemailer';`, /import of nodemailer.*outbound\.ts/),
  one('once', 'server/providers/planted.ts', `import https from 'node:https';`, /import of node:https/),
  one('once', 'server/providers/planted.ts', `import * as http from 'node:http';`, /import of node:http/),
  one('once', 'server/platform/planted.ts', `import { connect as dial } from 'node:tls';`, /import of node:tls/),
  one('once', 'server/platform/planted.ts', `import { createCipheriv } from 'node:crypto';`, /encryption.*sealed\.ts/),
  one(
    'once',
    'server/platform/planted.ts',
    `import * as crypto from 'node:crypto';\ncrypto.createHmac('sha256', 'k');`,
    /keyed hashing.*hashing\.ts/,
  ),
  one(
    'once',
    'server/modules/campaigns/planted.ts',
    `export const go = (mail: any, accessToken: string) => mail.send({ accessToken });`,
    /Plan a delivery/,
  ),
  one('once', 'server/modules/campaigns/planted.ts', `import type { SendMail } from '../../providers/capabilities.ts';`, /Plan a delivery/),
  {
    breaks: 'cycles',
    files: {
      'server/planted-one.ts': `import { two } from './planted-two.ts';\nexport const one = two;`,
      'server/planted-two.ts': `import type { one } from './planted-one.ts';\nexport const two = 2;`,
    },
    says: /planted-one\.ts → .*planted-two\.ts/,
  },
  {
    breaks: 'orphans',
    files: { 'bench/planted.ts': '', 'server/modules/campaigns/planted.ts': `export const unused = 1;` },
    says: /Nobody imports it/,
  },
  one('sizes', 'server/planted.ts', lines(401), /401 lines/),
  one('sizes', 'web/planted.test.tsx', lines(401), /401 lines/),
  { breaks: 'sizes', files: many(400, 260), says: /p95 of file lengths is 260/ },
  { breaks: 'sizes', files: many(2000, 71), says: /median of file lengths is 71/ },
  one('emptyNames', 'server/modules/campaigns/utils.ts', `export const one = 1;`, /"utils\.ts" says nothing/),
  one('emptyNames', 'web/common/button.tsx', `export const one = 1;`, /"common" says nothing/),
  one('emptyNames', 'shared/types.ts', `export const one = 1;`, /"types\.ts" says nothing/),
  one(
    'retiredWords',
    'server/planted.ts',
    `export const organizationId = 1;`,
    /"organization id" is a retired word. Our word is "workspace"/,
  ),
  one('retiredWords', 'shared/planted.ts', `export const route = '/api/subscribers/:id';`, /"subscriber".*"contact"/),
  one('retiredWords', 'web/planted.tsx', `export const Title = () => <h1>Your unibox</h1>;`, /"unibox".*"inbox"/),
  one(
    'retiredWords',
    'database/migrations/9999_planted.sql',
    `create table app.unsubscribe_list (address text);`,
    /"unsubscribe list".*"suppression"/,
  ),
];
