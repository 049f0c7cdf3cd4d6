/** A number with its noun: 1 letter, 2 letters. */
export const counted = (count: number, one: string, more: string): string => `${String(count)} ${count === 1 ? one : more}`;
