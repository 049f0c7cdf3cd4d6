import { actorOf, api, memberOf, type CallContext } from '../../../platform/api.ts';
import { readId } from '../../../platform/ids.ts';
import type { Tools } from '../../../platform/tools.ts';
import { approveOutreach } from '../approving/approve-outreach.ts';
import { showOutreach } from '../show-outreach.ts';
import { sendTestOfStep, type TestNeeds } from './send-test-of-step.ts';
import { endHold, takeBackLaunch } from './take-back-launch.ts';

/** What stands around the launch of a team campaign: trying it, approving it, taking it back. */
export function launchingRoutes(tools: Tools, needs: TestNeeds) {
  const { outreach } = api;
  const who = (context: CallContext) => ({ actor: actorOf(context), member: memberOf(context) });
  const idOf = (input: { outreachId: string }) => readId('outreach', input.outreachId);
  const shown = (context: CallContext, input: { outreachId: string }) => {
    const { workspaceId } = memberOf(context);
    return tools.database.inWorkspace(workspaceId, (tx) => showOutreach(tx, workspaceId, idOf(input)));
  };
  return {
    sendTest: outreach.sendTest.handler(({ input, context }) => {
      const { step, variant, contactId, enrolmentId } = input;
      const whose = {
        ...(contactId === undefined ? {} : { contactId: readId('contact', contactId) }),
        ...(enrolmentId === undefined ? {} : { enrolmentId: readId('enrolment', enrolmentId) }),
      };
      const userIds = input.members.map((member) => readId('user', member));
      const mailboxId = readId('mailbox', input.mailboxId);
      return sendTestOfStep(tools, needs, who(context), { id: idOf(input), step, variant, whose, mailboxId, userIds });
    }),
    approve: outreach.approve.handler(async ({ input, context }) => {
      const { actor, member } = who(context);
      await approveOutreach(tools, actor, member, { id: idOf(input), fingerprint: input.fingerprint });
      return shown(context, input);
    }),
    takeBack: outreach.takeBack.handler(async ({ input, context }) => {
      const { actor, member } = who(context);
      await takeBackLaunch(tools, actor, member, idOf(input));
      return shown(context, input);
    }),
    sendNow: outreach.sendNow.handler(async ({ input, context }) => {
      const { actor, member } = who(context);
      await endHold(tools, actor, member, idOf(input));
      return shown(context, input);
    }),
  };
}
