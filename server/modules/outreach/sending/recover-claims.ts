import type { Tools } from '../../../platform/tools.ts';
import { doubtAbandoned, endTeamLeases, type Abandoned } from '../../deliveries/index.ts';
import type { Job } from '../../../platform/queue.ts';
import { noteEvents } from '../../webhooks/index.ts';
import { addCounts } from '../counts/store.ts';
import { campaignEvent, deliveryEvent } from '../telling/events-of-outreach.ts';
import { goOn, pauseRestored, type Onward } from './store.ts';

/**
 * Messages whose process vanished, or stood still for too long, while they were handed over: nobody knows whether they left, so they become uncertain, are
 * shown to a member, and are never sent again by themselves. No step follows them until somebody says what became of them.
 */
export async function recoverClaims(tools: Tools): Promise<number> {
  return tools.database.inInstallation('recovery', async (tx) => {
    const now = tools.clock.now();
    const abandoned = await doubtAbandoned(tx, now, 500);
    for (const [workspaceId, some] of Map.groupBy(abandoned, (one) => one.workspaceId)) {
      await goOn(tx, workspaceId, some.map(stopped), { from: 'sending', at: now });
      await addCounts(
        tx,
        workspaceId,
        some.map((one) => ({ ...one, outcome: 'uncertain' as const, by: 1 })),
        now,
      );
      await noteEvents(
        tools,
        tx,
        workspaceId,
        some.map((one) => deliveryEvent(one, 'uncertain', 'interrupted')),
      );
    }
    return abandoned.length;
  });
}

const stopped = ({ campaignId, enrolmentId, step, mailboxId }: Abandoned): Onward => ({
  campaignId,
  enrolmentId,
  state: 'stopped',
  reason: 'uncertain',
  nextStep: step,
  dueAt: null,
  mailboxId,
  messageId: null,
  providerThreadId: null,
  subject: null,
});

/**
 * For a database that came from a backup: what was on its way may have left, and whoever waited may have been written to since, and nobody knows. What was
 * claimed is uncertain, and no campaign goes on before a member says so.
 */
export async function doubtTeamMail(tools: Tools): Promise<number> {
  const now = tools.clock.now();
  await tools.database.inInstallation('recovery', async (tx) => {
    await endTeamLeases(tx, now);
    const paused = await pauseRestored(tx, now);
    for (const [workspaceId, some] of Map.groupBy(paused, (one) => one.workspaceId)) {
      const events = some.map(({ id }) => campaignEvent(id, 'campaign.paused', 'restored'));
      await noteEvents(tools, tx, workspaceId, events);
    }
  });
  let doubted = 0;
  for (let found = -1; found !== 0; doubted += found) found = await recoverClaims(tools);
  return doubted;
}

/** Every minute: names what is uncertain. */
export function recoverClaimsJob(tools: Tools): Job {
  return {
    name: 'recover-claims',
    does: 'Marks messages of team campaigns whose process vanished as uncertain',
    retry: 'repeatable',
    schedule: '* * * * *',
    async run() {
      for (let found = -1; found !== 0; ) {
        found = await recoverClaims(tools);
        if (found > 0) tools.log.warn('messages_uncertain', { count: found });
      }
    },
  };
}
