import { browserStorage, type KeptInBrowser } from '../privacy/cookies.ts';

type Register = Readonly<Record<string, KeptInBrowser>>;
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const day = 86_400_000;

/** How long a choice is kept; what the register does not give a period of its own is not for this store. */
function lifetime({ lasts }: KeptInBrowser): number | undefined {
  if (lasts === 'tab' || 'as' in lasts) return undefined;
  return ((lasts.years ?? 0) * 365 + (lasts.months ?? 0) * 28 + (lasts.days ?? 0)) * day + (lasts.hours ?? 0) * 3_600_000;
}

/**
 * What somebody chose, kept in their browser: under the names of the register alone, and no longer than it says.
 * What the register lets be kept only with a consent is not kept: nobody is asked for one, so nobody gave it.
 */
export function choicesIn<R extends Register>(store: () => Store, register: R) {
  const nameOf = (name: keyof R) => String(name);
  const forget = (name: keyof R) => {
    store().removeItem(nameOf(name));
  };
  return {
    keep(name: keyof R, value: string, now = new Date()) {
      const entry = register[name];
      const lasts = entry && !entry.needsConsent && lifetime(entry);
      if (!lasts) return;
      store().setItem(nameOf(name), JSON.stringify({ value, until: new Date(now.getTime() + lasts).toISOString() }));
    },
    read(name: keyof R, now = new Date()): string | undefined {
      const kept = parse(store().getItem(nameOf(name)));
      return kept && new Date(kept.until) > now ? kept.value : undefined;
    },
    forget,
    /** Ends what has reached its end, and whatever is there that the register does not name. */
    tidy(now = new Date()) {
      const names = Array.from({ length: store().length }, (_, index) => store().key(index) ?? '');
      for (const name of names) {
        const kept = Object.hasOwn(register, name) ? parse(store().getItem(name)) : undefined;
        if (!kept || new Date(kept.until) <= now) store().removeItem(name);
      }
    },
  };
}

function parse(text: string | null): { value: string; until: string } | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as unknown;
    if (typeof kept !== 'object' || kept === null || !('value' in kept) || !('until' in kept)) return undefined;
    const { value, until } = kept;
    return typeof value === 'string' && typeof until === 'string' ? { value, until } : undefined;
  } catch (error) {
    // Whoever sits there can write anything into their own browser.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The choices of whoever sits at this browser. */
export const choices = choicesIn(() => localStorage, browserStorage);
