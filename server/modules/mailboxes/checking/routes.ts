import { actorOf, api, memberOf } from '../../../platform/api.ts';
import { readId } from '../../../platform/ids.ts';
import type { MailDomains } from '../../../platform/mail-domains.ts';
import type { Tools } from '../../../platform/tools.ts';
import { refuseUnlessTheirs } from '../mailbox.ts';
import { findMailbox } from '../store.ts';
import { checkDomain } from './check-domain.ts';
import { sendCheck, type SendCheckNeeds } from './send-check.ts';
import { showCheck } from './show-check.ts';

/** What receiving servers see of a mailbox's domain. */
export function checkingRoutes(tools: Tools, { mailDomains, ...needs }: SendCheckNeeds & { mailDomains: MailDomains }) {
  const { mailboxes } = api;
  const shown = (workspaceId: string, id: string) =>
    tools.database.inWorkspace(workspaceId, (tx) => showCheck(tx, { workspaceId, id, now: tools.clock.now() }));
  return {
    showCheck: mailboxes.showCheck.handler(({ input, context }) =>
      shown(memberOf(context).workspaceId, readId('mailbox', input.mailboxId)),
    ),
    check: mailboxes.check.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const { workspaceId } = member;
      const id = readId('mailbox', input.mailboxId);
      refuseUnlessTheirs(await tools.database.inWorkspace(workspaceId, (tx) => findMailbox(tx, workspaceId, id)), member);
      const raw = Buffer.from(input.message, 'base64');
      await checkDomain(tools, mailDomains, { actor: actorOf(context), workspaceId, id }, raw);
      return shown(workspaceId, id);
    }),
    sendCheck: mailboxes.sendCheck.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('mailbox', input.mailboxId);
      const readerId = input.readerId === undefined ? undefined : readId('mailbox', input.readerId);
      await sendCheck(tools, needs, { actor: actorOf(context), member }, { id, readerId });
      return shown(member.workspaceId, id);
    }),
  };
}
