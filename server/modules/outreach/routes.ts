import { actorOf, api, memberOf } from '../../platform/api.ts';
import { readId } from '../../platform/ids.ts';
import type { Tools } from '../../platform/tools.ts';
import { countAudience } from '../contacts/index.ts';
import { changeOutreach } from './change-outreach.ts';
import { report } from './counts/report.ts';
import { nothingCounted, totalsOf } from './counts/store.ts';
import { createOutreach } from './create-outreach.ts';
import { duplicateOutreach } from './duplicate-outreach.ts';
import { launchOutreach } from './launching/launch-outreach.ts';
import type { Audience } from './outreach.ts';
import { removeOutreach } from './remove-outreach.ts';
import { saveSteps } from './save-steps.ts';
import { shownSummary, showOutreach } from './show-outreach.ts';
import { setOutreachState } from './steering/set-outreach-state.ts';
import { listOutreach } from './store.ts';

const readAudience = ({ lists, segments, exceptLists, exceptSegments }: Audience): Audience => ({
  lists: lists.map((id) => readId('list', id)),
  segments: segments.map((id) => readId('segment', id)),
  exceptLists: exceptLists.map((id) => readId('list', id)),
  exceptSegments: exceptSegments.map((id) => readId('segment', id)),
});

const momentOf = (at: string | null | undefined) => (typeof at === 'string' ? new Date(at) : at);

/** Team campaigns from draft to finished. */
export function outreachRoutes(tools: Tools) {
  const { outreach } = api;
  const show = (workspaceId: string, id: string) => tools.database.inWorkspace(workspaceId, (tx) => showOutreach(tx, workspaceId, id));
  return {
    list: outreach.list.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, async (tx) => {
        const rows = await listOutreach(tx, workspaceId, input.state);
        const totals = await totalsOf(
          tx,
          workspaceId,
          rows.map(({ id }) => id),
        );
        return { campaigns: rows.map((row) => shownSummary(row, totals.get(row.id) ?? nothingCounted)) };
      });
    }),
    create: outreach.create.handler(async ({ input, context }) => {
      const member = memberOf(context);
      return show(member.workspaceId, await createOutreach(tools, actorOf(context), member, input));
    }),
    report: outreach.report.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      return tools.database.inWorkspace(workspaceId, (tx) => report(tx, workspaceId, readId('outreach', input.outreachId), input.unit));
    }),
    show: outreach.show.handler(({ input, context }) => show(memberOf(context).workspaceId, readId('outreach', input.outreachId))),
    change: outreach.change.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('outreach', input.outreachId);
      const { workspaceId: _workspace, outreachId: _outreach, audience, mailboxes, startsAt, endsAt, ...rest } = input;
      const edit = {
        ...rest,
        audience: audience && readAudience(audience),
        mailboxes: mailboxes?.map((mailbox) => readId('mailbox', mailbox)),
        startsAt: momentOf(startsAt),
        endsAt: momentOf(endsAt),
      };
      await changeOutreach(tools, actorOf(context), member, { id, edit });
      return show(member.workspaceId, id);
    }),
    saveSteps: outreach.saveSteps.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('outreach', input.outreachId);
      const { steps, expectedVersion } = input;
      const endedRecipients = await saveSteps(tools, actorOf(context), member, { id, steps, expectedVersion });
      return { ...(await show(member.workspaceId, id)), endedRecipients };
    }),
    duplicate: outreach.duplicate.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('outreach', input.outreachId);
      return show(member.workspaceId, await duplicateOutreach(tools, actorOf(context), member, { id, name: input.name }));
    }),
    remove: outreach.remove.handler(async ({ input, context }) => {
      const which = { id: readId('outreach', input.outreachId), typedName: input.name };
      await removeOutreach(tools, actorOf(context), memberOf(context), which);
      return { done: true as const };
    }),
    countAudience: outreach.countAudience.handler(({ input, context }) => {
      const { workspaceId } = memberOf(context);
      const audience = readAudience(input.audience);
      return tools.database.inWorkspace(workspaceId, async (tx) => ({ contacts: await countAudience(tools, tx, workspaceId, audience) }));
    }),
    launch: outreach.launch.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('outreach', input.outreachId);
      await launchOutreach(tools, actorOf(context), member, id);
      return show(member.workspaceId, id);
    }),
    setState: outreach.setState.handler(async ({ input, context }) => {
      const member = memberOf(context);
      const id = readId('outreach', input.outreachId);
      await setOutreachState(tools, actorOf(context), member, { id, state: input.state });
      return show(member.workspaceId, id);
    }),
  };
}
