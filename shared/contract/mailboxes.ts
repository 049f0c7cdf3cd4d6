import { z } from 'zod';
import { isTimeZone } from '../office-hours.ts';
import { done, emailAddress, guardedRoute, inWorkspace, instant, mailboxId, personName, route, shownOnce, userId } from './base.ts';

const one = inWorkspace.extend({ mailboxId });
const provider = z.enum(['gmail', 'outlook', 'smtp']).describe('Where the mailbox is: at Google, at Microsoft, or at a mail server');
const consentProvider = z.enum(['gmail', 'outlook']);
const mode = z.enum(['send', 'send_and_read']).describe('Whether replies and bounces are seen as well');
const timeZone = z.string().max(60).refine(isTimeZone, 'must be a time zone such as Europe/Berlin');

const hostName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be the name of a server, such as mail.example.org',
  );
const server = z.object({
  host: hostName,
  port: z.number().int().min(1).max(65_535),
  security: z
    .enum(['tls', 'starttls'])
    .describe('Encrypted from the first byte (often port 465 or 993), or after a first word (587 or 143)'),
});
const username = z.string().min(1).max(320);
const password = z.string().min(1).max(500);

const ramp = z.object({
  from: z.number().int().min(1).max(10_000).describe('The limit of the first 24 hours'),
  days: z.number().int().min(1).max(365).describe('After so many days the whole limit holds'),
});
const pacing = {
  dailyLimit: z.number().int().min(0).max(10_000).describe('The most messages in any 24 hours'),
  ramp: ramp.nullable().describe('How a new mailbox grows towards its limit. A new ramp begins at once'),
  gapSeconds: z.number().int().min(0).max(86_400).describe('Between two messages, at least'),
  gapJitterSeconds: z.number().int().min(0).max(86_400).describe('How much longer at most, so that it is not always the same'),
  timeZone,
  workingDays: z.array(z.number().int().min(1).max(7)).max(7).describe('1 is Monday, 7 is Sunday; none at all holds everything'),
  opensMinute: z.number().int().min(0).max(1439).describe('Minutes after midnight'),
  closesMinute: z.number().int().min(1).max(1440).describe('Before or at the minute of opening, the window goes over midnight'),
  holidays: z.array(z.iso.date()).max(366).describe('Days on which nothing is sent'),
};

const mailbox = z.object({
  id: mailboxId,
  provider,
  mode,
  address: z.string(),
  name: z.string(),
  signature: z.string(),
  connectedBy: userId.nullable(),
  mayChange: z.boolean().describe('Whether it is yours, or your role allows to change those of others'),
  smtp: server.nullable(),
  imap: server.nullable(),
  username: z.string().nullable(),
  ...pacing,
  dailyCeiling: z.number().int().describe('What its company allows in any 24 hours; the limit cannot go beyond'),
  limitNow: z.number().int().describe('The limit of these 24 hours, as far as the ramp has come'),
  usedInDay: z.number().int().describe('Messages handed over in the last 24 hours'),
  parkedAt: instant.nullable(),
  parkedBecause: z.enum(['reconnect', 'limit', 'refused', 'unreachable', 'member']).nullable(),
  parkedUntil: instant.nullable().describe('Until then by itself; without it, until a member acts'),
  lastError: z.string().nullable(),
  lastErrorAt: instant.nullable(),
  lastAcceptedAt: instant.nullable(),
  connectedAt: instant,
});

const check = z.object({
  checkedAt: instant.nullable(),
  findings: z.array(
    z.object({
      what: z.enum(['spf', 'dkim', 'dmarc', 'leaving']),
      state: z.enum(['good', 'look', 'bad', 'unknown']),
      sentence: z.string(),
      todo: z.string().nullable().describe('What to do about it'),
    }),
  ),
  sent: z
    .object({ at: instant, to: z.string(), state: z.enum(['waiting', 'missing']) })
    .nullable()
    .describe('A message that was sent to be looked at where it arrives; `missing` when it has not after a quarter of an hour'),
  readers: z
    .array(z.object({ mailboxId, address: z.string() }))
    .describe(
      'Mailboxes of this workspace at which such a message can arrive, the best first: one of another domain receives as a stranger does',
    ),
});

/** Mailboxes of people in a team, from which its campaigns are sent. */
export const mailboxes = {
  list: route('GET', '/workspaces/{workspaceId}/mailboxes', 'mailboxes.read', 'All mailboxes with their health, oldest first')
    .input(inWorkspace)
    .output(
      z.object({
        mailboxes: z.array(mailbox),
        offers: z.object({
          gmail: z.boolean(),
          outlook: z.boolean(),
          sandbox: z
            .object({
              host: z.string(),
              port: z.number().int(),
              imapPort: z.number().int(),
              addresses: z.array(z.string()),
              password: z.string(),
            })
            .nullable()
            .describe('A mail server to try the product with, in a copy without keys; it delivers nothing'),
        }),
      }),
    ),
  show: route('GET', '/workspaces/{workspaceId}/mailboxes/{mailboxId}', 'mailboxes.read', 'One mailbox').input(one).output(mailbox),
  connectServer: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/mailboxes',
    'mailboxes.change',
    'Connect a mailbox by its mail server. It is signed in to first; nothing is kept when that fails',
  )
    .input(
      inWorkspace.extend({
        address: emailAddress,
        name: personName,
        smtp: server,
        imap: server.nullable().default(null).describe('With it, replies and bounces can be seen'),
        username: username.optional().describe('The address when absent'),
        password,
        timeZone: timeZone.default('UTC'),
      }),
    )
    .output(mailbox),
  reconnectServer: guardedRoute(
    'PUT',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}/server',
    'mailboxes.change',
    'Give a mailbox of a mail server its new password, or other servers. It is signed in to first',
  )
    .input(one.extend({ smtp: server, imap: server.nullable(), username, password }))
    .output(mailbox),
  beginConsent: shownOnce(
    route(
      'POST',
      '/workspaces/{workspaceId}/mailbox-consents',
      'mailboxes.change',
      'Begin to connect a mailbox at Google or Microsoft: where to go. Good for ten minutes, for the browser that asked',
    ),
  )
    .input(
      inWorkspace.extend({
        provider: consentProvider,
        mode,
        mailboxId: mailboxId.optional().describe('The mailbox that is connected anew; it has to be the same account'),
        timeZone: timeZone.default('UTC'),
      }),
    )
    .output(z.object({ url: z.string() })),
  change: route('PATCH', '/workspaces/{workspaceId}/mailboxes/{mailboxId}', 'mailboxes.change', 'Change name, signature or pacing')
    .input(
      one.extend({
        name: personName.optional(),
        signature: z.string().max(20_000).optional().describe('HTML under each message'),
        dailyLimit: pacing.dailyLimit.optional(),
        ramp: pacing.ramp.optional(),
        gapSeconds: pacing.gapSeconds.optional(),
        gapJitterSeconds: pacing.gapJitterSeconds.optional(),
        timeZone: pacing.timeZone.optional(),
        workingDays: pacing.workingDays.optional(),
        opensMinute: pacing.opensMinute.optional(),
        closesMinute: pacing.closesMinute.optional(),
        holidays: pacing.holidays.optional(),
      }),
    )
    .output(mailbox),
  setParked: route(
    'PUT',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}/parked',
    'mailboxes.change',
    'Hold the work of one mailbox, or let it go on. One whose permission is over goes on when it is connected again',
  )
    .input(one.extend({ parked: z.boolean() }))
    .output(mailbox),
  sendTest: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}/test-messages',
    'mailboxes.change',
    'Send a short message from the mailbox to oneself; it reaches nobody else',
  )
    .input(one)
    .output(z.object({ sentTo: z.string() })),
  showCheck: route(
    'GET',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}/check',
    'mailboxes.read',
    'What receiving servers see of the mailbox’s domain, as it was found last',
  )
    .input(one)
    .output(check),
  check: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}/checks',
    'mailboxes.change',
    'Check SPF, DKIM, DMARC and the way to leave, by a message that the mailbox sent and that was received. Nothing of it is kept',
  )
    .input(one.extend({ message: z.base64().max(3_000_000).describe('The message as it came (RFC 5322), in base64') }))
    .output(check),
  sendCheck: guardedRoute(
    'POST',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}/check-messages',
    'mailboxes.change',
    'Send a message of a campaign’s shape to a mailbox of this workspace that is read, and check it when it arrives. Nothing else of it is kept',
  )
    .input(one.extend({ readerId: mailboxId.optional().describe('Where it goes; the best one when absent') }))
    .output(check),
  disconnect: route(
    'DELETE',
    '/workspaces/{workspaceId}/mailboxes/{mailboxId}',
    'mailboxes.change',
    'Disconnect a mailbox: its tokens or password are deleted at once, and revoked where the company lets us',
  )
    .input(one.extend({ address: z.string().max(320).describe('The address, typed to confirm') }))
    .output(
      done.extend({
        revoked: z
          .enum(['ended', 'only_by_the_person', 'kept_elsewhere', 'not_confirmed', 'nothing'])
          .describe(
            'Whether the consent ended at the company; `kept_elsewhere` when another workspace uses the same account, `nothing` for a mail server',
          ),
      }),
    ),
};
