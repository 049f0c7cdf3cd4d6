import { actorOf, api, memberOf, type CallContext } from '../../platform/api.ts';
import { readId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import type { SignInToMailbox, SignInToRead } from '../../providers/capabilities.ts';
import type { TestSender } from '../deliveries/index.ts';
import { beginConsent } from './consenting/begin-consent.ts';
import { changeMailbox } from './change-mailbox.ts';
import { connectByServer, reconnectByServer } from './connect-by-server.ts';
import { disconnectMailbox } from './disconnect-mailbox.ts';
import type { MailboxWays } from './mailbox-ways.ts';
import { sendTest } from './send-test.ts';
import { setParkedByMember } from './set-parked.ts';
import { showMailbox, showMailboxes } from './show-mailbox.ts';

export interface MailboxNeeds {
  ways: MailboxWays;
  servers: SignInToMailbox & SignInToRead;
  sender: TestSender;
  addressOfUser(userId: string): Promise<{ email: string; name: string }>;
  /** A mail server to try the product with; none in a copy with keys. */
  sandbox(): { host: string; port: number; imapPort: number; addresses: string[]; password: string } | null;
}

/** Mailboxes of a team: connect, change, try, hold, disconnect. */
export function mailboxRoutes(tools: Tools, needs: MailboxNeeds) {
  const { mailboxes } = api;
  const { ways, servers, sender } = needs;
  const who = (context: CallContext) => ({ actor: actorOf(context), member: memberOf(context) });
  const shown = (context: CallContext, id: string) => {
    const member = memberOf(context);
    return tools.database.inWorkspace(member.workspaceId, (tx) => showMailbox(tools, tx, member, id));
  };
  const idOf = (input: { mailboxId: string }) => readId('mailbox', input.mailboxId);
  return {
    list: mailboxes.list.handler(({ context }) => {
      const member = memberOf(context);
      const offers = { gmail: true, outlook: ways.outlook !== undefined, sandbox: needs.sandbox() };
      return tools.database.inWorkspace(member.workspaceId, async (tx) => ({ mailboxes: await showMailboxes(tools, tx, member), offers }));
    }),
    show: mailboxes.show.handler(({ input, context }) => shown(context, idOf(input))),
    connectServer: mailboxes.connectServer.handler(async ({ input, context }) =>
      shown(context, await connectByServer(tools, servers, who(context), { ...input, username: input.username ?? input.address })),
    ),
    reconnectServer: mailboxes.reconnectServer.handler(async ({ input, context }) => {
      await reconnectByServer(tools, servers, who(context), { ...input, id: idOf(input) });
      return shown(context, idOf(input));
    }),
    beginConsent: mailboxes.beginConsent.handler(async ({ input, context }) => {
      const mailboxId = input.mailboxId === undefined ? null : readId('mailbox', input.mailboxId);
      return { url: (await beginConsent(tools, ways, memberOf(context), { ...input, mailboxId })).href };
    }),
    change: mailboxes.change.handler(async ({ input: { workspaceId: _, mailboxId, ...change }, context }) => {
      await changeMailbox(tools, who(context), idOf({ mailboxId }), change);
      return shown(context, idOf({ mailboxId }));
    }),
    setParked: mailboxes.setParked.handler(async ({ input, context }) => {
      await setParkedByMember(tools, who(context), { id: idOf(input), parked: input.parked });
      return shown(context, idOf(input));
    }),
    sendTest: mailboxes.sendTest.handler(async ({ input, context }) => {
      const to = await needs.addressOfUser(memberOf(context).userId);
      await sendTest(tools, { ways, sender }, who(context), { id: idOf(input), to });
      return { sentTo: to.email };
    }),
    disconnect: mailboxes.disconnect.handler(async ({ input, context }) => ({
      done: true as const,
      revoked: await disconnectMailbox(tools, ways, who(context), { id: idOf(input), address: input.address }),
    })),
  };
}
