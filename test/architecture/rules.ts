import type { House, Rule, Violation } from './house.ts';
import { emptyNames, retiredWords, sizes } from './shape.ts';
import { cycles, moduleTable, once, orphans, publicDoor, walls } from './walls.ts';

/** All rules of the house, under the names that their violations carry. */
export const rules: Record<string, Rule> = { walls, moduleTable, publicDoor, once, cycles, orphans, sizes, emptyNames, retiredWords };

/** What all rules together find. */
export const judge = (house: House): Violation[] => Object.values(rules).flatMap((rule) => rule(house));

/** One line a violation: where, which rule, what to do. */
export const describe = (violations: Violation[]): string =>
  violations.map(({ rule, path, message }) => `${path} [${rule}] ${message}`).join('\n');
