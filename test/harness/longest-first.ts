/** Where the tests are that take longest, longest first: whole copies that are killed and brought back, browsers, then one module at a time. */
const places = ['test/upgrades/', 'test/journeys/', 'test/promises/', 'server/commands/', 'test/attacks/', 'public-pages/'];

const rank = (file: string) => {
  const place = places.findIndex((one) => file.includes(one));
  return place === -1 ? places.length : place;
};

/** The same files in the order in which a run is over soonest: nobody waits in the end for a long one that began last. */
export const longestFirst = (files: readonly string[]): string[] => files.toSorted((one, other) => rank(one) - rank(other));
