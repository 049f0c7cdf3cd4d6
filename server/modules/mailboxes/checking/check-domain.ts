import type { Tx } from '../../../platform/database.ts';
import { notFound, Refusal } from '../../../platform/errors.ts';
import type { MailDomains } from '../../../platform/mail-domains.ts';
import type { Tools } from '../../../platform/tools.ts';
import { recordEntry, type Actor } from '../../audit/index.ts';
import { findMailbox } from '../store.ts';
import { judgeDkim, judgeDmarc, judgeLeaving, judgeSpf, type Finding } from './findings.ts';
import { authorAddress, readRawMessage, type RawMessage } from './raw-message.ts';
import { saveCheck } from './store.ts';
import { verifyDkim } from './verify-dkim.ts';

/**
 * Looks at a message that a mailbox really sent, as it was received: whether its signature holds, and what the DNS says of its domain. What the message
 * itself claims of such checks is not believed. Keeps the last findings of each mailbox, and nothing of the message.
 * @throws Refusal when the message is not from this mailbox
 */
export async function checkDomain(
  tools: Tools,
  domains: Pick<MailDomains, 'textsOf'>,
  { actor, workspaceId, id }: { actor: Actor; workspaceId: string; id: string },
  raw: Uint8Array,
): Promise<Finding[]> {
  const mailbox = await tools.database.inWorkspace(workspaceId, (tx) => findMailbox(tx, workspaceId, id));
  if (!mailbox) throw notFound('mailbox');
  const message = readRawMessage(raw);
  const author = authorAddress(message);
  if (author === undefined || author !== mailbox.address.toLowerCase())
    throw new Refusal(
      'refused',
      'not_from_mailbox',
      `This message is not from ${mailbox.address}. Send a test from the mailbox, and check the file of that one.`,
    );
  const findings = await judge(domains, author.slice(author.lastIndexOf('@') + 1), message, tools.clock.now());
  await tools.database.inWorkspace(workspaceId, async (tx: Tx) => {
    // It may have been disconnected while the DNS was asked.
    if (!(await findMailbox(tx, workspaceId, id))) throw notFound('mailbox');
    await saveCheck(tx, { workspaceId, mailboxId: id, findings, checkedAt: tools.clock.now() });
    await recordEntry(tools, tx, { workspaceId, actor }, { action: 'mailbox.checked', subject: { kind: 'mailbox', id } });
  });
  return findings;
}

async function judge(domains: Pick<MailDomains, 'textsOf'>, domain: string, message: RawMessage, now: Date): Promise<Finding[]> {
  const ask = (name: string) => domains.textsOf(name);
  const signatures = await verifyDkim(message, ask, now);
  return [
    judgeSpf(domain, await ask(domain)),
    judgeDkim(domain, signatures),
    judgeDmarc(domain, await findDmarc(domain, ask)),
    judgeLeaving(new Set(message.fields.map(({ name }) => name)), signatures),
  ];
}

/** So many domains above one are asked, which is more than any real one has. */
const mostLabels = 6;

/** The DMARC entry of a domain, or else of the next above it that has one. */
async function findDmarc(domain: string, ask: (name: string) => Promise<string[] | undefined>) {
  const labels = domain.split('.').slice(-mostLabels);
  for (; labels.length >= 2; labels.shift()) {
    const at = labels.join('.');
    const texts = await ask(`_dmarc.${at}`);
    if (!texts) return 'unknown' as const;
    const records = texts.filter((text) => /^v\s*=\s*DMARC1\s*(?:;|$)/i.test(text));
    if (records.length > 0) return { at, texts: records };
  }
  return undefined;
}
