/** What one way of looking found in a compose window: nothing where the page does not have what it looks for. */
export interface Way<Value> {
  name: string;
  look: (where: Element) => Value | undefined;
}

/** What several ways agreed on. */
export interface Agreed<Value> {
  value: Value | undefined;
  /** The ways that found exactly this. */
  by: string[];
  /** The ways that found something else. Whoever exports is told that the page contradicts itself. */
  against: string[];
  /** The ways that found nothing. */
  silent: string[];
}

/**
 * Looks in all ways and takes what most of them found; of as many, what the earlier way found. A page that changes breaks one way or two, not what
 * the others agree on.
 * @param keyOf what makes two findings the same
 */
export function agree<Value>(where: Element, ways: readonly Way<Value>[], keyOf: (value: Value) => string): Agreed<Value> {
  const found = ways.map(({ name, look }) => ({ name, value: look(where) }));
  const votes = new Map<string, { value: Value; by: string[] }>();
  for (const { name, value } of found) {
    if (value === undefined) continue;
    const vote = votes.get(keyOf(value)) ?? { value, by: [] };
    vote.by.push(name);
    votes.set(keyOf(value), vote);
  }
  // Sorting keeps the order of what is equal, and that is the order of the ways.
  const [best, ...others] = [...votes.values()].sort((one, other) => other.by.length - one.by.length);
  return {
    value: best?.value,
    by: best?.by ?? [],
    against: others.flatMap(({ by }) => by),
    silent: found.filter(({ value }) => value === undefined).map(({ name }) => name),
  };
}
