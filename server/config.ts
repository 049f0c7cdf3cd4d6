import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { subprocessors } from '../privacy/subprocessors.ts';

/**
 * Every setting of the product, and the only reader of the process environment.
 * `docs/generated/config.md` is made from this table.
 */

interface Setting {
  meaning: string;
  schema: z.ZodType;
  /** Shown in the documentation; a secret is never printed, logged or shown on a page. */
  secret?: true;
  example?: string;
}

const flag = z.enum(['on', 'off']).transform((word) => word === 'on');
const baseUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ''));
const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
/** As browsers name it: without a path, in small letters, without a default port. */
const origin = z
  .url({ protocol: /^https?$/, error: 'not an http or https URL' })
  .refine(
    (text) => URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/`,
    'it must be an origin without a path, such as https://letters.example.org',
  )
  .transform((text) => new URL(text).origin);
const ranges = list.refine(
  (entries) => entries.every((entry) => (entry.includes('/') ? ipaddr.isValidCIDR(entry) : ipaddr.isValid(entry))),
  'not a list of IP addresses or CIDR ranges',
);
/** `company:day`, each; the companies are those of the register. */
const announcements = list.transform((entries, context) =>
  entries.flatMap((entry) => {
    const [, company = '', from = ''] = /^(\w+):(\d{4}-\d{2}-\d{2})$/.exec(entry) ?? [];
    if (isSubprocessor(company) && z.iso.date().safeParse(from).success) return [{ company, from }];
    context.addIssue(`\`${entry}\` is not a company of the list, a colon and a day`);
    return [];
  }),
);
const isSubprocessor = (key: string): key is keyof typeof subprocessors => Object.hasOwn(subprocessors, key);

export const settings = {
  NODE_ENV: {
    meaning: '`production` refuses to start without keys and HTTPS; anything else is a copy to try or to develop.',
    schema: z.enum(['production', 'development', 'test']).default('development'),
  },
  PORT: { meaning: 'The TCP port on which the product listens.', schema: z.coerce.number().int().min(1).max(65535).default(3000) },
  HOST: { meaning: 'The address on which it listens. `0.0.0.0` opens it to the network.', schema: z.string().default('127.0.0.1') },
  PUBLIC_URL: {
    meaning: 'The URL under which people reach this copy, without a path. Default: `http://localhost:PORT`.',
    schema: origin.optional(),
    example: 'https://letters.example.org',
  },
  ANTIPHON_URL: {
    meaning: 'Where commands find the copy that they ask by its API, without a path. Default: `PUBLIC_URL`.',
    schema: origin.optional(),
    example: 'https://letters.example.org',
  },
  ANTIPHON_TOKEN: {
    meaning: 'The API token with which commands ask that copy; the product itself has no use for it.',
    schema: z.string().min(1).optional(),
    secret: true,
    example: 'antiphon_…',
  },
  DATABASE_URL: {
    meaning: 'A PostgreSQL 15 or newer. Its user owns the tables and may create roles. Unset: the embedded PostgreSQL in `DATA_DIR`.',
    schema: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    secret: true,
    example: 'postgres://antiphon:…@db.example.org/antiphon',
  },
  DATA_DIR: {
    meaning: 'The folder of the embedded database and of keys made for a copy that is not in production.',
    schema: z.string().min(1).default('data'),
  },
  EVIDENCE_DIR: {
    meaning:
      'The folder in which ends of the audit chains and erasures are written down outside the database. Keep it apart from the database, and copy it off the machine. Default: `evidence` in `DATA_DIR`.',
    schema: z.string().min(1).optional(),
  },
  IMPORT_DIR: {
    meaning:
      'The folder in which files of imports lie until the import has ended. Web and worker processes need the same one. Default: `imports` in `DATA_DIR`.',
    schema: z.string().min(1).optional(),
  },
  IMPORT_MEGABYTES: {
    meaning: 'How large the file of one import may be, in millions of bytes.',
    schema: z.coerce.number().int().min(1).max(100_000).default(600),
  },
  LIBRARY_MEGABYTES: {
    meaning: 'How much the files together may hold that a workspace keeps to send with its messages, in millions of bytes.',
    schema: z.coerce.number().int().min(1).max(100_000).default(500),
  },
  BACKUP_DAYS: {
    meaning:
      'For how many days you keep a backup. A promise of yours: the privacy policy says it, `backup` prints the day, and nothing deletes the file for you.',
    schema: z.coerce.number().int().min(1).max(3_650).default(30),
  },
  DATABASE_POOL: { meaning: 'Most database connections of one process.', schema: z.coerce.number().int().min(2).max(200).default(10) },
  ENCRYPTION_KEYS: {
    meaning:
      'Master keys, newest first: `id:base64` of 32 bytes each, separated by commas. The first seals; the others still open. Required in production; else one is made in `DATA_DIR`. How they are turned: `docs/keys.md`.',
    schema: z.string().min(1).optional(),
    secret: true,
    example: '2026-11:…,2026-05:…',
  },
  TRUSTED_PROXIES: {
    meaning: 'Addresses or CIDR ranges of the proxies in front. Only from them is `X-Forwarded-For` believed.',
    schema: ranges.default([]),
    example: '127.0.0.1, 10.0.0.0/8',
  },
  PAGE_MEMORY_SECONDS: {
    meaning: 'For how many seconds an action page or a public count may be shown from memory, here and in caches in front. 0: never.',
    schema: z.coerce.number().int().min(0).max(300).default(5),
  },
  PAGE_WAIT_SECONDS: {
    meaning:
      'How long a public page waits for its turn where more is asked than can be served. After that it says so, and asks again by itself some seconds later.',
    schema: z.coerce.number().min(0.1).max(8).default(0.6),
  },
  SMTP_URL: {
    meaning: 'Where invitations and resets are sent through. Unset: they go to the sandbox and its outbox.',
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    secret: true,
    example: 'smtps://user:…@mail.example.org',
  },
  SMTP_FROM: {
    meaning: 'The sender of service mail.',
    schema: z.string().default('Antiphon <antiphon@localhost>'),
    example: 'Antiphon <letters@example.org>',
  },
  OUTBOUND_ALLOW: {
    meaning: 'Hosts (`name` or `name:port`) that the outbound guard opens although they resolve to a private address. Empty by default.',
    schema: list.default([]),
  },
  ADDRESS_PROBE: {
    meaning:
      'Whether workspaces may let mail servers be asked, on port 25, if addresses of their contacts are there. Nothing is sent, but servers may think less of an address that asks much. Default: off.',
    schema: flag.default(false),
  },
  ADDRESS_PROBES_PER_MINUTE: {
    meaning:
      'For how many addresses of one domain its mail server is asked in a minute; one server that has the mail of many domains is asked for four times as many.',
    schema: z.coerce.number().int().min(1).max(60).default(5),
  },
  SANDBOX: {
    meaning: 'Whether the built-in stand-ins answer where no credentials are set. Default: on, but off in production.',
    schema: flag.optional(),
  },
  CLOCK_OFFSET_SECONDS: {
    meaning: 'Moves the clock of a copy in the sandbox, to see what retention will do. Refused in production.',
    schema: z.coerce.number().int().default(0),
  },
  LOG_LEVEL: { meaning: 'How much the server says.', schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info') },
  METRICS_TOKEN: {
    meaning: 'Bearer token that `/metrics` asks for. Unset: `/metrics` answers to the machine itself alone.',
    schema: z.string().min(16).optional(),
    secret: true,
  },
  SECOND_FACTOR_REQUIRED: {
    meaning: 'Whether every user must have a second factor before anything else is open to them.',
    schema: flag.default(false),
  },
  SESSION_HOURS: {
    meaning: 'Hours without use after which a session ends. It ends after 30 days in any case.',
    schema: z.coerce.number().int().min(1).max(720).default(168),
  },
  OPERATOR_NAME: {
    meaning: 'Who runs this copy and answers for it, as the legal pages name them.',
    schema: z.string().default('The operator of this copy'),
  },
  OPERATOR_ADDRESS: { meaning: 'Their postal address, for the legal page.', schema: z.string().default('not yet set by the operator') },
  OPERATOR_EMAIL: {
    meaning: 'Where privacy questions go.',
    schema: z.string().default('not yet set by the operator'),
    example: 'privacy@example.org',
  },
  SUBPROCESSORS_ANNOUNCED: {
    meaning:
      'Outside companies that will receive data, each with the day from which on (`microsoft:2027-01-15`). They are told to every account holder, and stand on `/subprocessors`.',
    schema: announcements.default([]),
    example: 'microsoft:2027-01-15',
  },
  GOOGLE_CLIENT_ID: {
    meaning: 'OAuth client of this copy at Google. Unset: the sandbox stands in for Google.',
    schema: z.string().min(1).optional(),
  },
  GOOGLE_CLIENT_SECRET: { meaning: 'Its secret.', schema: z.string().min(1).optional(), secret: true },
  GOOGLE_ACCOUNTS_URL: { meaning: 'Where people consent.', schema: baseUrl.default('https://accounts.google.com') },
  GOOGLE_OAUTH_URL: {
    meaning: 'Where codes and tokens are exchanged and revoked.',
    schema: baseUrl.default('https://oauth2.googleapis.com'),
  },
  GOOGLE_API_URL: { meaning: 'Where the keys that sign ID tokens are read.', schema: baseUrl.default('https://www.googleapis.com') },
  GOOGLE_OPENID_URL: {
    meaning: 'Where the profile of the signed-in person is read.',
    schema: baseUrl.default('https://openidconnect.googleapis.com'),
  },
  CONFIRMATIONS_AT_ONCE: {
    meaning: 'How many supporters one process sends for at the same moment. Whoever comes then waits a few seconds.',
    schema: z.coerce.number().int().min(1).max(1_000).default(48),
  },
  CONFIRMATIONS_WAITING: {
    meaning: 'How many may wait for that. Everybody more is asked to press again later; their letter is kept.',
    schema: z.coerce.number().int().min(0).max(10_000).default(300),
  },
  GMAIL_SENDS_PER_MINUTE: {
    meaning:
      'How many messages Google lets this copy’s project hand over in a minute (100 quota units each). Four fifths are used, then supporters are asked to wait.',
    schema: z.coerce.number().int().min(1).default(12_000),
  },
  GMAIL_API_URL: { meaning: 'Where messages are handed to Gmail.', schema: baseUrl.default('https://gmail.googleapis.com') },
  GOOGLE_PUBSUB_TOPIC: {
    meaning:
      'A topic of Cloud Pub/Sub to which Gmail may publish, so that answers are seen within seconds. Its push subscription calls PUBLIC_URL/hooks/google-mail with authentication. Unset: mailboxes are asked every minute.',
    schema: z
      .string()
      .regex(/^projects\/[^/\s]+\/topics\/[^/\s]+$/, 'must be projects/…/topics/…')
      .optional(),
    example: 'projects/letters/topics/mail',
  },
  GOOGLE_PUBSUB_ACCOUNT: {
    meaning: 'The service account that the push subscription of that topic signs with. Without it nothing is taken from there.',
    schema: z.email('must be an e-mail address').optional(),
    example: 'push@letters.iam.gserviceaccount.example',
  },
  MICROSOFT_PUSH: {
    meaning:
      'Whether Outlook is asked to tell of new mail at PUBLIC_URL/hooks/microsoft-mail, so that answers are seen within seconds. It has to be reached by HTTPS from outside; where it is not, mailboxes are asked every minute.',
    schema: flag.default(true),
  },
  MICROSOFT_CLIENT_ID: {
    meaning: 'App registration of this copy at Microsoft. Unset: the sandbox stands in for Microsoft.',
    schema: z.string().min(1).optional(),
  },
  MICROSOFT_CLIENT_SECRET: { meaning: 'Its secret.', schema: z.string().min(1).optional(), secret: true },
  MICROSOFT_LOGIN_URL: {
    meaning: 'Where people with a Microsoft account consent, and where codes are exchanged.',
    schema: baseUrl.default('https://login.microsoftonline.com'),
  },
  GRAPH_API_URL: { meaning: 'Where messages are handed to Outlook.', schema: baseUrl.default('https://graph.microsoft.com') },
} satisfies Record<string, Setting>;

type Raw = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]['schema']> };

export interface Config extends Omit<Raw, 'PUBLIC_URL' | 'SANDBOX' | 'EVIDENCE_DIR' | 'IMPORT_DIR'> {
  PUBLIC_URL: string;
  EVIDENCE_DIR: string;
  IMPORT_DIR: string;
  SANDBOX: boolean;
}

/** A setting is missing or malformed. The message is one plain sentence for the operator and names no secret. */
export class ConfigError extends Error {}

/**
 * Reads and checks all settings. An empty value counts as unset.
 * @throws ConfigError with a sentence that names the first wrong setting and what it should be
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const shape = Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.schema]));
  const given = Object.fromEntries(Object.keys(settings).flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]) as keyof typeof settings;
    throw new ConfigError(`The setting ${name} is not usable (${issue?.message ?? 'malformed'}). ${settings[name].meaning}`);
  }
  const raw = parsed.data as Raw;
  const config: Config = {
    ...raw,
    PUBLIC_URL: raw.PUBLIC_URL ?? `http://localhost:${raw.PORT}`,
    EVIDENCE_DIR: raw.EVIDENCE_DIR ?? join(raw.DATA_DIR, 'evidence'),
    IMPORT_DIR: raw.IMPORT_DIR ?? join(raw.DATA_DIR, 'imports'),
    SANDBOX: raw.SANDBOX ?? raw.NODE_ENV !== 'production',
  };
  refuseUnsafe(config);
  return config;
}

/** The value of a setting as people read it; a list of none is said to be one. */
export function settingInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(settingInWords).join(', ') || 'none';
  return typeof value === 'object' && value !== null ? Object.values(value).map(settingInWords).join(':') : String(value);
}

function refuseUnsafe(config: Config): void {
  for (const company of ['GOOGLE', 'MICROSOFT'] as const)
    if ((config[`${company}_CLIENT_ID`] === undefined) !== (config[`${company}_CLIENT_SECRET`] === undefined))
      throw new ConfigError(`${company}_CLIENT_ID and ${company}_CLIENT_SECRET belong together: set both or neither.`);
  if ((config.GOOGLE_PUBSUB_TOPIC === undefined) !== (config.GOOGLE_PUBSUB_ACCOUNT === undefined))
    throw new ConfigError('GOOGLE_PUBSUB_TOPIC and GOOGLE_PUBSUB_ACCOUNT belong together: set both or neither.');
  if (config.NODE_ENV !== 'production') return;
  if (!config.ENCRYPTION_KEYS)
    throw new ConfigError(
      'ENCRYPTION_KEYS is missing. In production the keys come from the environment: set it to id:base64 of 32 random bytes.',
    );
  if (!config.PUBLIC_URL.startsWith('https://')) throw new ConfigError('PUBLIC_URL must begin with https:// in production.');
  if (config.CLOCK_OFFSET_SECONDS !== 0)
    throw new ConfigError('CLOCK_OFFSET_SECONDS moves the clock of a rehearsal and cannot be used in production.');
}
