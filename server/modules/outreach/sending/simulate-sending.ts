import { limitOn } from '../../../../shared/pacing.ts';
import { createCalendar, type Calendar } from './calendar.ts';
import { nextByTurn } from './plan-sends.ts';
import {
  bucketReadiness,
  budgetOf,
  earlier,
  readinessOf,
  type Bucket,
  type RunningCampaign,
  type Sender,
  type Waiting,
} from './readiness.ts';
import { slotMilliseconds } from './uses.ts';

/** Recipients who are alike, with how many they are and which step they wait for. */
export interface Group extends Bucket {
  step: number;
  count: number;
}

export interface Ahead {
  senders: readonly Sender[];
  campaigns: ReadonlyMap<string, RunningCampaign>;
  groups: readonly Group[];
  /** Hours after which each step follows the one before, by campaign; the first stands for the first step. */
  delays: ReadonlyMap<string, readonly number[]>;
}

/** So many messages of one campaign from one mailbox, begun within some minutes. */
export interface Leg {
  campaignId: string;
  mailboxId: string;
  at: number;
  messages: number;
}

export interface Simulated {
  /** When the last message of each campaign leaves. */
  endsAt: ReadonlyMap<string, number>;
  /** Who is never sent to in this time, by why. */
  left: readonly { campaignId: string; because: Waiting; messages: number }[];
}

/**
 * Runs the planner ahead over groups instead of people, since people of one group are alike: the same hours, limits, gaps and turns decide, with a gap
 * and half of its jitter between two messages. Nobody answers and nothing fails on this way.
 * @param told of each stretch in the order of time
 */
export function simulateSending(ahead: Ahead, span: { from: number; until: number }, told: (leg: Leg) => void): Simulated {
  const calendar = createCalendar();
  const fresh = Map.groupBy(
    ahead.groups.filter(({ mailboxId }) => mailboxId === null).map((group) => ({ ...group })),
    ({ campaignId }) => campaignId,
  );
  const lines = new Map<string, Queues>(ahead.senders.map(({ id }) => [id, createQueues()]));
  for (const group of ahead.groups.toSorted((one, other) => one.dueAt - other.dueAt))
    if (group.mailboxId !== null) lines.get(group.mailboxId)?.add({ ...group });
  const endsAt = new Map<string, number>();
  const agenda = createAgenda(
    ahead.senders.map((sender) => ({ at: span.from, sender: { ...sender, last: undefined, freeLanes: Infinity } })),
  );
  for (let next = agenda.take(); next; next = agenda.take()) {
    const { at, sender } = next;
    if (at >= span.until) continue;
    const again = visit(sender, at);
    if (again !== undefined) agenda.add({ at: again, sender });
  }
  return { endsAt, left: leftOver() };

  /** Lets one mailbox begin what it may at a moment; gives when it may again. */
  function visit(sender: Sender, at: number): number | undefined {
    const queues = lines.get(sender.id) as Queues;
    const offers = new Map<string, Group[]>();
    let wakeAt: number | undefined;
    const offer = (group: Group, campaign: RunningCampaign) => {
      if (group.dueAt > at) {
        wakeAt = earlier(wakeAt, Math.max(group.dueAt, at + 1));
        return;
      }
      const readiness = bucketReadiness(campaign, group, calendar, at);
      if (!('ready' in readiness)) wakeAt = earlier(wakeAt, readiness.until);
      else offers.set(group.campaignId, [...(offers.get(group.campaignId) ?? []), group]);
    };
    for (const [campaignId, campaign] of ahead.campaigns) {
      for (const group of queues.heads(campaignId)) offer(group, campaign);
      if (!sender.campaigns.has(campaignId)) continue;
      for (const group of fresh.get(campaignId) ?? []) if (group.count > 0) offer(group, campaign);
    }
    if (offers.size === 0) return wakeAt;
    const readiness = readinessOf(sender, calendar, at);
    if (!('ready' in readiness)) return readiness.until;
    const group = nextByTurn(offers, sender.turn) as Group;
    const gap = (sender.pacing.gapSeconds + sender.pacing.gapJitterSeconds / 2) * 1000;
    const inSlot = gap > 0 ? Math.max(1, Math.floor(slotMilliseconds / gap / offers.size)) : Infinity;
    const open = gap > 0 ? Math.max(1, Math.ceil((closesAt(sender, group, calendar, at) - at) / gap)) : Infinity;
    const messages = Math.min(group.count, budgetOf(sender, at), inSlot, open);
    group.count -= messages;
    sender.turn = group.campaignId;
    sender.uses.add(at, messages);
    told({ campaignId: group.campaignId, mailboxId: sender.id, at, messages });
    const last = at + Math.ceil((messages - 1) * gap);
    endsAt.set(group.campaignId, Math.max(endsAt.get(group.campaignId) ?? 0, last));
    const delay = ahead.delays.get(group.campaignId)?.[group.step];
    if (delay !== undefined)
      queues.add({ ...group, step: group.step + 1, mailboxId: sender.id, dueAt: last + delay * 3_600_000, count: messages });
    return at + Math.max(gap > 0 ? 1 : 0, Math.ceil(messages * gap));
  }

  function closesAt(sender: Sender, group: Group, hours: Calendar, at: number): number {
    const ofCampaign = (ahead.campaigns.get(group.campaignId) as RunningCampaign).hoursIn(group.timeZone);
    return Math.min(hours.changesAt(sender.pacing, at), hours.changesAt(ofCampaign, at));
  }

  function leftOver(): Simulated['left'] {
    const groups = [...[...fresh.values()].flat(), ...[...lines.values()].flatMap((queues) => queues.all())].filter(
      ({ count }) => count > 0,
    );
    return groups.map((group) => {
      const campaign = ahead.campaigns.get(group.campaignId);
      const senders = ahead.senders.filter(({ id, campaigns }) =>
        group.mailboxId === null ? campaigns.has(group.campaignId) : id === group.mailboxId,
      );
      const messages = group.count * ((ahead.delays.get(group.campaignId)?.length ?? group.step) - group.step + 1);
      return { campaignId: group.campaignId, messages, because: whyNever(campaign, senders, span.until) };
    });
  }
}

function whyNever(campaign: RunningCampaign | undefined, senders: readonly Sender[], until: number): Waiting {
  if (senders.length === 0) return 'no_mailbox';
  if (campaign?.endsAt !== undefined && campaign.endsAt <= until) return 'ended';
  if (senders.every(({ parked }) => parked?.until === undefined && parked !== undefined)) return 'parked';
  if (senders.every(({ pacing }) => limitOn(pacing, new Date(until)) === 0)) return 'limit';
  return 'hours_never_meet';
}

/** The follow-ups of one mailbox, by campaign, step and zone in the order in which they are due. */
interface Queues {
  add(group: Group): void;
  heads(campaignId: string): Group[];
  all(): Group[];
}

function createQueues(): Queues {
  const byCampaign = new Map<string, Map<string, { groups: Group[]; first: number }>>();
  const headOf = (queue: { groups: Group[]; first: number }): Group | undefined => {
    while (queue.groups[queue.first]?.count === 0) queue.first += 1;
    return queue.groups[queue.first];
  };
  return {
    add(group) {
      const queues = byCampaign.get(group.campaignId) ?? new Map<string, { groups: Group[]; first: number }>();
      byCampaign.set(group.campaignId, queues);
      const key = `${group.step} ${group.timeZone}`;
      const queue = queues.get(key) ?? { groups: [], first: 0 };
      queues.set(key, queue);
      const last = queue.groups.at(-1);
      // Those who are due within the same minutes are alike; the later moment is that of all.
      if (last && last.count > 0 && group.dueAt - last.dueAt < slotMilliseconds)
        Object.assign(last, { count: last.count + group.count, dueAt: group.dueAt });
      else queue.groups.push(group);
    },
    heads: (campaignId) => [...(byCampaign.get(campaignId)?.values() ?? [])].flatMap((queue) => headOf(queue) ?? []),
    all: () => [...byCampaign.values()].flatMap((queues) => [...queues.values()].flatMap(({ groups, first }) => groups.slice(first))),
  };
}

interface Visit {
  at: number;
  sender: Sender;
}

/** Who comes when: a heap, the earliest on top. */
function createAgenda(visits: readonly Visit[]) {
  const heap: Visit[] = [];
  const at = (index: number) => heap[index]?.at ?? Infinity;
  const swap = (one: number, other: number) => {
    const kept = heap[one] as Visit;
    heap[one] = heap[other] as Visit;
    heap[other] = kept;
  };
  const add = (visit: Visit) => {
    heap.push(visit);
    for (let index = heap.length - 1; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (at(parent) <= at(index)) break;
      swap(parent, index);
      index = parent;
    }
  };
  for (const visit of visits) add(visit);
  return {
    add,
    take(): Visit | undefined {
      const top = heap[0];
      const last = heap.pop();
      if (!top || !last || heap.length === 0) return top;
      heap[0] = last;
      for (let index = 0; ; ) {
        const smaller = at(2 * index + 1) <= at(2 * index + 2) ? 2 * index + 1 : 2 * index + 2;
        if (at(smaller) >= at(index)) break;
        swap(index, smaller);
        index = smaller;
      }
      return top;
    },
  };
}
