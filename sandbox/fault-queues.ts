/** The faults that wait for each account of one stand-in. */
export interface FaultQueues<Fault, Place> {
  script(account: string, fault: Fault): void;
  /** Takes the oldest fault of this account that strikes at this place. */
  take(account: string, place: Place): Fault | undefined;
  waiting(account: string): readonly Fault[];
  clear(): void;
}

/** First scripted, first met; a fault for another place waits until the exchange gets there. */
export function createFaultQueues<Fault, Place>(placeOf: (fault: Fault) => Place): FaultQueues<Fault, Place> {
  const queues = new Map<string, Fault[]>();
  const queueOf = (account: string) => queues.get(account) ?? [];
  return {
    script(account, fault) {
      queues.set(account, [...queueOf(account), fault]);
    },
    take(account, place) {
      const queue = queueOf(account);
      const index = queue.findIndex((fault) => placeOf(fault) === place);
      return index === -1 ? undefined : queue.splice(index, 1)[0];
    },
    waiting: queueOf,
    clear: () => queues.clear(),
  };
}
