import { samplePassword } from '../../sandbox/mail-server/accounts.ts';
import { keepReply, type Reply } from '../../server/modules/conversations/index.ts';
import { newId, readId, showId } from '../../server/platform/ids.ts';
import { asOwner } from './database.ts';
import type { Product } from './product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, type PlantedStep } from './sending.ts';

/** Somebody to whom a campaign has written. */
export interface Written {
  email: string;
  enrolmentId: string;
}

export interface Answered {
  mailbox: { id: string; address: string };
  campaignId: string;
  people: Written[];
  /** Keeps what one of them answered, as the reading of a mailbox does; gives the conversation as it is shown, or nothing where it was kept before. */
  reply(person: Written, given?: Partial<Reply>): Promise<{ conversationId: string; messageId: string } | undefined>;
}

let number = 0;

/** A team campaign whose first message has left from a mailbox of the stand-in to so many people, and who may answer it. */
export async function answered(
  product: Product,
  workspace: string,
  given: { count?: number; steps?: readonly PlantedStep[]; signature?: string; name?: string } = {},
): Promise<Answered> {
  const workspaceId = readId('workspace', workspace);
  const { sandbox, runner } = product.app;
  const server = sandbox?.mailServer;
  if (!server) throw new Error('This copy has no sandbox.');
  const address = `answers${String((number += 1))}@mail.test`;
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample' });
  const id = await plantSmtpMailbox(product, workspaceId, { host: server.host, port: server.port, password: samplePassword }, { address });
  const look = (text: string, ...values: unknown[]) => asOwner(product.databaseUrl, text, values);
  await look('update mailboxes set signature = $2 where id = $1', id, given.signature ?? '');
  const steps = given.steps ?? [{ subject: 'The ford, {{ first_name }}' }];
  const campaignId = await plantRunning(product, workspaceId, [id], { steps, ...(given.name === undefined ? {} : { name: given.name }) });
  const from = number * 1_000;
  await plantRecipients(product, workspaceId, campaignId, { count: given.count ?? 1, from });
  await runner.runOnce();
  const rows = await look('select id, email, subject, provider_thread_id from enrolments where campaign_id = $1 order by seq', campaignId);
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  return {
    mailbox: { id, address },
    campaignId,
    people: rows.map((row) => ({ email: String(row.email), enrolmentId: String(row.id) })),
    async reply({ email, enrolmentId }, message = {}) {
      const subject = String(byId.get(enrolmentId)?.subject);
      const kept = await keepAnswer(product, { workspaceId, campaignId, enrolmentId, email }, { id, address, subject }, message);
      return kept && { conversationId: showId('conversation', kept.conversationId), messageId: showId('message', kept.messageId) };
    },
  };
}

/** Keeps one answer, as the reading of a mailbox does. */
export async function keepAnswer(
  product: Product,
  of: { workspaceId: string; campaignId: string; enrolmentId: string; email: string; contactId?: string },
  { id, address, subject }: { id: string; address: string; subject: string },
  message: Partial<Reply> = {},
) {
  // Nobody writes twice at the same moment.
  product.clock.move({ seconds: 1 });
  const unique = newId(product.clock);
  const { tools } = product.app;
  return tools.database.inWorkspace(of.workspaceId, (tx) =>
    keepReply(
      tools,
      tx,
      { contactId: null, ...of, mailboxId: id, emailKey: of.email, name: 'Robin Sample', subject, providerThreadId: null },
      {
        kind: 'reply',
        fromEmail: of.email,
        fromName: 'Robin Sample',
        toEmail: address,
        subject: `Re: ${subject}`,
        text: 'Who pays for the planks?\n\n> Dear Robin, this is message 1.',
        attachments: [],
        messageId: `<${unique}@people.example.org>`,
        providerMessageId: unique,
        at: product.clock.now(),
        ...message,
      },
    ),
  );
}
