import { lookup } from 'node:dns/promises';

/** What a name of the sandbox has in its DNS. */
export interface NameRecords {
  texts?: readonly string[];
  alias?: string;
  addresses?: readonly string[];
  /** Its name servers do not answer. */
  silent?: boolean;
}

/** Stands in for the DNS of host names: of those that were set all is known, every other one is not there. */
export function createSandboxHostNames() {
  const records = new Map<string, NameRecords>();
  const answer = (name: string, pick: (found: NameRecords) => readonly string[]): Promise<string[] | undefined> => {
    const found = records.get(name);
    return Promise.resolve(found?.silent ? undefined : found ? [...pick(found)] : []);
  };
  const addressesOf = (name: string): readonly string[] => {
    const found = records.get(name);
    return found?.alias === undefined ? (found?.addresses ?? []) : addressesOf(found.alias);
  };
  return {
    set(name: string, found: NameRecords) {
      records.set(name, found);
    },
    textsOf: (name: string) => answer(name, ({ texts = [] }) => texts),
    aliasesOf: (name: string) => answer(name, ({ alias }) => (alias === undefined ? [] : [alias])),
    addressesOf: (name: string) => answer(name, () => addressesOf(name)),
    /** Where a call goes: to what was set, and for every other name to where the machine says. */
    async resolve(name: string) {
      const set = addressesOf(name);
      return set.length === 0 ? lookup(name, { all: true }) : set.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
  };
}
export type SandboxHostNames = ReturnType<typeof createSandboxHostNames>;
