import { randomInt } from 'node:crypto';
import { allowanceOfHour } from '../../../../shared/office-hours.ts';
import type { Tx } from '../../../platform/database.ts';
import type { Tools } from '../../../platform/tools.ts';
import {
  addContacted,
  isInOffice,
  leastContacted,
  lettersOf,
  meantBy,
  recipientsByIds,
  recipientsOf,
  routeOf,
  type CampaignRow,
  type Excluded,
  type Recipient,
  type Wish,
} from '../../campaigns/index.ts';
import { deliveriesOfFlow } from '../../deliveries/index.ts';
import { findSuppressed } from '../../suppressions/index.ts';
import { lockFlow } from '../store.ts';
import {
  addLoad,
  capsOf,
  forgetOffers,
  holdOffers,
  loadsOf,
  lockLoads,
  offersOf,
  prolongOffers,
  releaseOffers,
  type Offer,
} from './store.ts';

/** Why a recipient is not offered at this moment. */
export type NotOffered = 'suppressed' | 'excluded' | 'out_of_office' | 'over_budget';

export interface Standing {
  open: Recipient[];
  left: { recipient: Recipient; why: NotOffered; excluded?: Excluded }[];
}

/** For whom recipients are held. A rehearsal writes to nobody, so what it holds is counted nowhere and takes nobody's place. */
export interface Holder {
  workspaceId: string;
  id: string;
  rehearsal: boolean;
}

/** Whoever has not signed in anywhere keeps others waiting for as long as a sign-in takes, and no longer. */
const holdMinutes = { started: 10, connected: 30 } as const;

/** The code under which what reaches an address is counted, over the whole copy. */
export const loadHash = (tools: Pick<Tools, 'hashing'>, emailKey: string) => tools.hashing.lookup('recipient_load', emailKey);
/** Every code under which it may be counted still, after a rotation of keys. */
export const loadHashes = (tools: Pick<Tools, 'hashing'>, emailKey: string) => tools.hashing.lookupAll('recipient_load', emailKey);
/** Every code under which an address may have set a limit of its own; it outlives a rotation of keys. */
export const capHashes = (tools: Pick<Tools, 'hashing'>, emailKey: string) => tools.hashing.lookupAll('recipient_cap', emailKey);

/**
 * Who of these may be offered now: in office, meant by the rules, not suppressed, and below what the campaign and they themselves allow
 * in an hour and in a day. Nothing is ever sent later, so who is over the budget drops out at once.
 * @param own letters that this flow holds already, which do not count against it
 */
export async function standingOf(
  tools: Tools,
  tx: Tx,
  campaign: CampaignRow,
  { recipients, own = new Set() }: { recipients: readonly Recipient[]; own?: ReadonlySet<string> },
): Promise<Standing> {
  const now = tools.clock.now();
  const keys = recipients.map(({ emailKey }) => emailKey);
  const suppressed = await findSuppressed(tools, tx, campaign.workspaceId, keys);
  const full = await overBudget(tools, tx, campaign, { recipients, own });
  const standing: Standing = { open: [], left: [] };
  for (const recipient of recipients) {
    const route = routeOf(campaign.rules, recipient);
    if (suppressed.has(recipient.emailKey)) standing.left.push({ recipient, why: 'suppressed' });
    else if ('excluded' in route) standing.left.push({ recipient, why: 'excluded', excluded: route.excluded });
    else if (!isInOffice(recipient, now, campaign.timeZone)) standing.left.push({ recipient, why: 'out_of_office' });
    else if (full.has(recipient.id)) standing.left.push({ recipient, why: 'over_budget' });
    else standing.open.push(recipient);
  }
  return standing;
}

async function overBudget(
  tools: Tools,
  tx: Tx,
  campaign: CampaignRow,
  { recipients, own }: { recipients: readonly Recipient[]; own: ReadonlySet<string> },
): Promise<Set<string>> {
  const now = tools.clock.now();
  const capKeys = new Map(recipients.flatMap(({ id, emailKey }) => capHashes(tools, emailKey).map((hash) => [hash.toString('hex'), id])));
  const hashes = [...capKeys.keys()].map((hex) => Buffer.from(hex, 'hex'));
  const caps = new Map([...(await capsOf(tx, hashes, now))].map(([hex, most]) => [capKeys.get(hex) ?? '', most]));
  const { hourlyBudget, dailyBudget, officeHours, timeZone } = campaign;
  if (hourlyBudget === null && dailyBudget === null && caps.size === 0) return new Set();
  const perHour = hourlyBudget === null ? Infinity : allowanceOfHour({ hourly: hourlyBudget, officeHours, timeZone }, now);
  const hashOf = new Map(recipients.map(({ id, emailKey }) => [id, loadHash(tools, emailKey)]));
  const loads = await loadsOf(tx, [...hashOf.values()], now);
  const full = recipients.filter(({ id }) => {
    const load = loads.get(hashOf.get(id)?.toString('hex') ?? '') ?? { hour: 0, day: 0 };
    const mine = own.has(id) ? 1 : 0;
    const perDay = Math.min(dailyBudget ?? Infinity, caps.get(id) ?? Infinity);
    return load.hour - mine >= perHour || load.day - mine >= perDay;
  });
  return new Set(full.map(({ id }) => id));
}

/**
 * Chooses whom a supporter writes to, and holds them: for ten minutes, and for half an hour once a mailbox is connected. A choice that was made
 * by lot or by turn stays when the supporter presses again; whoever they chose before and not now is forgotten. Gives nobody when nobody is
 * left: then nothing is asked of the supporter.
 */
export async function offerRecipients(
  tools: Tools,
  tx: Tx,
  flow: Holder,
  { campaign, wish }: { campaign: CampaignRow; wish: Wish },
): Promise<{ offered: Recipient[]; left: Standing['left'] }> {
  const before = await offersOf(tx, flow.workspaceId, flow.id);
  const opened = await openedOnly(tx, flow, before);
  const held = new Set([...opened, ...before.filter(({ state }) => state === 'held').map(({ recipientId }) => recipientId)]);
  const taken = new Set(
    before.filter(({ state, recipientId }) => state === 'taken' && !opened.has(recipientId)).map(({ recipientId }) => recipientId),
  );
  const recipients = await recipientsOf(tx, campaign.workspaceId, campaign.id);
  const { open, left } = await standingOf(tools, tx, campaign, { recipients, own: countedIn(flow, held) });
  const meant = meantBy(campaign.choice, open, wish).filter(({ id }) => !taken.has(id));
  const most = Math.max(0, lettersOf(campaign) - taken.size);
  const byChance = campaign.choice === 'random' || campaign.choice === 'least_contacted';
  const kept = byChance ? meant.filter(({ id }) => held.has(id)).slice(0, most) : [];
  const chosen = new Set((kept.length > 0 ? kept : await chooseSome(tx, campaign, meant, most)).map(({ id }) => id));
  await lockLoads(
    tx,
    recipients.filter(({ id }) => held.has(id) || chosen.has(id)).map(({ emailKey }) => loadHash(tools, emailKey)),
  );
  await giveBack(tools, tx, flow, { recipientIds: [...held].filter((id) => !chosen.has(id)) });
  await forgetOffers(tx, flow, { keep: [...chosen], opened: [...opened] });
  const offered = meant.filter(({ id }) => chosen.has(id));
  const fresh = await holdWithinBudget(tools, tx, flow, {
    campaign,
    step: 'started',
    recipients: offered.filter(({ id }) => !held.has(id)),
  });
  await prolongOffers(tx, flow, heldUntil(tools, 'started'));
  const out = new Set(offered.filter(({ id }) => held.has(id) || fresh.has(id)).map(({ id }) => id));
  return { offered: offered.filter(({ id }) => out.has(id)), left };
}

/** Those whose letter left this copy with the supporter and not by it: they may still be written to from here, and count once. */
async function openedOnly(tx: Tx, flow: Holder, offers: readonly Offer[]): Promise<Set<string>> {
  const taken = offers.filter(({ state }) => state === 'taken').map(({ recipientId }) => recipientId);
  if (taken.length === 0) return new Set();
  const deliveries = await deliveriesOfFlow(tx, flow.workspaceId, flow.id);
  const sent = new Set(deliveries.filter(({ state }) => state !== 'failed').map(({ recipientId }) => recipientId));
  return new Set(taken.filter((id) => !sent.has(id)));
}

async function chooseSome(tx: Tx, campaign: CampaignRow, meant: readonly Recipient[], most: number): Promise<Recipient[]> {
  if (campaign.choice === 'all' || campaign.choice === 'pick' || meant.length <= most) return meant.slice(0, most);
  if (campaign.choice === 'random') {
    const one = meant[randomInt(meant.length)];
    return one && most > 0 ? [one] : [];
  }
  const { workspaceId, id: campaignId } = campaign;
  const chosen = new Set(await leastContacted(tx, { workspaceId, campaignId, among: meant.map(({ id }) => id) }, most));
  return meant.filter(({ id }) => chosen.has(id));
}

/** Counts and holds those who are still below their budget once their row is ours; the others were taken by somebody faster. */
async function holdWithinBudget(
  tools: Tools,
  tx: Tx,
  flow: Holder,
  { campaign, recipients, step }: { campaign: CampaignRow; recipients: readonly Recipient[]; step: keyof typeof holdMinutes },
): Promise<Set<string>> {
  const hour = hourOf(tools.clock.now());
  const hashes = flow.rehearsal ? [] : recipients.map(({ id, emailKey }) => ({ id, hash: loadHash(tools, emailKey) }));
  for (const { hash } of hashes) await addLoad(tx, hash, hour, 1);
  // Counted first and looked at then: what we hold ourselves is taken off, so the last place goes to one of two.
  const own = countedIn(flow, new Set(recipients.map(({ id }) => id)));
  const full = await overBudget(tools, tx, campaign, { recipients, own });
  for (const { id, hash } of hashes) if (full.has(id)) await addLoad(tx, hash, hour, -1);
  const ids = recipients.filter(({ id }) => !full.has(id)).map(({ id }) => id);
  await holdOffers(tx, flow, ids, { hour, heldUntil: heldUntil(tools, step) });
  if (!flow.rehearsal) await addContacted(tx, flow.workspaceId, ids, 1);
  return new Set(ids);
}

/** Which of these recipients count against budgets because of this flow. */
export const countedIn = (flow: Pick<Holder, 'rehearsal'>, ids: ReadonlySet<string>): ReadonlySet<string> =>
  flow.rehearsal ? new Set() : ids;

/** Holds again what was given back because the supporter was away for long, as far as there is room. */
export async function renewOffers(tools: Tools, tx: Tx, flow: Holder, campaign: CampaignRow): Promise<void> {
  // Two windows that open at once would both count what is held but once.
  const now = await lockFlow(tx, flow.workspaceId, flow.id);
  if (now?.step !== 'started' && now?.step !== 'connected') return;
  const offers = await offersOf(tx, flow.workspaceId, flow.id);
  const lapsed = offers.filter(({ state }) => state === 'released').map(({ recipientId }) => recipientId);
  if (lapsed.length > 0) {
    const recipients = await recipientsByIds(tx, flow.workspaceId, lapsed);
    await lockLoads(
      tx,
      recipients.map(({ emailKey }) => loadHash(tools, emailKey)),
    );
    const { open } = await standingOf(tools, tx, campaign, { recipients });
    await holdWithinBudget(tools, tx, flow, { campaign, recipients: open, step: now.step });
  }
  if (offers.some(({ state }) => state === 'held')) await prolongOffers(tx, flow, heldUntil(tools, now.step));
}

/** Whoever has connected a mailbox has half an hour to read once more. */
export async function holdForReading(tools: Tools, tx: Tx, flow: Holder): Promise<void> {
  await prolongOffers(tx, flow, heldUntil(tools, 'connected'));
}

/** Gives held recipients back, all or some, or only those whose time is over: they count no more, and others may be offered them. */
export async function giveBack(
  tools: Tools,
  tx: Tx,
  flow: Holder,
  which: { recipientIds?: readonly string[]; lapsedAt?: Date } = {},
): Promise<void> {
  if (which.recipientIds?.length === 0) return;
  const released = await releaseOffers(tx, flow, which);
  if (released.length === 0 || flow.rehearsal) return;
  const ids = released.map(({ recipientId }) => recipientId);
  const hourOfOffer = new Map(released.map(({ recipientId, hour }) => [recipientId, hour]));
  const loads = (await recipientsByIds(tx, flow.workspaceId, ids)).map(({ id, emailKey }) => ({ id, hash: loadHash(tools, emailKey) }));
  await lockLoads(
    tx,
    loads.map(({ hash }) => hash),
  );
  for (const { id, hash } of loads) {
    const hour = hourOfOffer.get(id);
    if (hour) await addLoad(tx, hash, hour, -1);
  }
  await addContacted(tx, flow.workspaceId, ids, -1);
}

const heldUntil = ({ clock }: Pick<Tools, 'clock'>, step: keyof typeof holdMinutes) =>
  new Date(clock.now().getTime() + holdMinutes[step] * 60_000);

function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
}
