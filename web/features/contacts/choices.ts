import type { Subject } from './rule-words.ts';

type Choice = { value: string; label: string };

/** What can be asked about and chosen in this workspace. */
export interface Choices {
  subjects: readonly Subject[];
  tags: readonly string[];
  lists: readonly Choice[];
  segments: readonly Choice[];
  companies: readonly Choice[];
}
