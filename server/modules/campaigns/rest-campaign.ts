import type { Tx } from '../../platform/database.ts';
import type { Tools } from '../../platform/tools.ts';
import { recordEntry } from '../audit/index.ts';
import { outcomesSince, type Reason } from '../deliveries/index.ts';
import { letRest } from './store.ts';

const lookBackMinutes = 10;
const restMinutes = 15;
/** From so many deliveries on, and with so large a share of them wrong, it is the campaign or the provider and not one supporter. */
const fewest = 20;
const share = 0.5;
/** One person whose own words are refused everywhere says nothing about others, however many letters they send. */
const fewestSupporters = 5;

/** Outcomes that say something about the letter, its recipients or the provider; what lies with one person's account says nothing about others. */
const telling: readonly Reason[] = [
  'address_refused',
  'message_refused',
  'provider_down',
  'unreachable',
  'project_quota',
  'answer_lost',
  'answer_unreadable',
];

/** Lets a campaign rest for a quarter of an hour when half of what it sent lately went wrong: nobody's letter is spent on a fault. */
export async function restIfFailing(tools: Tools, tx: Tx, campaign: { workspaceId: string; campaignId: string }): Promise<void> {
  const now = tools.clock.now();
  const since = new Date(now.getTime() - lookBackMinutes * 60_000);
  const { all, wrong, supporters } = await outcomesSince(tx, campaign, since, telling);
  if (all < fewest || wrong / all < share || supporters < fewestSupporters) return;
  const { workspaceId, campaignId: id } = campaign;
  if (!(await letRest(tx, workspaceId, id, { now, until: new Date(now.getTime() + restMinutes * 60_000) }))) return;
  await recordEntry(
    tools,
    tx,
    { workspaceId, actor: { kind: 'job' } },
    { action: 'campaign.rested', subject: { kind: 'campaign', id }, details: { deliveries: all, wrong } },
  );
}
