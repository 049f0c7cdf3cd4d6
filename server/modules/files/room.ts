/** Room in memory for files that are on their way in or out. */
export type Room = <Result>(bytes: number, work: () => Promise<Result>) => Promise<Result>;

/**
 * Lets so much be on its way at once; who finds no room waits, first come first served. What is larger than all of it goes alone, and what weighs
 * nothing at once.
 */
export function createRoom(mostBytes: number): Room {
  const waiting: { bytes: number; enter: () => void }[] = [];
  let taken = 0;
  const fits = (bytes: number) => taken === 0 || taken + bytes <= mostBytes;

  function next(): void {
    for (let [first] = waiting; first && fits(first.bytes); [first] = waiting) {
      waiting.shift();
      taken += first.bytes;
      first.enter();
    }
  }

  return async (bytes, work) => {
    if (bytes === 0) return work();
    await new Promise<void>((enter) => {
      waiting.push({ bytes, enter });
      next();
    });
    try {
      return await work();
    } finally {
      taken -= bytes;
      next();
    }
  };
}
