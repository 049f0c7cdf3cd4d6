import type { BrowserContext, Frame } from 'playwright-core';
import { browserStorage, cookies, type KeptInBrowser } from '../../privacy/cookies.ts';
import type { Period } from '../../privacy/promise.ts';
import { periodOf } from '../../privacy/promises.ts';

/** Something that a page left in a browser. */
export interface Stored {
  /** `cookie`, `localStorage`, `sessionStorage`, or the name of a place where nothing of ours belongs. */
  place: string;
  name: string;
  /** The moment at which it ends; `tab` when it goes with the tab, null when it never does by itself. */
  ends: Date | 'tab' | null;
}

/** What the product says that it keeps, by place. */
export const table: Readonly<Record<string, Readonly<Record<string, KeptInBrowser>>>> = {
  cookie: cookies,
  localStorage: browserStorage,
  sessionStorage: browserStorage,
};

/** Everything that the pages of a browser have left in it so far. */
export async function storedBy(context: BrowserContext): Promise<Stored[]> {
  const found: Stored[] = (await context.cookies()).map(({ name, expires }) => ({
    place: 'cookie',
    name: name.replace(/^__Host-/, ''),
    ends: expires < 0 ? 'tab' : new Date(expires * 1000),
  }));
  for (const page of context.pages()) for (const frame of page.frames()) found.push(...(await storedIn(frame)));
  return found;
}

async function storedIn(frame: Frame): Promise<Stored[]> {
  if (!/^https?:/.test(frame.url())) return [];
  const there = await frame.evaluate(async () => {
    const named = (place: string, names: string[], text: (name: string) => string | null = () => null) =>
      names.map((name) => ({ place, name, text: text(name) }));
    return [
      ...named('localStorage', Object.keys(localStorage), (name) => localStorage.getItem(name)),
      ...named('sessionStorage', Object.keys(sessionStorage)),
      ...named(
        'indexedDB',
        (await indexedDB.databases()).map(({ name }) => name ?? ''),
      ),
      // Over plain HTTP a browser has no caches for pages.
      ...named('caches', 'caches' in globalThis ? await caches.keys() : []),
      ...named(
        'serviceWorker',
        'serviceWorker' in navigator ? (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope) : [],
      ),
    ];
  });
  return there.map(({ place, name, text }) => {
    const until = /"until":"([^"]+)"/.exec(text ?? '')?.[1];
    return { place, name, ends: place === 'sessionStorage' ? 'tab' : until ? new Date(until) : null };
  });
}

function entryOf({ place, name }: Stored, register: typeof table): KeptInBrowser | undefined {
  const listed = register[place] ?? {};
  const begun = Object.keys(listed).find((key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)));
  return listed[name] ?? (begun === undefined ? undefined : listed[begun]);
}

function endOf({ years = 0, months = 0, days = 0, hours = 0 }: Period, now: Date): Date {
  const end = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO('UTC').add({ years, months, days, hours });
  return new Date(end.epochMilliseconds);
}

/** What was left there against the table: what it does not list, what lives longer than it says, what needs a consent that nobody gave. */
export function againstTheTable(found: readonly Stored[], now: Date, register = table): string[] {
  return found.flatMap((one) => {
    const entry = entryOf(one, register);
    const name = `${one.place} ${one.name}`;
    if (!entry) return [`${name} is not listed`];
    if (entry.needsConsent) return [`${name} needs a consent, and nobody gave one`];
    if (one.ends === 'tab') return [];
    if (entry.lasts === 'tab') return [`${name} outlives its tab`];
    const end = endOf('as' in entry.lasts ? periodOf(entry.lasts.as) : entry.lasts, now);
    return one.ends === null || one.ends > end ? [`${name} lives longer than is said`] : [];
  });
}
