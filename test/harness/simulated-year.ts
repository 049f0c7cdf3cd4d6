import assert from 'node:assert/strict';
import { createAccounts } from '../../sandbox/mail-server/accounts.ts';
import { startMailServer } from '../../sandbox/mail-server/index.ts';
import type { Tools } from '../../server/platform/tools.ts';
import { asOwner } from './database.ts';
import type { TestClock } from './product.ts';
import { plantRecipients, plantRunning, plantSmtpMailbox, smtpRunner, type PlantedMailbox } from './sending.ts';

/** A mailbox of the year, with the pacing that it has to keep. */
export interface YearMailbox extends Required<Omit<PlantedMailbox, 'address'>> {
  /** The limit of its first 24 hours, and after how many days the whole one holds. */
  ramp?: { from: number; days: number };
}

/** A campaign that begins at a moment: from which mailboxes, by their numbers, and to how many people in which zones. */
export interface YearCampaign {
  at: Date;
  mailboxes: readonly number[];
  zones: readonly string[];
  inEachZone: number;
  /** Its window, in each recipient's zone. */
  opensMinute: number;
  closesMinute: number;
  workingDays: number;
  delayHours: number;
}

export interface YearPlan {
  mailboxes: readonly YearMailbox[];
  campaigns: readonly YearCampaign[];
  until: Date;
}

export interface Played {
  mailboxIds: readonly string[];
  /** The plan's campaigns by their ids. */
  campaignIds: readonly string[];
  /** What the mail server took, by recipient and message. */
  taken: ReadonlyMap<string, number>;
  looks: number;
}

interface Scene {
  databaseUrl: string;
  app: { tools: Tools };
  workspaceId: string;
  clock: TestClock;
}

/**
 * Plays a plan with two workers on one database, planner and runner as they are in production, and a real mail server. The clock goes from one moment at
 * which something may happen to the next, and a little further by chance, as a busy machine is late. Now and then a worker vanishes, and another comes.
 */
export async function playYear(scene: Scene, plan: YearPlan, random: () => number): Promise<Played> {
  const { databaseUrl, workspaceId, clock } = scene;
  const server = await startMailServer({ clock, accounts: [], keepsSent: false });
  const tools = { ...scene.app.tools, clock };
  const newRunner = () => smtpRunner(tools, [`${server.host}:${server.port}`], { seconds: 8, most: Math.ceil(plan.mailboxes.length / 2) });
  const workers = [newRunner(), newRunner()];
  const taken = new Map<string, number>();
  const collect = () => {
    for (const { recipients, email } of server.outbox.messages()) {
      const key = `${recipients.join()} ${email.subject ?? ''}`;
      taken.set(key, (taken.get(key) ?? 0) + 1);
    }
    server.outbox.clear();
  };
  try {
    const mailboxIds: string[] = [];
    for (const [index, mailbox] of plan.mailboxes.entries()) mailboxIds.push(await plantMailbox(scene, server, mailbox, index));
    const campaignIds: string[] = [];
    let looks = 0;
    for (let people = 0; ; ) {
      const next = plan.campaigns[campaignIds.length];
      if (next && next.at <= clock.now()) {
        campaignIds.push(await plantCampaign(scene, next, { mailboxIds, number: campaignIds.length, from: people + 1 }));
        people += next.inEachZone * next.zones.length;
        continue;
      }
      const wakes = await Promise.all(workers.map((worker) => worker.runOnce()));
      looks += 1;
      collect();
      if (random() < 0.02) {
        await workers[0]?.stop();
        workers.splice(0, 1, newRunner());
      }
      await finishCampaigns(databaseUrl, workspaceId);
      const moments = [...wakes, next?.at].flatMap((at) => at?.getTime() ?? []);
      const soonest = Math.min(...moments);
      if (soonest > plan.until.getTime()) break;
      const late = random() < 0.3 ? random() * 150_000 : 0;
      clock.set(new Date(Math.max(soonest, clock.now().getTime() + 1) + late));
    }
    return { mailboxIds, campaignIds, taken, looks };
  } finally {
    for (const worker of workers) await worker.stop();
    await server.stop();
  }
}

type Server = Awaited<ReturnType<typeof startMailServer>>;

async function plantMailbox(scene: Scene, server: Server, { ramp, ...pacing }: YearMailbox, index: number): Promise<string> {
  const address = `year${index}@mail.test`;
  const { password } = createAccounts([{ emailAddress: address, displayName: 'Gil Sample' }]).all()[0] ?? assert.fail();
  server.accounts.add({ emailAddress: address, displayName: 'Gil Sample', password });
  const id = await plantSmtpMailbox(scene, scene.workspaceId, { host: server.host, port: server.port, password }, { address, ...pacing });
  if (ramp)
    await asOwner(scene.databaseUrl, 'update mailboxes set ramp_from = $2, ramp_days = $3, ramp_began_at = $4 where id = $1', [
      id,
      ramp.from,
      ramp.days,
      scene.clock.now(),
    ]);
  return id;
}

async function plantCampaign(
  scene: Scene,
  campaign: YearCampaign,
  { mailboxIds, number, from }: { mailboxIds: readonly string[]; number: number; from: number },
): Promise<string> {
  const { opensMinute, closesMinute, workingDays, delayHours, inEachZone } = campaign;
  const id = await plantRunning(
    scene,
    scene.workspaceId,
    campaign.mailboxes.map((one) => mailboxIds[one] ?? assert.fail('The plan names a mailbox that it does not have.')),
    {
      ...{ byRecipientZone: true, opensMinute, closesMinute, workingDays, name: `Campaign ${number}` },
      steps: [{ subject: `Letter ${number}.1` }, { subject: `Letter ${number}.2`, sameThread: false, delayHours }],
    },
  );
  for (const [index, timeZone] of campaign.zones.entries())
    await plantRecipients(scene, scene.workspaceId, id, { count: inEachZone, from: from + index * inEachZone, timeZone });
  return id;
}

/** A campaign that everybody is through is finished, as a job does it; else each look would ask for it until the year ends. */
async function finishCampaigns(databaseUrl: string, workspaceId: string): Promise<void> {
  await asOwner(
    databaseUrl,
    `update outreach_campaigns c set state = 'finished' where workspace_id = $1 and state = 'running'
     and not exists (select from enrolments e where e.workspace_id = $1 and e.campaign_id = c.id and e.state <> 'finished')`,
    [workspaceId],
  );
}
