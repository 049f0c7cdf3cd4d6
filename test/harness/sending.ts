import { createSmtp } from '../../server/providers/smtp/hand-over.ts';
import { openMailbox } from '../../server/modules/mailboxes/open-mailbox.ts';
import { createRunner, type Runner } from '../../server/modules/outreach/sending/run-sending.ts';
import { createShelf } from '../../server/modules/files/index.ts';
import type { Tools } from '../../server/platform/tools.ts';
import { newId } from '../../server/platform/ids.ts';
import { asOwner } from './database.ts';
import type { Product } from './product.ts';

/** What stands in `mailboxes`, with pacing that holds nothing back unless a test says so. */
export interface PlantedMailbox {
  address?: string;
  dailyLimit?: number;
  gapSeconds?: number;
  gapJitterSeconds?: number;
  timeZone?: string;
  workingDays?: number;
  opensMinute?: number;
  closesMinute?: number;
  holidays?: string[];
}

export interface PlantedStep {
  delayHours?: number;
  sameThread?: boolean;
  subject?: string;
  html?: string;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function insert(product: Pick<Product, 'databaseUrl'>, table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  const holes = names.map((_, index) => `$${index + 1}`).join(', ');
  await asOwner(product.databaseUrl, `insert into ${table} (${names.map(snake).join(', ')}) values (${holes})`, Object.values(row));
}

/** A mailbox of a mail server that is connected and opens with this password. */
export async function plantSmtpMailbox(
  product: { databaseUrl: string; app: { tools: Tools } },
  workspaceId: string,
  server: { host: string; port: number; password: string; imapPort?: number },
  given: PlantedMailbox = {},
): Promise<string> {
  const { tools } = product.app;
  const id = newId(tools.clock);
  const address = given.address ?? 'gil.sample@mail.test';
  await insert(product, 'mailboxes', {
    workspaceId,
    id,
    provider: 'smtp',
    mode: server.imapPort === undefined ? 'send' : 'send_and_read',
    ...(server.imapPort === undefined ? {} : { imapHost: server.host, imapPort: server.imapPort, imapSecurity: 'starttls' }),
    name: 'Gil Sample',
    username: address,
    passwordSealed: tools.sealer.seal({ workspaceId, table: 'mailboxes', rowId: id, column: 'password_sealed' }, server.password),
    smtpHost: server.host,
    smtpPort: server.port,
    smtpSecurity: 'starttls',
    dailyLimit: 10_000,
    gapSeconds: 0,
    gapJitterSeconds: 0,
    timeZone: 'UTC',
    workingDays: 127,
    opensMinute: 0,
    closesMinute: 1440,
    connectedAt: tools.clock.now(),
    ...given,
    address,
    addressKey: address,
  });
  return id;
}

/** A running campaign with its steps, from these mailboxes, without recipients. */
export async function plantRunning(
  product: { databaseUrl: string; app: { tools: Tools } },
  workspaceId: string,
  mailboxIds: readonly string[],
  { steps = [{}], ...row }: Record<string, unknown> & { steps?: readonly PlantedStep[] } = {},
): Promise<string> {
  const now = product.app.tools.clock.now();
  const id = newId(product.app.tools.clock);
  await insert(product, 'outreach_campaigns', {
    workspaceId,
    id,
    name: 'Spring letters',
    state: 'running',
    timeZone: 'UTC',
    workingDays: 127,
    opensMinute: 0,
    closesMinute: 1440,
    version: 1,
    createdAt: now,
    launchedAt: now,
    beganAt: now,
    ...row,
  });
  for (const [index, step] of steps.entries()) {
    const at = { workspaceId, campaignId: id, version: 1, position: index + 1 };
    await insert(product, 'outreach_steps', {
      ...at,
      delayHours: step.delayHours ?? (index === 0 ? 0 : 24),
      sameThread: step.sameThread ?? index > 0,
    });
    const words = { subject: step.subject ?? 'The ford', html: step.html ?? `<p>Dear {{ first_name }}, this is message ${index + 1}.</p>` };
    await insert(product, 'outreach_texts', { ...at, variant: 'a', weight: 1, ...words });
  }
  for (const mailboxId of mailboxIds) await insert(product, 'outreach_mailboxes', { workspaceId, campaignId: id, mailboxId });
  return id;
}

/** As a launch gives them: upwards, with the number of the recipient. */
const idAsLaunched = `(lpad(to_hex((extract(epoch from $6::timestamptz) * 1000)::int8 + n / 4096), 12, '0') ||
  to_hex(28672 + n % 4096) || substr(gen_random_uuid()::text, 20))::uuid`;

/** So many recipients who wait for the first step, due now: `r1@people.example.org` and so on. */
export async function plantRecipients(
  product: { databaseUrl: string; app: { tools: Tools } },
  workspaceId: string,
  campaignId: string,
  { count, from = 1, timeZone = 'UTC', dueAt }: { count: number; from?: number; timeZone?: string; dueAt?: Date },
): Promise<void> {
  const now = product.app.tools.clock.now();
  await asOwner(
    product.databaseUrl,
    `insert into enrolments (workspace_id, campaign_id, id, email, email_key, fields, time_zone, state, next_step, variant, due_at, seq, enrolled_at)
     select $1, $2, ${idAsLaunched}, 'r' || n || '@people.example.org', 'r' || n || '@people.example.org',
       jsonb_build_object('first_name', 'Robin ' || n), $5, 'waiting', 1, 'a', $6, n, $6
     from generate_series($4::int, $4::int + $3::int - 1) as n`,
    [workspaceId, campaignId, count, from, timeZone, dueAt ?? now],
  );
}

/** A runner of its own, as a process has one, that speaks SMTP to the stand-in. */
export function smtpRunner(
  tools: Tools,
  allow: readonly string[],
  holding = { seconds: 8, most: 16 },
  smtp = createSmtp({ allow, ourName: 'localhost' }),
): Runner {
  const ways = { gmail: undefined as never, renewing: new Map() };
  const runner = createRunner(tools, {
    sender: smtp,
    holding,
    shelf: createShelf(tools),
    open: (workspaceId, mailboxId) => openMailbox(tools, ways, workspaceId, mailboxId),
    unsubscribeUrl: ({ enrolmentId }) => `https://letters.example.org/leave/${enrolmentId}`,
  });
  return {
    ...runner,
    async stop() {
      await runner.stop();
      smtp.stop();
    },
  };
}

/** How many deliveries of a campaign are in each state. */
export async function deliveryStates(databaseUrl: string, campaignId: string): Promise<Record<string, number>> {
  const rows = await asOwner(
    databaseUrl,
    'select state, count(*)::int as n from outreach_deliveries where campaign_id = $1 group by state',
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ state, n }) => [String(state), Number(n)]));
}
