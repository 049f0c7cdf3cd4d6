/** Uses are noted by slots of five minutes; a slot counts as long as any of it is younger than a day. */
export const slotMilliseconds = 5 * 60_000;
const counts = 24 * 3_600_000 + slotMilliseconds;

export interface Slot {
  slot: Date;
  messages: number;
}

/** What a mailbox handed over in any 24 hours, as time goes on. */
export interface Uses {
  add(at: number, messages: number): void;
  usedAt(at: number): number;
  /** When fewer than the limit will count, if nothing is added; nothing for a limit of 0. */
  freeAt(at: number, limit: number): number | undefined;
}

/** @param slots in any order; time only goes forward from the first question on */
export function createUses(slots: readonly Slot[]): Uses {
  const kept = slots.map(({ slot, messages }) => ({ at: slot.getTime(), messages })).sort((one, other) => one.at - other.at);
  let first = 0;
  let total = kept.reduce((sum, { messages }) => sum + messages, 0);
  const forget = (now: number) => {
    for (let oldest = kept[first]; oldest && oldest.at + counts <= now; oldest = kept[first]) {
      total -= oldest.messages;
      first += 1;
    }
  };
  return {
    add(at, messages) {
      const slot = Math.floor(at / slotMilliseconds) * slotMilliseconds;
      const last = kept.at(-1);
      if (last?.at === slot && kept.length > first) last.messages += messages;
      else kept.push({ at: slot, messages });
      total += messages;
    },
    usedAt(at) {
      forget(at);
      return total;
    },
    freeAt(at, limit) {
      forget(at);
      if (limit <= 0) return undefined;
      let left = total;
      if (left < limit) return at;
      for (let next = first; ; next++) {
        const oldest = kept[next];
        if (!oldest) return at;
        left -= oldest.messages;
        if (left < limit) return oldest.at + counts;
      }
    },
  };
}
