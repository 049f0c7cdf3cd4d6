const whole = new Intl.NumberFormat(undefined);

/** A count with the reader's own grouping. */
export function count(value: number): string {
  return whole.format(value);
}

/** A count with its noun: `plural(1, 'member')`, `plural(4, 'delivery', 'deliveries')`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${whole.format(value)} ${value === 1 ? one : many}`;
}
