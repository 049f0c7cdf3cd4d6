import assert from 'node:assert/strict';
import { readId } from '../../server/platform/ids.ts';
import type { Log } from '../../server/platform/log.ts';
import { asOwner } from './database.ts';
import { comeBack, consentInBrowser } from './mailboxes.ts';
import { setUp } from './people.ts';
import { startProduct } from './product.ts';
import { plantRecipients, plantRunning } from './sending.ts';

interface Written {
  email: string;
  messageId: string;
}

/** A team whose Gmail is read: it writes to people, and what comes back arrives on the stand-in and is read at once. */
export async function startComingBack(settings: Record<string, string> = {}, log?: Log) {
  const product = await startProduct({ settings, ...(log ? { log } : {}) });
  const { owner, workspaceId: shown, slug } = await setUp(product);
  const workspaceId = readId('workspace', shown);
  const { sandbox, runner, reader } = product.app;
  const google = sandbox?.google ?? assert.fail('There is no Gmail to read.');
  const ada = 'ada.sample@gmail.test';
  const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
  const mailboxId = await connect();
  await reader.runOnce();

  async function connect(): Promise<string> {
    const asked = { workspaceId: shown, provider: 'gmail', mode: 'send_and_read', timeZone: 'UTC' } as const;
    const back = await consentInBrowser(owner, asked, { account: ada });
    if (back.headers.get('location') !== `/w/${slug}/mailboxes?connected=yes`)
      await comeBack(owner, 'gmail', new URL(back.headers.get('location') ?? ''), { account: ada });
    const { mailboxes } = await owner.api.mailboxes.list({ workspaceId: shown });
    const id = readId('mailbox', mailboxes[0]?.id ?? assert.fail('No mailbox was connected.'));
    await look(
      `update mailboxes set gap_seconds = 0, gap_jitter_seconds = 0, working_days = 127, opens_minute = 0, closes_minute = 1440, time_zone = 'UTC' where id = $1`,
      id,
    );
    return id;
  }

  let people = 0;
  /** A campaign of two steps to so many people, the first of which has left. */
  async function written(count = 1, campaign: Record<string, unknown> = {}) {
    await look("update outreach_campaigns set state = 'finished' where state = 'running'");
    const campaignId = await plantRunning(product, workspaceId, [mailboxId], { steps: [{}, { delayHours: 48 }], ...campaign });
    await plantRecipients(product, workspaceId, campaignId, { count, from: people + 1 });
    people += count;
    await runner.runOnce();
    const rows = await look(
      `select e.id, e.email, e.email_key, d.message_id from enrolments e join outreach_deliveries d on d.enrolment_id = e.id
       where e.campaign_id = $1 and d.state = 'accepted' order by e.seq`,
      campaignId,
    );
    assert.equal(rows.length, count);
    return rows.map((row) => ({ campaignId, id: String(row.id), email: String(row.email), messageId: String(row.message_id) }));
  }
  async function oneWritten(campaign: Record<string, unknown> = {}) {
    return (await written(1, campaign))[0] ?? assert.fail();
  }

  let number = 0;
  const message = (headers: Record<string, string>, body: string) =>
    [
      ...Object.entries({
        'Message-ID': `<${String(++number)}@people.example.org>`,
        Date: product.clock.now().toUTCString(),
        ...headers,
      }).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ].join('\r\n');
  const answer = ({ email, messageId }: Written, text: string, headers: Record<string, string> = {}) =>
    message(
      { From: `Robin <${email}>`, To: ada, Subject: 'Re: The ford', 'In-Reply-To': messageId, References: messageId, ...headers },
      text,
    );
  const bounce = ({ email, messageId }: Written, status: string, diagnostic: string) =>
    message(
      {
        From: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>',
        To: ada,
        Subject: 'Undelivered Mail Returned to Sender',
        'Auto-Submitted': 'auto-replied',
        'MIME-Version': '1.0',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary="b"',
      },
      [
        '--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n',
        `--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\nFinal-Recipient: rfc822; ${email}\r\nAction: failed\r\nStatus: ${status}\r\nDiagnostic-Code: smtp; ${diagnostic}\r\n`,
        `--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: ${messageId}\r\nTo: ${email}\r\nSubject: The ford\r\n`,
        '--b--\r\n',
      ].join('\r\n'),
    );
  async function arrives(raw: string, labels?: string[]): Promise<void> {
    google.deliver(ada, raw, labels ? { labels } : {});
    product.clock.move({ minutes: 1 });
    await reader.runOnce();
  }
  const enrolment = async ({ id }: { id: string }) =>
    (await look('select state, reason, due_at, next_step from enrolments where id = $1', id))[0] ?? assert.fail();
  const standing = async (one: { id: string }) => {
    const { state, reason } = await enrolment(one);
    return [state, reason];
  };
  const returns = ({ id }: { id: string }) =>
    look('select kind, severity, status_code, matched_by from outreach_returns where enrolment_id = $1 order by came_at', id);
  const counted = async ({ campaignId }: { campaignId: string }, column: string) =>
    Number((await look(`select coalesce(sum(${column}), 0)::int as n from outreach_counts where campaign_id = $1`, campaignId))[0]?.n);
  const suppressed = async () =>
    (await owner.api.suppressions.list({ workspaceId: shown })).suppressions.map(({ email, reason }) => [email, reason]);
  return {
    product,
    owner,
    shown,
    slug,
    workspaceId,
    runner,
    reader,
    google,
    ada,
    mailboxId,
    look,
    written,
    oneWritten,
    message,
    answer,
    bounce,
    arrives,
    enrolment,
    standing,
    returns,
    counted,
    suppressed,
    sandbox,
    /** The number of whoever was planted last. */
    latest: () => people,
  };
}
