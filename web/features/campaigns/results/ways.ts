import type { WayCounts } from './shapes.ts';

/** Mailboxes that send through this copy: what they accepted is known. */
const mailboxes: Record<string, string> = { gmail: 'Gmail', outlook: 'Outlook' };

/** Own programs: that a letter was opened there is all that is known. */
const programs: Record<string, string> = {
  gmail_compose: 'Gmail, in a window of its own',
  outlook_compose: 'Outlook.com, in a window of its own',
  yahoo_compose: 'Yahoo Mail, in a window of its own',
  mailto: 'A mail program',
  copy: 'Copied',
  eml: 'Downloaded as a file',
};

/** A way with its name for people. */
export type NamedWay = WayCounts & { name: string };

const named = (ways: readonly WayCounts[], names: Record<string, string>): NamedWay[] =>
  Object.entries(names).flatMap(([channel, name]) => ways.filter((way) => way.channel === channel).map((way) => ({ ...way, name })));

/** The ways in two lists that are never added up: mailboxes, which accept letters, and own programs, in which they are opened. */
export function sortWays(ways: readonly WayCounts[]): { accepting: NamedWay[]; opening: NamedWay[] } {
  return { accepting: named(ways, mailboxes), opening: named(ways, programs).filter(({ opened }) => opened > 0) };
}

/** Who accepted the letters, in words: only those that accepted any are named, and no name while nobody did. */
export function acceptedBy(ways: readonly WayCounts[]): string {
  const names = sortWays(ways).accepting.flatMap(({ name, accepted }) => (accepted > 0 ? name : []));
  return names.length > 0 ? names.join(' or ') : 'a mailbox';
}
